// Verifies a record and replays it: whether the entries add up to the states that the program said it saw.
import { quietJob } from '../../kernel/job.ts';
import { parseEntry, type Entry } from '../../log/entry.ts';
import { splitLines } from '../../log/lines.ts';
import { stateRules } from '../../log/stateItem.ts';
import { verifyLog, type LogReader, type VerifyOptions, type VerifyOutcome } from '../../log/verify.ts';
import type { Fault } from '../../log/verifyEntries.ts';
import type { StateItem } from '../facts/items.ts';
import { Projection } from '../facts/projection.ts';
import { stateItemsOf } from './readPayload.ts';
import { stateEntryOf } from '../facts/stateEntryOf.ts';

/** As `verifyLog`; a log without faults is replayed as well. `now` is the state that is being worked with, compared with the end of the replay. */
export async function verifyWorkspace(reader: LogReader, options: Omit<VerifyOptions, 'visit'> & { readonly now?: { readonly size: number; readonly digest: string } }): Promise<VerifyOutcome> {
  const items = new Map<number, StateItem[]>();
  const outcome = await verifyLog(reader, {
    ...options,
    visit: (seq, frame) => {
      const found = stateItemsOf(frame);
      if (found.length > 0) items.set(seq, [...(items.get(seq) ?? []), ...found]);
    },
  });
  if (outcome.kind === 'unreadable' || !outcome.report.clean) return outcome;
  const { report } = outcome;
  const job = options.job ?? quietJob;
  const entries = splitLines((await reader.file('log/entries.jsonl')) ?? new Uint8Array()).lines.flatMap((line) => {
    const parsed = parseEntry(line);
    return parsed.ok ? [parsed.value] : [];
  });
  const claims = new Map(report.claims.filter(({ rules }) => rules === stateRules).map((claim) => [claim.seq, claim.digest]));
  const unsure = erasedFrom(entries, report.erasedOthers);
  const state = new Projection(report.log);
  const faults: Fault[] = [];
  let states = 0;
  const compare = (size: number, digest: string): void => {
    if (unsure(size)) return;
    if (state.digest() === digest) states++;
    else faults.push({ seq: size, kind: 'wrongState', detail: { member: 'digest' } });
  };
  for (const entry of entries) {
    const digest = claims.get(entry.seq);
    if (digest !== undefined) compare(entry.seq, digest);
    state.apply(stateEntryOf(entry, items.get(entry.seq) ?? []));
    if (entry.seq % 1_000 !== 0) continue;
    job.report({ stage: 'replay', done: entry.seq, total: entries.length, unit: 'entries' });
    await job.breathe();
  }
  if (options.now?.size === entries.length) compare(entries.length, options.now.digest);
  if (faults.length === 0) return { kind: 'verified', report: { ...report, states } };
  const verdicts = [...report.verdicts, ...faults.flatMap(({ seq }) => (seq !== null && seq < entries.length ? [{ seq, verdict: 'changed' as const }] : []))];
  return { kind: 'verified', report: { ...report, states, clean: false, faults: [...report.faults, ...faults], verdicts } };
}

/** Where items of these entries were erased later, nobody can tell what state they had been part of. */
function erasedFrom(entries: readonly Entry[], touched: ReadonlySet<number>): (size: number) => boolean {
  const spans = entries.flatMap(({ seq, erases }) => (erases ?? []).filter((range) => touched.has(range.entry)).map((range) => ({ from: range.entry + 1, to: seq })));
  return (size) => spans.some(({ from, to }) => size >= from && size <= to);
}
