// Frames judged on other threads give the report that judging them here gives, whatever is wrong with them, in whatever order they come back.
import { expect, it } from 'vitest';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { unpackFrame } from '../../../electron/workspace/packFrame.ts';
import { seededRandom, randomInteger } from '../../../shared/kernel/random.ts';
import { canonicalBytes } from '../../../shared/log/canonicalJson.ts';
import { deflate, inflate } from '../../../shared/log/deflate.adapter.ts';
import { emptyHead, sealEntry, type EntryDraft } from '../../../shared/log/entry.ts';
import { headBytes } from '../../../shared/log/headFile.ts';
import { judgeFrame, judgesInTurn, type FrameJudge } from '../../../shared/log/judgeFrame.ts';
import { PayloadBuilder } from '../../../shared/log/PayloadBuilder.ts';
import { frameHeaderBytes, frameInSegment, readFrameHeader } from '../../../shared/log/segment.ts';
import { verifyLog, type VerifyReport } from '../../../shared/log/verify.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { memoryReader } from '../../support/logMutations.ts';

const ROWS = 60_000;
const id = 'ab'.repeat(16);
const random = seededRandom(3);
const salts = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => randomInteger(random, 256));

/** Answers late and out of order, as threads do. */
function slowJudge(): FrameJudge & { asked: number; ended: number } {
  const judge = {
    asked: 0,
    ended: 0,
    judge: async (content: Uint8Array) => {
      judge.asked++;
      await new Promise((resolve) => setTimeout(resolve, judge.asked % 3));
      return structuredClone(judgeFrame(structuredClone(content), unpackFrame));
    },
    end: () => void judge.ended++,
  };
  return judge;
}

function log(): Map<string, Uint8Array> {
  let head = emptyHead(id);
  const lines: Uint8Array[] = [];
  const frames: Uint8Array[] = [];
  const append = (draft: EntryDraft, payload: PayloadBuilder, contents: readonly Uint8Array[]): void => {
    const sealed = sealEntry(draft, head, { at: 1_700_000_000_000, actor: 'a', role: 'steward', app: '1' }, payload.commitment());
    frames.push(...contents.map((bytes, part) => frameInSegment(head.size, part, bytes)));
    lines.push(sealed.line, Uint8Array.of(10));
    head = sealed.head;
  };
  const first = new PayloadBuilder(salts);
  append({ act: 'create-workspace', note: { key: 'c'.repeat(64) } }, first, [...first.items([{ title: 'w' }])]);
  const load = new PayloadBuilder(salts, deflate);
  const columns = [columnOf(Array.from({ length: ROWS }, (_, row) => `n${row % 91}`)), columnOf(Array.from({ length: ROWS }, (_, row) => `${row}@x.es`))];
  append({ act: 'load', rows: { loaded: ROWS, quarantined: 0 } }, load, [...load.rows(columns, 0, ROWS, 0), ...load.items([{ kind: 'load' }])]);
  return new Map([
    ['workspace.json', canonicalBytes({ v: 1, id, title: 'w', created: 1_700_000_000_000, key: 'c'.repeat(64) })],
    ['head.json', headBytes(head)],
    ['log/entries.jsonl', new Uint8Array(Buffer.concat(lines))],
    ['payloads/000001.seg', new Uint8Array(Buffer.concat(frames))],
  ]);
}

it('judging elsewhere and here come to the same', async () => {
  const good = log();
  const segment = good.get('payloads/000001.seg')!;
  const changes: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
    (bytes) => bytes,
    (bytes) => bytes.map((byte, at) => (at === 200_000 ? byte ^ 1 : byte)),
    (bytes) => bytes.slice(0, bytes.length - 40_000),
    (bytes) => {
      const start = frameHeaderBytes + readFrameHeader(bytes, 0)!.length;
      return new Uint8Array(Buffer.concat([bytes, bytes.subarray(start, start + frameHeaderBytes + readFrameHeader(bytes, start)!.length)]));
    },
  ];
  for (const [index, change] of changes.entries()) {
    const files = new Map([...good, ['payloads/000001.seg', change(segment)]]);
    const reports: VerifyReport[] = [];
    const judges = [slowJudge(), slowJudge()];
    for (const speed of [{}, { unpack: unpackFrame, startJudge: () => judgesInTurn(judges) }]) {
      const outcome = await verifyLog(memoryReader(files), { verifySignature, speed });
      if (outcome.kind !== 'verified') throw new Error(outcome.reason);
      reports.push(outcome.report);
    }
    expect(reports[1], `change ${index}`).toEqual(reports[0]);
    expect(reports[0]!.clean).toBe(index === 0);
    expect(judges.map(({ asked }) => asked > 0)).toEqual([true, true]);
    expect(judges.map(({ ended }) => ended)).toEqual([1, 1]);
  }
});

it('the system unpacks what the library unpacks, and refuses what it refuses', () => {
  const body = new TextEncoder().encode('ñandú '.repeat(3_000));
  const packed = deflate(body);
  for (const unpack of [inflate, unpackFrame]) {
    expect(Buffer.from(unpack(packed, body.length)!).equals(Buffer.from(body))).toBe(true);
    for (const wrong of [body.length - 1, body.length + 1, 0]) expect(unpack(packed, wrong)).toBeUndefined();
    expect(unpack(packed.subarray(0, packed.length - 5), body.length)).toBeUndefined();
    expect(unpack(Uint8Array.of(255, 255, 255), 10)).toBeUndefined();
  }
});
