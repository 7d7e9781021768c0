// SHA-256 over one reused block buffer: hashing a million short items without making a million objects.
// Source: FIPS 180-4. Checked against Node's implementation in test/oracle/log.

const constants = roundConstants();
const schedule = new Int32Array(64);
const state = new Int32Array(8);

/** Bytes that padding may need behind the message. */
export const paddingRoom = 72;

/**
 * Hashes `message[start .. end)` and writes the 32 bytes at `out[at]`.
 * The message array must have `paddingRoom` bytes of room behind `end`; they are overwritten.
 */
export function sha256Into(message: Uint8Array, start: number, end: number, out: Uint8Array, at: number): void {
  const length = end - start;
  const blocks = (length + 9 + 63) >>> 6;
  const stop = start + blocks * 64;
  message[end] = 0x80;
  message.fill(0, end + 1, stop - 8);
  const high = Math.floor(length / 0x20000000);
  const low = (length << 3) >>> 0;
  writeWord(message, stop - 8, high);
  writeWord(message, stop - 4, low);
  state[0] = 0x6a09e667;
  state[1] = 0xbb67ae85;
  state[2] = 0x3c6ef372;
  state[3] = 0xa54ff53a;
  state[4] = 0x510e527f;
  state[5] = 0x9b05688c;
  state[6] = 0x1f83d9ab;
  state[7] = 0x5be0cd19;
  for (let position = start; position < stop; position += 64) compress(message, position);
  for (let i = 0; i < 8; i++) writeWord(out, at + 4 * i, state[i]!);
}

function compress(bytes: Uint8Array, at: number): void {
  const w = schedule;
  const k = constants;
  for (let i = 0; i < 16; i++) {
    const from = at + (i << 2);
    w[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0;
  state[5] = (state[5]! + f) | 0;
  state[6] = (state[6]! + g) | 0;
  state[7] = (state[7]! + h) | 0;
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, in exact integers. */
function roundConstants(): Int32Array {
  const words = new Int32Array(64);
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
    if (!prime) continue;
    // floor(cbrt(p) · 2^32) = floor(cbrt(p · 2^96)), found by bisection.
    const cube = BigInt(candidate) << 96n;
    let low = 0n;
    let high = 1n << 36n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle * middle * middle <= cube) low = middle;
      else high = middle;
    }
    words[found++] = Number(BigInt.asIntN(32, low));
  }
  return words;
}
