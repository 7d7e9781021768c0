// Groups the spellings of one column that probably mean the same, with the commonest proposed for all of them.
import { assertNever } from '../kernel/assertNever.ts';
import type { Job } from '../kernel/job.ts';
import { valueText } from '../table/TextColumn.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { foldWords } from '../values/fold.ts';
import { fingerprint, ngramFingerprint, phoneticFingerprint } from './clusterKeys.ts';
import { distinctValues } from './distinctValues.ts';
import { eachNearPair } from './nearNeighbours.ts';

export type ClusterMethod =
  | { readonly method: 'fingerprint' }
  | { readonly method: 'ngram'; readonly size?: number }
  | { readonly method: 'phonetic' }
  /** Edits apart, case and accents aside: none under 5 characters, one under 9, from there `radius` (2 without it, 1 to 3). */
  | { readonly method: 'neighbour'; readonly radius?: number };

export type SpellingCluster = {
  /** Commonest first. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly rows: number;
  /** What all of them would become. */
  readonly target: string;
};

const VALUES_BETWEEN_BREATHS = 20_000;

/**
 * Clusters of two spellings or more, those with most rows first. `rows` selects; without it all rows count.
 * The answer does not depend on the order of the rows.
 */
export async function clusterValues(column: TextColumn, how: ClusterMethod, job: Job, rows?: Uint32Array): Promise<SpellingCluster[]> {
  const distinct = distinctValues(column, rows);
  const texts: string[] = [];
  const counts: number[] = [];
  for (let value = 0; value < distinct.length; value++) {
    if (value % VALUES_BETWEEN_BREATHS === 0) await job.breathe();
    const count = distinct.counts[value]!;
    if (count === 0) continue;
    const text = valueText(column, distinct.stored[value]!);
    if (text.trim() === '') continue;
    texts.push(text);
    counts.push(count);
  }
  const groups = how.method === 'neighbour' ? await groupByNeighbours(texts, counts, how.radius ?? 2, job) : await groupByKey(texts, keyOf(how), job);
  const clusters = groups.map((members): SpellingCluster => {
    const values = members
      .map((member) => ({ value: texts[member]!, count: counts[member]! }))
      .sort((left, right) => right.count - left.count || shoutingOf(left.value) - shoutingOf(right.value) || compare(left.value, right.value));
    return { values, rows: values.reduce((sum, { count }) => sum + count, 0), target: values[0]!.value };
  });
  return clusters.sort((left, right) => right.rows - left.rows || compare(left.target, right.target));
}

function keyOf(how: Exclude<ClusterMethod, { method: 'neighbour' }>): (text: string) => string {
  switch (how.method) {
    case 'fingerprint':
      return fingerprint;
    case 'ngram':
      return (text) => ngramFingerprint(text, how.size);
    case 'phonetic':
      return phoneticFingerprint;
    default:
      return assertNever(how);
  }
}

async function groupByKey(texts: readonly string[], keyOfText: (text: string) => string, job: Job): Promise<number[][]> {
  const groups = new Map<string, number[]>();
  for (let at = 0; at < texts.length; at++) {
    if (at % VALUES_BETWEEN_BREATHS === 0) await job.breathe();
    const key = keyOfText(texts[at]!);
    if (key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  }
  return Array.from(groups.values()).filter((group) => group.length > 1);
}

/**
 * The commonest spelling not yet taken gathers its free neighbours: no chains, in which the first and the last would
 * have nothing in common.
 */
async function groupByNeighbours(texts: readonly string[], counts: readonly number[], radius: number, job: Job): Promise<number[][]> {
  const allowed = Math.max(1, Math.min(3, radius));
  const byFold = new Map<string, number[]>();
  for (let at = 0; at < texts.length; at++) {
    const folded = foldWords(texts[at]!);
    if (folded === '') continue;
    const group = byFold.get(folded);
    if (group === undefined) byFold.set(folded, [at]);
    else group.push(at);
  }
  const folds = Array.from(byFold.keys()).sort(compare);
  const members = folds.map((folded) => byFold.get(folded)!);
  const weights = members.map((group) => group.reduce((sum, at) => sum + counts[at]!, 0));
  const neighbours = new Map<number, number[]>();
  const join = (from: number, to: number): void => {
    const list = neighbours.get(from);
    if (list === undefined) neighbours.set(from, [to]);
    else list.push(to);
  };
  await eachNearPair(
    folds,
    (length) => (length < 5 ? 0 : length < 9 ? 1 : allowed),
    (left, right) => {
      // Numbers one digit apart are different numbers, not two spellings.
      if (digitsOf(folds[left]!) !== digitsOf(folds[right]!)) return;
      join(left, right);
      join(right, left);
    },
    () => job.breathe(),
  );
  const order = folds.map((_, index) => index).sort((left, right) => weights[right]! - weights[left]! || left - right);
  const taken = new Uint8Array(folds.length);
  const groups: number[][] = [];
  for (const centre of order) {
    if (taken[centre] === 1) continue;
    taken[centre] = 1;
    const group = [...members[centre]!];
    for (const near of neighbours.get(centre) ?? []) {
      if (taken[near] === 1) continue;
      taken[near] = 1;
      group.push(...members[near]!);
    }
    if (group.length > 1) groups.push(group);
  }
  return groups;
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, ' ').trim();
}

/** Texts in capitals only are the last choice among equals. */
function shoutingOf(text: string): number {
  return text === text.toUpperCase() && text !== text.toLowerCase() ? 1 : 0;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
