// Packs and unpacks raw DEFLATE; the only door to the compression library.
import { deflateSync, Inflate } from 'fflate';

/** Turns bytes into raw DEFLATE (RFC 1951). A machine with a faster one may hand that in. */
export type Pack = (bytes: Uint8Array) => Uint8Array;

/** Turns it back into exactly `size` bytes; undefined where it does not give so many. */
export type Unpack = (packed: Uint8Array, size: number) => Uint8Array | undefined;

export const deflate: Pack = (bytes) => deflateSync(bytes, { level: 1 });

/**
 * Unpacks raw DEFLATE of a known size; undefined where the bytes are damaged or unpack to another size.
 * It stops as soon as more comes out than expected, so a hostile frame cannot fill the memory.
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  const target = new Uint8Array(size);
  let filled = 0;
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    if (filled + chunk.length > size) throw new Error('longer than stated');
    target.set(chunk, filled);
    filled += chunk.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < packed.length; at += 65_536) stream.push(packed.subarray(at, at + 65_536), at + 65_536 >= packed.length);
  } catch {
    return undefined;
  }
  return filled === size && ended ? target : undefined;
}
