// Keeps the signing key of each workspace outside its folder, protected by the system's key store where there is one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { VerifySignature } from '../../shared/log/checkpoint.ts';
import { codeOf, join, readIfThere, replaceFile, type Files } from './files.ts';

export interface Signer {
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Encrypts for this user of this machine, such as the system's key store does. */
export interface Protector {
  protect(secret: Uint8Array): Uint8Array;
  /** Throws where the secret was protected by another user or another key store. */
  reveal(bytes: Uint8Array): Uint8Array;
}

export interface KeyStore {
  find(workspace: string): Promise<Signer | undefined>;
  create(workspace: string): Promise<Signer>;
}

/** One small file per workspace in `folder`. */
export function folderKeys(files: Files, folder: string, protector?: Protector): KeyStore {
  return {
    find: async (workspace) => {
      const bytes = await readIfThere(files, join(folder, `${workspace}.json`));
      if (bytes === undefined) return undefined;
      try {
        const { secret, isProtected } = JSON.parse(new TextDecoder().decode(bytes)) as { secret: string; isProtected: boolean };
        const stored = Buffer.from(secret, 'base64');
        if (isProtected && protector === undefined) return undefined;
        const der = isProtected && protector !== undefined ? protector.reveal(stored) : stored;
        return signerOf(createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }));
      } catch {
        // Somebody else's key store: the caller makes a new key and announces it in the log.
        return undefined;
      }
    },
    create: async (workspace) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const der = privateKey.export({ format: 'der', type: 'pkcs8' });
      const secret = protector === undefined ? der : Buffer.from(protector.protect(der));
      const text = JSON.stringify({ secret: secret.toString('base64'), isProtected: protector !== undefined });
      await makeFolders(files, folder);
      const old = await readIfThere(files, join(folder, `${workspace}.json`));
      if (old !== undefined) await replaceFile(files, folder, `${workspace}.unreadable.json`, old);
      await replaceFile(files, folder, `${workspace}.json`, new TextEncoder().encode(text));
      return signerOf(privateKey);
    },
  };
}

/** Keys that last as long as the process; for tests and for throw-away workspaces. */
export function memoryKeys(): KeyStore {
  const signers = new Map<string, Signer>();
  return {
    find: (workspace) => Promise.resolve(signers.get(workspace)),
    create: (workspace) => {
      const signer = signerOf(generateKeyPairSync('ed25519').privateKey);
      signers.set(workspace, signer);
      return Promise.resolve(signer);
    },
  };
}

function signerOf(privateKey: KeyObject): Signer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x ?? '', 'base64url').toString('hex'),
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

/** Ed25519 as the standard library checks it. */
export const verifySignature: VerifySignature = (key, bytes, signature) => {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' });
    return verify(null, bytes, publicKey, signature);
  } catch {
    return false;
  }
};

async function makeFolders(files: Files, folder: string): Promise<void> {
  if ((await files.stat(folder)) !== undefined) return;
  const parent = folder.slice(0, Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')));
  if (parent !== '' && parent !== folder) await makeFolders(files, parent);
  await files.makeFolder(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}
