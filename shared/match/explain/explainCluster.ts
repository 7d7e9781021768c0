// Describes one group: its links, the weakest of them, and the links that alone hold its parts together.
import type { Explainable } from '../keptRun.ts';
import { scorerOf } from '../scorerOf.ts';

export type ClusterLink = { readonly left: number; readonly right: number; readonly weightBits: number };

export type ExplainedCluster = {
  readonly members: readonly number[];
  /** All pairs inside, strongest first; of large groups (over 60 rows) only those of its first 60 rows. */
  readonly links: readonly ClusterLink[];
  /** The link at which the group would fall apart first. */
  readonly weakest: ClusterLink | undefined;
  /** Links at the threshold or over it without which the group is in two parts. */
  readonly bridges: readonly ClusterLink[];
  /** Links at the threshold or over it, of all possible ones, 0 to 1. */
  readonly density: number;
};

const MOST = 60;

/** `members` are rows of one cluster. */
export function explainMembers(run: Explainable, members: readonly number[]): ExplainedCluster {
  const scorer = scorerOf(run);
  const looked = members.slice(0, MOST);
  const links: ClusterLink[] = [];
  for (const [i, left] of looked.entries()) {
    for (const right of looked.slice(i + 1)) links.push({ left, right, weightBits: scorer.isForbidden(left, right) ? -Infinity : scorer.weigh(left, right, scorer.grade(left, right)) + run.strayBitsOf(left, right) });
  }
  links.sort((a, b) => b.weightBits - a.weightBits || a.left - b.left || a.right - b.right);
  const tree = spanningTree(looked, links);
  const strong = links.filter(({ weightBits }) => weightBits >= run.thresholdBits);
  return {
    members,
    links,
    weakest: tree.at(-1),
    bridges: tree.filter((link) => link.weightBits >= run.thresholdBits && !staysTogether(looked, strong, link)),
    density: links.length === 0 ? 0 : strong.length / links.length,
  };
}

/** Strongest links that join all members; `links` strongest first. */
function spanningTree(members: readonly number[], links: readonly ClusterLink[]): ClusterLink[] {
  const part = new Map(members.map((row) => [row, row]));
  const root = (row: number): number => {
    let at = row;
    while (part.get(at) !== at) at = part.get(at)!;
    return at;
  };
  const tree: ClusterLink[] = [];
  for (const link of links) {
    const left = root(link.left);
    const right = root(link.right);
    if (left === right) continue;
    part.set(right, left);
    tree.push(link);
  }
  return tree;
}

function staysTogether(members: readonly number[], links: readonly ClusterLink[], without: ClusterLink): boolean {
  const rest = links.filter((link) => link !== without);
  const before = spanningTree(members, links).length;
  return spanningTree(members, rest).length === before;
}
