// The header in front of each payload frame in a segment file: length, checksum, and the entry it belongs to.
import { crc32 } from './crc32.ts';

/** [u32 length][u32 crc32][u32 seq][u32 part], little-endian; the checksum covers seq, part and the bytes. */
export const frameHeaderBytes = 16;
const minimumContentBytes = 28;

export type FrameHeader = { readonly length: number; readonly crc: number; readonly seq: number; readonly part: number };

/** The header at `offset`; undefined where there is no frame, or not all of it. */
export function readFrameHeader(bytes: Uint8Array, offset: number): FrameHeader | undefined {
  if (offset + frameHeaderBytes > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, frameHeaderBytes);
  const header = { length: view.getUint32(0, true), crc: view.getUint32(4, true), seq: view.getUint32(8, true), part: view.getUint32(12, true) };
  // No content is shorter than its own header; zeros that a power cut left are no frame.
  return header.length < minimumContentBytes || offset + frameHeaderBytes + header.length > bytes.length ? undefined : header;
}

/** Writes everything but the checksum. */
export function writeFrameHeader(framed: Uint8Array, length: number, seq: number, part: number): void {
  const view = new DataView(framed.buffer, framed.byteOffset, frameHeaderBytes);
  view.setUint32(0, length, true);
  view.setUint32(8, seq, true);
  view.setUint32(12, part, true);
}

/** A whole frame as it lies in a segment. */
export function frameInSegment(seq: number, part: number, bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(frameHeaderBytes + bytes.length);
  framed.set(bytes, frameHeaderBytes);
  writeFrameHeader(framed, bytes.length, seq, part);
  new DataView(framed.buffer).setUint32(4, crc32(framed, 8), true);
  return framed;
}

export type SegmentFrame = { readonly seq: number; readonly part: number; readonly bytes: Uint8Array; readonly intact: boolean };

/** Every frame of a segment, and how many bytes at its end are no frame. */
export function readSegment(segment: Uint8Array): { readonly frames: readonly SegmentFrame[]; readonly rest: number } {
  const frames: SegmentFrame[] = [];
  let offset = 0;
  for (;;) {
    const header = readFrameHeader(segment, offset);
    if (header === undefined) return { frames, rest: segment.length - offset };
    const end = offset + frameHeaderBytes + header.length;
    frames.push({ seq: header.seq, part: header.part, bytes: segment.subarray(offset + frameHeaderBytes, end), intact: crc32(segment, offset + 8, end) === header.crc });
    offset = end;
  }
}
