// The payload segments of a workspace: finds every frame at opening, appends new ones, cuts unfinished ones off.
import { crc32 } from 'node:zlib';
import { payloadId } from '../../shared/log/entry.ts';
import { frameHeaderBytes, readFrameHeader, writeFrameHeader } from '../../shared/log/segment.ts';
import { join, type Files, type OpenFile } from './files.ts';
import { layout, segmentName, segmentNumber } from './layout.ts';

export const maxSegmentBytes = 8 * 1024 * 1024;

export type FramePlace = {
  readonly segment: number;
  /** Where the frame's header starts. */
  readonly offset: number;
  /** Bytes of the frame without its header. */
  readonly length: number;
  readonly seq: number;
  readonly part: number;
  readonly intact: boolean;
};

export type SegmentScan = {
  /** In the order in which they lie on disk. */
  readonly places: readonly FramePlace[];
  readonly segments: readonly { readonly number: number; readonly bytes: number; /** Where the frames that could be read end. */ readonly readable: number }[];
};

/** Reads every segment once and checks every frame. */
export async function scanSegments(files: Files, folder: string): Promise<SegmentScan> {
  const places: FramePlace[] = [];
  const segments: { number: number; bytes: number; readable: number }[] = [];
  for (const name of await files.list(join(folder, layout.payloads))) {
    const number = segmentNumber(name);
    if (number === undefined) continue;
    const bytes = await files.readFile(join(folder, layout.payloads, name));
    let offset = 0;
    for (;;) {
      const header = readFrameHeader(bytes, offset);
      if (header === undefined) break;
      const end = offset + frameHeaderBytes + header.length;
      const intact = crc32(bytes.subarray(offset + 8, end)) === header.crc;
      places.push({ segment: number, offset, length: header.length, seq: header.seq, part: header.part, intact });
      offset = end;
    }
    segments.push({ number, bytes: bytes.length, readable: offset });
  }
  return { places, segments };
}

/** Frames by id; where an id occurs twice the first one counts, as for any reader of the format. */
export function indexFrames(scan: SegmentScan): Map<string, FramePlace> {
  const index = new Map<string, FramePlace>();
  for (const place of scan.places) {
    const id = payloadId(place.seq, place.part);
    if (!index.has(id)) index.set(id, place);
  }
  return index;
}

export async function readPlace(files: Files, folder: string, place: FramePlace): Promise<Uint8Array | undefined> {
  const path = join(folder, layout.payloads, segmentName(place.segment));
  const bytes = await files.readRange(path, place.offset, frameHeaderBytes + place.length);
  const header = readFrameHeader(bytes, 0);
  if (header === undefined || header.seq !== place.seq || header.part !== place.part) return undefined;
  return crc32(bytes.subarray(8)) === header.crc ? bytes.subarray(frameHeaderBytes) : undefined;
}

/** Where the next frame goes. */
export type SegmentEnd = { readonly number: number; readonly bytes: number };

/** Appends frames behind `end`; what it wrote can be cut off again until it is kept. */
export class SegmentWriter {
  private file: OpenFile | undefined;
  private current: SegmentEnd;
  private kept: SegmentEnd;
  private madeFile = false;
  private readonly files: Files;
  private readonly folder: string;

  private readonly maxBytes: number;

  constructor(files: Files, workspace: string, end: SegmentEnd, maxBytes = maxSegmentBytes) {
    this.maxBytes = maxBytes;
    this.files = files;
    this.folder = join(workspace, layout.payloads);
    this.current = end;
    this.kept = end;
  }

  async append(seq: number, part: number, bytes: Uint8Array): Promise<FramePlace> {
    const size = frameHeaderBytes + bytes.length;
    if (this.current.bytes > 0 && this.current.bytes + size > this.maxBytes) {
      await this.sync();
      await this.close();
      this.current = { number: this.current.number + 1, bytes: 0 };
    }
    if (this.file === undefined) {
      this.file = await this.files.open(this.pathOf(this.current.number), 'write');
      this.madeFile ||= this.current.bytes === 0;
    }
    const framed = new Uint8Array(size);
    framed.set(bytes, frameHeaderBytes);
    writeFrameHeader(framed, bytes.length, seq, part);
    new DataView(framed.buffer).setUint32(4, crc32(framed.subarray(8)), true);
    const offset = this.current.bytes;
    await this.file.write(framed, offset);
    this.current = { number: this.current.number, bytes: offset + size };
    return { segment: this.current.number, offset, length: bytes.length, seq, part, intact: true };
  }

  /** Makes everything appended so far durable, names of new files included. */
  async sync(): Promise<void> {
    await this.file?.sync();
    if (this.madeFile) await this.files.syncFolder(this.folder);
    this.madeFile = false;
  }

  /** What was appended stays. */
  keep(): void {
    this.kept = this.current;
  }

  /** Cuts off what was appended since the last `keep`. */
  async drop(): Promise<void> {
    if (this.current.number === this.kept.number && this.current.bytes === this.kept.bytes) return;
    await this.close();
    await cutSegments(this.files, this.folder, this.kept);
    this.current = this.kept;
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  get end(): SegmentEnd {
    return this.kept;
  }

  private pathOf(number: number): string {
    return join(this.folder, segmentName(number));
  }
}

/** Takes away everything behind `end`, from the back, so that a crash in between leaves a shorter tail. */
export async function cutSegments(files: Files, payloads: string, end: SegmentEnd): Promise<void> {
  const numbers = (await files.list(payloads)).map(segmentNumber).filter((number) => number !== undefined && number >= end.number) as number[];
  for (const number of numbers.sort((a, b) => b - a)) {
    const path = join(payloads, segmentName(number));
    if (number > end.number || end.bytes === 0) {
      await files.remove(path);
      continue;
    }
    const file = await files.open(path, 'write');
    try {
      await file.truncate(end.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  await files.syncFolder(payloads);
}
