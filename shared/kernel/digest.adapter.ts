// SHA-256 and CRC-32C over bytes; the only door to the hash library.
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of the bytes, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** A running SHA-256, for input that arrives in pieces. */
export function startSha256(): { update(bytes: Uint8Array): void; digest(): Uint8Array } {
  const hash = nobleSha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest(),
  };
}
