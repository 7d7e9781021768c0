// Finds comparisons that hang on others (city on postcode, province on city), so that one fact is not counted twice.
import type { MatchWorld } from '../MatchWorld.ts';
import { finishHash } from '../prepare/Interner.ts';
import { exactChance } from './ScoreModel.ts';

export type Dependence = {
  /** Per comparison the comparison that it hangs on, -1 for none. */
  readonly parents: Int8Array;
  /** P(equal | the parent is equal) among different customers; 0 unknown. Of e-mails the share that is made of the parent. */
  readonly shared: Float64Array;
};

const ROWS = 20_000;
const MADE_OF_ROWS = 2000;
const LEAST_LIFT = 5;
const LEAST_SHARE = 0.3;

/**
 * Places, each after what it is told by: who moves changes them all at once. A postcode comes after its town, as the codes
 * of one town are not only the same but close to each other.
 */
function placeRank(field: string | undefined, kind: string): number {
  if (kind === 'address') return 1;
  if (kind === 'postcode') return 3;
  if (field === undefined) return 0;
  if (field.startsWith('city')) return 2;
  if (field.startsWith('province')) return 4;
  return field.startsWith('country') ? 5 : 0;
}

const TOWN = 2;
const POSTCODE = 3;

/** `order` are the rows by content, so that the sample does not depend on the order of rows. */
export function findDependence(world: MatchWorld, order: Uint32Array): Dependence {
  const width = world.fields.length;
  const parents = new Int8Array(width).fill(-1);
  const shared = new Float64Array(width);
  const rows = order.subarray(0, ROWS);
  const chances = world.fields.map(({ values }) => exactChance(values.counts));
  // Values that hardly two strangers share cannot be told from true matches here.
  const isCommon = world.fields.map((_, c) => {
    let filled = 0;
    for (const row of rows) if (world.codes[row * width + c] !== 0) filled++;
    return chances[c]! * filled > 6;
  });
  const ranks = world.fields.map(({ plan }) => placeRank(plan.field, plan.kind));
  const town = ranks.indexOf(TOWN);
  for (let child = 0; child < width; child++) {
    if (ranks[child] === POSTCODE && town >= 0) {
      parents[child] = town;
      shared[child] = Math.min(0.99, shareGiven(world, rows, town, child));
      continue;
    }
    if (!isCommon[child]!) continue;
    let best = LEAST_LIFT;
    for (let parent = 0; parent < width; parent++) {
      if ((ranks[parent] === POSTCODE && child === town) || parent === child || !isCommon[parent]! || chances[parent]! >= chances[child]!) continue;
      const share = shareGiven(world, rows, parent, child);
      const lift = share / chances[child]!;
      if (share >= LEAST_SHARE && lift > best) {
        best = lift;
        parents[child] = parent;
        shared[child] = Math.min(0.99, share);
      }
    }
  }
  for (let child = 0; child < width; child++) {
    if (parents[child]! >= 0 || ranks[child]! < 2) continue;
    let finer = -1;
    for (let other = 0; other < width; other++) {
      if (other !== child && ranks[other]! > 0 && ranks[other]! < ranks[child]! && (finer < 0 || ranks[other]! > ranks[finer]!)) finer = other;
    }
    parents[child] = finer;
  }
  // People's e-mails are made of their names: those of namesakes are similar without being the same person's.
  const kindAt = (kind: string): number => world.fields.findIndex(({ plan }) => plan.kind === kind);
  const maker = kindAt('surname') >= 0 ? kindAt('surname') : kindAt('given');
  for (const [c, { plan }] of world.fields.entries()) {
    if (plan.kind !== 'email' || parents[c]! >= 0 || maker < 0) continue;
    parents[c] = maker;
    shared[c] = shareMadeOf(world, rows, maker, c);
  }
  return { parents, shared };
}

/** Among pairs of rows with the same parent value, the share with the same child value, where both have one. */
function shareGiven(world: MatchWorld, rows: Uint32Array, parent: number, child: number): number {
  const width = world.fields.length;
  const both = new Uint32Array(1 << 16);
  const alone = new Uint32Array(1 << 16);
  let pairs = 0;
  let same = 0;
  for (const row of rows) {
    const a = world.codes[row * width + parent]!;
    const b = world.codes[row * width + child]!;
    if (a === 0 || b === 0) continue;
    pairs += alone[finishHash(a) & 0xffff]!++;
    same += both[finishHash(Math.imul(a, 0x9e3779b1) ^ b) & 0xffff]!++;
  }
  return pairs === 0 ? 0 : same / pairs;
}

/** Among rows with both, the share whose e-mail has the name's first word in its user part. */
function shareMadeOf({ fields, codes }: MatchWorld, rows: Uint32Array, name: number, email: number): number {
  const width = fields.length;
  const firstWord = (comparison: number, row: number): string => {
    const { tokens, words } = fields[comparison]!;
    const value = codes[row * width + comparison]!;
    if (value === 0 || tokens === undefined || words === undefined) return '';
    const word = tokens.ids[tokens.offsets[value]!]!;
    return String.fromCharCode(...words.bytes.subarray(words.offsets[word]!, words.offsets[word + 1]!));
  };
  let [both, made] = [0, 0];
  for (const row of rows.subarray(0, MADE_OF_ROWS)) {
    const [own, user] = [firstWord(name, row), firstWord(email, row)];
    if (own.length < 3 || user === '') continue;
    both++;
    if (user.includes(own)) made++;
  }
  return both === 0 ? 0 : made / both;
}
