// Frames made ahead, on another thread or late, are the frames that would have been made here, in the same order.
import { expect, test } from 'vitest';
import { err, ok } from '../../../shared/kernel/result.ts';
import { PayloadBuilder } from '../../../shared/log/PayloadBuilder.ts';
import { itemsContent, leavesOf, readFrame, type EncodedFrame, type Frame } from '../../../shared/log/frame.ts';
import { judgeFrame } from '../../../shared/log/judgeFrame.ts';
import { foldLeaves } from '../../../shared/log/merkle.ts';
import { KeptThread, answerThread, askThread, encodeBatch, inlineEncoder, inlineHash, RowAppender, type RowEncoder } from '../../../shared/state/files/encodeBatches.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import type { Table } from '../../../shared/table/Table.ts';

/** Salts that follow from their number: the same frames every time. */
const salts = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => (count + index * 31) & 255);

function batch(rows: number, start: number): Table {
  const name = columnOf(Array.from({ length: rows }, (_, row) => `Núñez ${(start + row) % 7}`));
  const id = columnOf(Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? undefined : `C${start + row}`)));
  return { length: rows, columns: [{ name: 'name', column: name }, { name: 'id', column: id }] };
}

const sizes = [17_000, 1, 16_384, 20];
const batches = sizes.map((rows, index) => batch(rows, sizes.slice(0, index).reduce((sum, one) => sum + one, 0)));

/** Answers each batch only when it is told to, through a copy as between threads. */
function slowEncoder(): RowEncoder & { readonly release: () => void } {
  const waiting: (() => void)[] = [];
  return {
    fold: () => Promise.reject(new Error('not asked')),
    file: inlineHash(),
    encode: (asked) => {
      const copy = structuredClone(asked);
      return new Promise((resolve) => waiting.push(() => resolve(structuredClone(encodeBatch(copy, salts)))));
    },
    end: () => undefined,
    release: () => waiting.shift()?.(),
  };
}

const read = (content: Uint8Array): Frame => {
  const frame = readFrame(content);
  if (!frame.ok) throw new Error(frame.error);
  return frame.value;
};

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('appends the frames of all batches in order, as if they had been made one after the other', async () => {
  const payload = new PayloadBuilder(salts);
  const expected: Uint8Array[] = [];
  let rows = 0;
  for (const table of batches) {
    expected.push(...payload.rows(table.columns.map(({ column }) => column), 0, table.length, 100 + rows));
    rows += table.length;
  }
  const encoder = slowEncoder();
  const found: EncodedFrame[] = [];
  const appender = new RowAppender(encoder, 100, async (frame) => {
    await later();
    found.push(frame);
    return ok(undefined);
  });
  const added = batches.map((table) => appender.add(table));
  const releasing = setInterval(() => encoder.release(), 0);
  for (const one of added) expect(await one).toEqual(ok(undefined));
  expect(await appender.settle()).toEqual(ok(undefined));
  clearInterval(releasing);
  expect(found.map(({ bytes }) => bytes)).toEqual(expected);
  const again = new PayloadBuilder(salts);
  for (const frame of found) again.add(frame);
  expect(again.commitment()).toEqual(payload.commitment());
});

test('makes the reader wait once two batches are ahead', async () => {
  const encoder = slowEncoder();
  const appender = new RowAppender(encoder, 0, () => Promise.resolve(ok(undefined)));
  await appender.add(batches[0]!);
  let isThere = false;
  const second = appender.add(batches[1]!).then(() => (isThere = true));
  await later();
  expect(isThere).toBe(false);
  encoder.release();
  await second;
  expect(isThere).toBe(true);
});

test('stops at the first trouble, and tells it', async () => {
  let appended = 0;
  const trouble = err({ kind: 'diskFull' as const, freeBytes: 1, neededBytes: 2 });
  const appender = new RowAppender(inlineEncoder(salts), 0, () => Promise.resolve(++appended === 2 ? trouble : ok(undefined)));
  await appender.add(batches[0]!);
  await appender.add(batches[2]!);
  expect(await appender.settle()).toEqual(trouble);
  expect(appended).toBe(2);
});

test('appends nothing more once it was stopped, whatever is still being made', async () => {
  const encoder = slowEncoder();
  let appended = 0;
  const appender = new RowAppender(encoder, 0, () => {
    appended++;
    return Promise.resolve(ok(undefined));
  });
  await appender.add(batches[0]!);
  await appender.stop();
  encoder.release();
  await later();
  expect(appended).toBe(0);
});

test('cuts frames of wide rows so that each fits a message', () => {
  const wide = columnOf(Array.from({ length: 40 }, (_, row) => String(row % 10).repeat(600_000)));
  const frames = encodeBatch({ columns: [wide], rows: 40, firstRow: 7, firstItem: 3 }, salts);
  expect(frames.length).toBeGreaterThan(2);
  expect(frames.reduce((rows, { count }) => rows + count, 0)).toBe(40);
  expect(frames.map(({ firstItem }) => firstItem)).toEqual(frames.map((_, index) => 3 + frames.slice(0, index).reduce((sum, { count }) => sum + count, 0)));
  for (const { bytes } of frames) expect(bytes.length).toBeLessThan(9_000_000);
});

test('cuts frames of long items so that each fits a message, whoever hashes them', () => {
  const long = Array.from({ length: 300 }, (_, row) => ({ kind: 'correct', before: String(row % 10).repeat(100_000), after: '\u0001'.repeat(row === 7 ? 3_000_000 : 1), row }));
  const few = Array.from({ length: 40 }, (_, row) => ({ kind: 'confirm', row }));
  const here = new PayloadBuilder(salts);
  const frames = [...here.items([...few, ...long])];
  expect(frames.length).toBeGreaterThan(5);
  expect(frames.filter((bytes) => bytes.length > 16 * 1024 * 1024)).toHaveLength(1);
  expect(frames.reduce((sum, bytes) => sum + read(bytes).count, 0)).toBe(340);
  const there = new PayloadBuilder(salts);
  // Tens of megabytes: compared as bytes, not member by member.
  const same = [...there.itemsFolded([...few, ...long], (content) => inlineEncoder(salts).fold(content))].map((bytes, index) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).equals(frames[index]!));
  expect(same).toEqual(frames.map(() => true));
  expect([...new PayloadBuilder(salts).items(few)]).toHaveLength(1);
});

test('answers over a line between threads as on one, the file hash included', async () => {
  const handle = answerThread({ randomBytes: salts }, (value) => queueMicrotask(() => answered(structuredClone(value))));
  const { thread: encoder, answered } = askThread((request) => handle(structuredClone(request)), () => undefined);
  const here = inlineEncoder(salts);
  const asked = { columns: batches[0]!.columns.map(({ column }) => column), rows: batches[0]!.length, firstRow: 4, firstItem: 0 };
  const pieces = [Uint8Array.of(1, 2, 3), new Uint8Array(), Uint8Array.of(4)];
  for (const piece of pieces) {
    encoder.file.update(piece);
    here.file.update(piece);
  }
  const [frames, digest] = await Promise.all([encoder.encode(asked), encoder.file.digest()]);
  expect(frames).toEqual(await here.encode(asked));
  expect(digest).toEqual(await here.file.digest());
  const items = itemsContent(Array.from({ length: 5 }, (_, row) => ({ kind: 'confirm', row, said: 'ñ\n' })), 3, salts);
  expect(await encoder.fold(items)).toEqual(foldLeaves(leavesOf(read(items)), 3));
  const { bytes } = frames[0]!;
  expect(await encoder.judge(bytes)).toEqual(judgeFrame(bytes));
  expect(await encoder.judge(bytes.subarray(0, 40))).toEqual({ kind: 'unreadable', reason: 'truncated' });
});

test('a thread is kept for the next work, unless it was let go in the middle of something', async () => {
  let started = 0;
  const ended: number[] = [];
  const kept = new KeptThread(() => {
    const number = started++;
    return { ...inlineEncoder(salts), end: () => void ended.push(number) };
  });
  kept.warm();
  kept.warm();
  const first = kept.take();
  await first.fold(itemsContent([{ kind: 'confirm' }], 0, salts));
  first.file.update(Uint8Array.of(1));
  await first.file.digest();
  first.end();
  expect([started, ended]).toEqual([1, []]);
  const second = kept.take();
  // A file that was not read to its end would go into the next one's digest.
  second.file.update(Uint8Array.of(1));
  second.end();
  expect([started, ended]).toEqual([1, [0]]);
  const third = kept.take();
  void third.fold(itemsContent([{ kind: 'confirm' }], 0, salts));
  third.end();
  expect([started, ended]).toEqual([2, [0, 1]]);
  kept.take().end();
  kept.end();
  expect([started, ended]).toEqual([3, [0, 1, 2]]);
});

test('a thread hashes one file after another', async () => {
  const handle = answerThread({ randomBytes: salts }, (value) => answered(value));
  const { thread, answered } = askThread((request) => handle(request), () => undefined);
  const digests: Uint8Array[] = [];
  for (let turn = 0; turn < 2; turn++) {
    thread.file.update(Uint8Array.of(1, 2, 3));
    digests.push(await thread.file.digest());
  }
  expect(digests[1]).toEqual(digests[0]);
});

test('items hashed elsewhere make the same frames and the same commitment', async () => {
  const items = Array.from({ length: 20_000 }, (_, row) => ({ kind: 'confirm', row, said: row % 3 === 0 ? 'Núñez "x"' : '' }));
  const [here, there] = [new PayloadBuilder(salts), new PayloadBuilder(salts)];
  const extra = [{ kind: 'load' }];
  const frames = [...here.items(extra), ...here.items(items)];
  expect([...there.items(extra), ...there.itemsFolded(items, (content) => inlineEncoder(salts).fold(content))]).toEqual(frames);
  await there.settle();
  expect(there.commitment()).toEqual(here.commitment());
});
