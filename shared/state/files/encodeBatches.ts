// Turns batches of rows into frames of the record, here or on another thread, and appends them in order while more rows are read.
import type { MachineTrouble } from '../../contract/machine.ts';
import { assertNever } from '../../kernel/assertNever.ts';
import { startSha256 } from '../../kernel/digest.adapter.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Unpack } from '../../log/deflate.adapter.ts';
import { encodeRows, foldItems, type EncodedFrame, type RandomBytes } from '../../log/frame.ts';
import { judgeFrame, type FrameJudge, type Judged } from '../../log/judgeFrame.ts';
import type { Subtrees } from '../../log/merkle.ts';
import { rowsPerFrame } from '../../log/PayloadBuilder.ts';
import type { Table } from '../../table/Table.ts';
import { valueIndexOf, type TextColumn } from '../../table/TextColumn.ts';

/** Rows whose frames are wanted: row 0 of the columns gets the id `firstRow` and is item `firstItem` of its entry. */
export type RowBatch = { readonly columns: readonly TextColumn[]; readonly rows: number; readonly firstRow: number; readonly firstItem: number };

/** A running SHA-256 of a file that is read in pieces; after the digest another file may begin. */
export interface FileHash {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

/** Makes frames of batches, one batch after the other, and hashes the file beside it; `end` lets go of what it holds. */
export interface RowEncoder {
  encode(batch: RowBatch): Promise<readonly EncodedFrame[]>;
  /** Hashes the items of a frame that was made without. */
  fold(content: Uint8Array): Promise<Subtrees>;
  readonly file: FileHash;
  end(): void;
}

/** A thread for the record: it makes frames, and judges them when the record is verified. */
export interface RecordThread extends RowEncoder, FrameJudge {}

/** What a thread is asked; rows, digests and frames to judge are answered, in order. */
export type ThreadRequest =
  | { readonly kind: 'rows'; readonly batch: RowBatch }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'digest' }
  | { readonly kind: 'fold'; readonly content: Uint8Array }
  | { readonly kind: 'judge'; readonly content: Uint8Array };

/** What the thread's machine gives; hashing and unpacking of its own where they are absent. */
export type ThreadMeans = { readonly randomBytes: RandomBytes; readonly startHash?: () => { update(bytes: Uint8Array): unknown; digest(): Uint8Array }; readonly unpack?: Unpack };

/** Answers a thread's requests. */
export function answerThread({ randomBytes, startHash = startSha256, unpack }: ThreadMeans, answer: (value: readonly EncodedFrame[] | Uint8Array | Subtrees | Judged) => void): (request: ThreadRequest) => void {
  let hash = startHash();
  return (request) => {
    switch (request.kind) {
      case 'rows':
        return answer(encodeBatch(request.batch, randomBytes));
      case 'piece':
        return void hash.update(request.bytes);
      case 'digest':
        answer(hash.digest());
        hash = startHash();
        return undefined;
      case 'fold':
        return answer(foldItems(request.content));
      case 'judge':
        return answer(judgeFrame(request.content, unpack));
      default:
        return assertNever(request);
    }
  };
}

/** The asking end of a thread. `fail` ends every wait. */
export function askThread(post: (request: ThreadRequest) => void, end: () => void): { thread: RecordThread; answered: (value: unknown) => void; fail: (error: Error) => void } {
  const waiting: PromiseWithResolvers<unknown>[] = [];
  const ask = (request: ThreadRequest): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    waiting.push(answer);
    post(request);
    return answer.promise;
  };
  return {
    thread: {
      fold: (content) => ask({ kind: 'fold', content }) as Promise<Subtrees>,
      judge: (content) => ask({ kind: 'judge', content }) as Promise<Judged>,
      encode: (batch) => ask({ kind: 'rows', batch }) as Promise<readonly EncodedFrame[]>,
      file: { update: (bytes) => post({ kind: 'piece', bytes }), digest: () => ask({ kind: 'digest' }) as Promise<Uint8Array> },
      end,
    },
    answered: (value) => waiting.shift()?.resolve(value),
    fail: (error) => {
      for (const one of waiting.splice(0)) one.reject(error);
    },
  };
}

/** Hands out the same thread for one work after another: starting one takes as long as hashing 50,000 items. */
export class KeptThread {
  private readonly start: () => RowEncoder;
  private spare: RowEncoder | undefined;

  constructor(start: () => RowEncoder) {
    this.start = start;
  }

  /** Starts it before it is needed. */
  warm(): void {
    this.spare ??= this.start();
  }

  /** Letting go of it keeps it for the next work, unless it was in the middle of something: then it is ended. */
  take(): RowEncoder {
    const thread = this.spare ?? this.start();
    this.spare = undefined;
    let unanswered = 0;
    let isHashing = false;
    const answered = <T>(answer: Promise<T>): Promise<T> => {
      unanswered++;
      // One that failed stays unanswered.
      answer.then(() => unanswered--, () => undefined);
      return answer;
    };
    return {
      encode: (batch) => answered(thread.encode(batch)),
      fold: (content) => answered(thread.fold(content)),
      file: {
        update: (bytes) => {
          isHashing = true;
          thread.file.update(bytes);
        },
        digest: () => {
          isHashing = false;
          return answered(thread.file.digest());
        },
      },
      end: () => {
        if (unanswered > 0 || isHashing || this.spare !== undefined) thread.end();
        else this.spare = thread;
      },
    };
  }

  end(): void {
    this.spare?.end();
    this.spare = undefined;
  }
}

/** Hashes on this thread. */
export function inlineHash(): FileHash {
  let hash = startSha256();
  return {
    update: (bytes) => hash.update(bytes),
    digest: () => {
      const digest = hash.digest();
      hash = startSha256();
      return Promise.resolve(digest);
    },
  };
}

/** A frame travels to the journal unpacked, in one message. */
const MOST_FRAME_BYTES = 8 * 1024 * 1024;

/** The frames of a batch, `rowsPerFrame` rows each where these are not too wide; the journal packs them. */
export function encodeBatch({ columns, rows, firstRow, firstItem }: RowBatch, randomBytes: RandomBytes): EncodedFrame[] {
  const frames: EncodedFrame[] = [];
  for (let from = 0, to = 0; from < rows; from = to) {
    to = endOfFrame(columns, from, rows);
    frames.push(encodeRows(columns, from, to, firstRow + from, firstItem + from, randomBytes));
  }
  return frames;
}

function endOfFrame(columns: readonly TextColumn[], from: number, rows: number): number {
  const most = Math.min(rows, from + rowsPerFrame);
  let bytes = 0;
  for (let row = from; row < most; row++) {
    for (const column of columns) {
      const value = valueIndexOf(column, row);
      bytes += column.offsets[value + 1]! - column.offsets[value]! + 4;
    }
    if (bytes > MOST_FRAME_BYTES && row > from) return row;
  }
  return most;
}

/** Encodes on this thread. */
export function inlineEncoder(randomBytes: RandomBytes): RowEncoder {
  return { encode: (batch) => Promise.resolve(encodeBatch(batch, randomBytes)), fold: (content) => Promise.resolve(foldItems(content)), file: inlineHash(), end: () => undefined };
}

/** Batches read ahead of the record: each is held in memory until its frames are written. */
const MOST_AHEAD = 2;

/** Appends the frames of batches in order; reading goes on meanwhile. */
export class RowAppender {
  private readonly encoder: RowEncoder;
  private readonly firstRow: number;
  private readonly append: (frame: EncodedFrame) => Promise<Result<undefined, MachineTrouble>>;
  private readonly stopped = Promise.withResolvers<'stopped'>();
  private readonly ahead: Promise<unknown>[] = [];
  private last: Promise<Result<undefined, MachineTrouble>> = Promise.resolve(ok(undefined));
  private rows = 0;

  /** @param append puts one frame behind the one before */
  constructor(encoder: RowEncoder, firstRow: number, append: (frame: EncodedFrame) => Promise<Result<undefined, MachineTrouble>>) {
    this.encoder = encoder;
    this.firstRow = firstRow;
    this.append = append;
  }

  /** Takes a batch; answers when there is room for another, with the trouble of any batch so far. */
  async add(table: Table): Promise<Result<undefined, MachineTrouble>> {
    const encoded = this.encoder.encode({ columns: table.columns.map(({ column }) => column), rows: table.length, firstRow: this.firstRow + this.rows, firstItem: this.rows });
    // Whoever waits hears of a failure; until then it must not count as unheard.
    encoded.catch(() => undefined);
    this.rows += table.length;
    const before = this.last;
    this.last = this.appendAfter(before, encoded);
    this.last.catch(() => undefined);
    this.ahead.push(this.last);
    if (this.ahead.length < MOST_AHEAD) return ok(undefined);
    return this.ahead.shift() as typeof this.last;
  }

  /** Answers when every frame has been appended. */
  settle(): Promise<Result<undefined, MachineTrouble>> {
    return this.last;
  }

  /** Nothing is appended after this has answered. */
  async stop(): Promise<void> {
    this.stopped.resolve('stopped');
    await this.last.catch(() => undefined);
  }

  private async appendAfter(before: typeof this.last, encoded: Promise<readonly EncodedFrame[]>): Promise<Result<undefined, MachineTrouble>> {
    const earlier = await before;
    if (!earlier.ok) return earlier;
    const frames = await Promise.race([encoded, this.stopped.promise]);
    if (frames === 'stopped') return ok(undefined);
    for (const frame of frames) {
      const appended = await this.append(frame);
      if (!appended.ok) return appended;
    }
    return ok(undefined);
  }
}
