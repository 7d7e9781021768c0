// SHA-512, needed only inside Ed25519.
export { sha512 } from '@noble/hashes/sha2.js';
