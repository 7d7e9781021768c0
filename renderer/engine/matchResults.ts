// What is kept of a match run with the working data: groups, links and the report; everything else is made again.
import type { MatchRun } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { decodeText, encodeText } from '../../shared/table/wtf8.ts';
import type { FoundGroup } from '../../shared/state/matchWorkspace.ts';
import type { StoredArrays } from '../store/openStore.ts';
import type { Numbers } from '../store/manifest.ts';

export type KeptResults = {
  readonly groups: readonly FoundGroup[];
  readonly report: Omit<MatchRun, 'bands' | 'decided' | 'outdated'>;
  /** How many loads there were, and which entry was the last one about rows. */
  readonly basis: string;
};

export function packResults({ groups, report, basis }: KeptResults): { basis: string; parts: Record<string, Numbers> } {
  const starts = new Uint32Array(groups.length + 1);
  groups.forEach(({ rows }, index) => (starts[index + 1] = starts[index]! + rows.length));
  const rows = new Uint32Array(starts[groups.length]!);
  groups.forEach((group, index) => rows.set(group.rows, starts[index]));
  return { basis, parts: { starts, rows, probabilities: Float64Array.from(groups, ({ probability }) => probability), report: encodeText(JSON.stringify(report)) } };
}

/** Undefined where the parts are not those of a match run. */
export function unpackResults({ basis, parts }: StoredArrays): KeptResults | undefined {
  const { starts, rows, probabilities, report } = parts;
  if (starts === undefined || rows === undefined || probabilities === undefined || !(report instanceof Uint8Array)) return undefined;
  const groups = Array.from(probabilities, (probability, index) => ({ rows: Array.from(rows.subarray(starts[index], starts[index + 1])) as RowId[], probability }));
  return { basis, groups, report: JSON.parse(decodeText(report, 0, report.length)) as KeptResults['report'] };
}
