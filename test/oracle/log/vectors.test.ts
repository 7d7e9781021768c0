import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { verifyEd25519 } from '../../../shared/log/ed25519.ts';
import { verifyLog } from '../../../shared/log/verify.ts';
import { memoryReader } from '../../support/logMutations.ts';
import { canonical, isSignatureGood, parse, readContent, root, secondVerify, wordsOf } from './secondVerifier.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
function vectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../shared/log/vectors/${name}.json`, import.meta.url), 'utf8'));
}

describe('the test vectors', () => {
  it('are what the code writes', () => {
    execFileSync(process.execPath, [new URL('../../../build/vectors/writeVectors.ts', import.meta.url).pathname, '--check'], { stdio: 'pipe' });
  });

  it('hold for the verifier written from the text', async () => {
    const json = (vectors('canonical') as { canonical: { text: string; canonical: string }[]; refused: string[] });
    for (const { text, canonical: bytes } of json.canonical) expect(Buffer.from(canonical(JSON.parse(text) as never)).toString('hex')).toBe(bytes);
    for (const text of json.refused) expect(parse(Buffer.from(text)), text).toBeUndefined();

    const trees = (vectors('leaves') as { leaves: { leaf: string }[]; roots: string[] });
    const leaves = trees.leaves.map(({ leaf }) => hex(leaf));
    expect(trees.roots).toEqual(trees.roots.map((_, count) => root(leaves.slice(0, count)).toString('hex')));

    for (const { content, firstItem, items, leaves: all } of (vectors('frames') as { frames: { content: string; firstItem: number; items: (string | null)[]; leaves: string }[] }).frames) {
      const read = readContent(hex(content));
      expect(read.firstItem).toBe(firstItem);
      expect(read.texts.map((text) => text?.toString('hex') ?? null)).toEqual(items);
      expect(Buffer.concat(read.items.map(({ leaf }) => leaf)).toString('hex')).toBe(all);
    }

    for (const { checkpoint, isSigned, words } of (vectors('checkpoints') as { checkpoints: { checkpoint: Record<string, string | number>; isSigned: boolean; words: string[] }[] }).checkpoints) {
      expect(isSignatureGood(checkpoint)).toBe(isSigned);
      expect(wordsOf(checkpoint)).toEqual(words);
    }

    const files = new Map(Object.entries((vectors('log') as { files: Record<string, string> }).files).map(([name, bytes]) => [name, new Uint8Array(hex(bytes))]));
    expect(secondVerify(files).complaints).toEqual([]);
    expect(await verifyLog(memoryReader(files), { verifySignature })).toMatchObject({ kind: 'verified', report: { clean: true, erasedItems: 2 } });
  });
});

describe('Ed25519 of our own', () => {
  it('agrees with the standard library on good and on spoiled signatures', () => {
    for (let round = 0; round < 12; round++) {
      const der = Buffer.concat([hex('302e020100300506032b657004220420'), randomBytes(32)]);
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      const key = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
      const message = randomBytes(round * 10);
      const signature = sign(null, message, privateKey);
      const spoiled = Buffer.from(signature);
      spoiled[round * 5]! ^= 1 << (round % 8);
      const other = Buffer.from(key);
      other[round]! ^= 4;
      const cases: [Buffer, Buffer][] = [[key, signature], [key, spoiled], [other, signature]];
      for (const [usedKey, used] of cases) {
        expect(verifyEd25519(usedKey, message, used)).toBe(verifySignature(usedKey, message, used));
      }
      expect(verifyEd25519(key, message, signature)).toBe(true);
    }
  });
});
