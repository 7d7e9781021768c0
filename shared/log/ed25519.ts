// Checks Ed25519 signatures (RFC 8032) where the machine has nothing of its own: an auditor's old browser.
// Checking handles public data only, so plain BigInt arithmetic gives nothing away by its timing.
import { sha512 } from './sha512.adapter.ts';

const prime = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const d = modulo(-121665n * invert(121666n));
const squareRootOfMinusOne = power(2n, (prime - 1n) / 4n);

/** Extended homogeneous coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
type Point = readonly [X: bigint, Y: bigint, Z: bigint, T: bigint];
const neutral: Point = [0n, 1n, 1n, 0n];
const base = basePoint();

/** Says whether `signature` (64 bytes) is the signature of `message` by `publicKey` (32 bytes). */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const a = decodePoint(publicKey);
  const s = numberOf(signature.subarray(32));
  if (a === undefined || s >= order) return false;
  const r = signature.subarray(0, 32);
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(r);
  hashed.set(publicKey, 32);
  hashed.set(message, 64);
  const k = numberOf(sha512(hashed)) % order;
  const expected = encodePoint(add(multiply(base, s), multiply(negate(a), k)));
  return expected.every((byte, i) => byte === r[i]);
}

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = modulo((y1 - x1) * (y2 - x2));
  const b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * t1 * t2 * d);
  const e = modulo(2n * z1 * z2);
  return [modulo((b - a) * (e - c)), modulo((e + c) * (b + a)), modulo((e - c) * (e + c)), modulo((b - a) * (b + a))];
}

function multiply(point: Point, times: bigint): Point {
  let sum = neutral;
  let doubled = point;
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, doubled);
    doubled = add(doubled, doubled);
  }
  return sum;
}

function negate([x, y, z, t]: Point): Point {
  return [modulo(-x), y, z, modulo(-t)];
}

/** The point that 32 bytes spell; undefined where they spell none. */
function decodePoint(bytes: Uint8Array): Point | undefined {
  const whole = numberOf(bytes);
  const sign = whole >> 255n;
  const y = whole & (2n ** 255n - 1n);
  if (y >= prime) return undefined;
  const square = modulo((y * y - 1n) * invert(d * y * y + 1n));
  let x = power(square, (prime + 3n) / 8n);
  if (modulo(x * x - square) !== 0n) x = modulo(x * squareRootOfMinusOne);
  if (modulo(x * x - square) !== 0n || (x === 0n && sign === 1n)) return undefined;
  if ((x & 1n) !== sign) x = prime - x;
  return [x, y, 1n, modulo(x * y)];
}

function encodePoint([x, y, z]: Point): Uint8Array {
  const inverse = invert(z);
  let rest = modulo(y * inverse) | ((modulo(x * inverse) & 1n) << 255n);
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

/** y = 4/5, x even. */
function basePoint(): Point {
  const y = modulo(4n * invert(5n));
  const bytes = new Uint8Array(32);
  let rest = y;
  for (let i = 0; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return decodePoint(bytes)!;
}

function numberOf(littleEndian: Uint8Array): bigint {
  let value = 0n;
  for (let i = littleEndian.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(littleEndian[i]!);
  return value;
}

function modulo(value: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}

function invert(value: bigint): bigint {
  return power(modulo(value), prime - 2n);
}

function power(value: bigint, exponent: bigint): bigint {
  let result = 1n;
  let squared = modulo(value);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modulo(result * squared);
    squared = modulo(squared * squared);
  }
  return result;
}
