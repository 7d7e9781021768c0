// Ties records to reference rows by the matching engine, where no key can be trusted: the likeliest row of each record.
import { AMBIGUOUS, MATCHED, UNMATCHED, type Links } from '../../enrich/linkByKey.ts';
import { valueFormOf } from '../../enrich/keyForm.ts';
import type { Linkage } from '../../enrich/enrichTypes.ts';
import type { Job } from '../../kernel/job.ts';
import { probabilityOf } from '../../match/cluster/clusterPairs.ts';
import { findDuplicates } from '../../match/findDuplicates.ts';
import type { MatchPool } from '../../match/MatchWorker.ts';
import { canonicalOf } from '../../model/fields.ts';
import { joinColumns } from '../../table/joinColumns.ts';
import type { NamedColumn, Table } from '../../table/Table.ts';
import { textAt } from '../../table/TextColumn.ts';
import { referenceRows, type Records } from './enrichWorkspace.ts';

export type EngineLinks = Links & {
  /** Match probability per record that is matched. */
  confidenceOf(record: number): number;
};

/** A second row whose weight comes this near the best one, in bits, leaves the choice to a person. */
const TOO_CLOSE_BITS = 4;
/** From this match probability on a reference row may be a record's. */
const LEAST_PROBABILITY = 0.9;
const NONE = 0xffff_ffff;

/** Compares by all fields that both sides have; only pairs of a record and a reference row. @throws Cancelled */
export async function linkByEngine(records: Records, linkage: Linkage, pool: MatchPool, clock: () => number, job: Job): Promise<EngineLinks> {
  const { workspace, table } = records;
  const rows = referenceRows(workspace, linkage);
  const fields = workspace.state.load(linkage.reference)?.reference?.fields ?? [];
  const columns = fields.flatMap(({ column, field }): NamedColumn[] => {
    const ours = field === null || canonicalOf(field) === undefined ? undefined : table.field(field);
    const theirs = rows.columns.find(({ name }) => name === column)?.column;
    return ours === undefined || theirs === undefined ? [] : [{ name: field!, column: joinColumns([ours, theirs], pool.allocate) }];
  });
  const { length } = table;
  const joint: Table = { length: length + rows.length, columns };
  const sources = Uint32Array.from({ length: joint.length }, (_, at) => (at < length ? 1 : 2));
  const best = new Float32Array(length).fill(Number.NEGATIVE_INFINITY);
  const second = new Float32Array(length).fill(Number.NEGATIVE_INFINITY);
  const row = new Uint32Array(length).fill(NONE);
  const others = new Map<number, number[]>();
  if (columns.length > 0 && rows.length > 0 && length > 0) {
    const run = await findDuplicates(joint, { sources, pairing: 'between', clock }, pool, job);
    const { left, right, weights, size } = run.pairs;
    for (let pair = 0; pair < size; pair++) {
      const weight = weights[pair]!;
      if (probabilityOf(weight) < LEAST_PROBABILITY) continue;
      const record = Math.min(left[pair]!, right[pair]!);
      const theirs = Math.max(left[pair]!, right[pair]!) - length;
      if (row[record] !== NONE) {
        const known = others.get(record);
        if (known === undefined) others.set(record, [row[record]!, theirs]);
        else known.push(theirs);
      }
      if (weight > best[record]!) {
        second[record] = best[record]!;
        best[record] = weight;
        row[record] = theirs;
      } else if (weight > second[record]!) second[record] = weight;
    }
  }
  const status = new Uint8Array(length).fill(UNMATCHED);
  const taken = new Uint8Array(rows.length);
  let ambiguous = 0;
  let matched = 0;
  for (let record = 0; record < length; record++) {
    if (row[record] === NONE) continue;
    taken[row[record]!] = 1;
    const isClose = best[record]! - second[record]! < TOO_CLOSE_BITS && differ(rows, others.get(record) ?? [], linkage);
    status[record] = isClose ? AMBIGUOUS : MATCHED;
    if (isClose) ambiguous++;
    else matched++;
  }
  return {
    status,
    row,
    candidatesOf: (record) => (row[record] === NONE ? [] : [...(others.get(record) ?? [row[record]!])].sort((a, b) => a - b)),
    confidenceOf: (record) => probabilityOf(best[record]!),
    counts: {
      records: length,
      matched,
      ambiguous,
      unmatched: length - matched - ambiguous,
      withoutKey: 0,
      referenceRows: rows.length,
      referenceWithoutKey: 0,
      repeatedKeys: 0,
      unused: taken.reduce((left, one) => left - one, rows.length),
    },
  };
}

/** Whether the rows say different things in what would be brought. */
function differ(rows: Table, candidates: readonly number[], { bring }: Linkage): boolean {
  return bring.some(({ column, field }) => {
    const texts = rows.columns.find(({ name }) => name === column)?.column;
    if (texts === undefined) return false;
    const form = valueFormOf(field);
    return new Set(candidates.map((row) => form(textAt(texts, row).trim())).filter((text) => text !== '')).size > 1;
  });
}
