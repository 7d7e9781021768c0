// Tells which golden values would change under other survivorship rules, before anything is written.
import type { Job } from '../../kernel/job.ts';
import { isSameUnit } from '../../merge/survivorship.ts';
import type { SurvivorshipRule, SurvivorshipSettings } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { GoldenTable } from './goldenTable.ts';
import type { GoldenView } from './goldenView.ts';
import type { Workspace } from '../workspace.ts';

/** One golden value that would read otherwise. */
export type Flip = { readonly lead: RowId; readonly field: FieldId; readonly before: string; readonly after: string; readonly rule: SurvivorshipRule | null };

export type Flips = {
  /** Golden values that would change, and the records that they are in. */
  readonly values: number;
  readonly records: number;
  readonly byField: readonly { readonly field: FieldId; readonly values: number }[];
  /** The first of them. */
  readonly some: readonly Flip[];
};

const RECORDS_PER_BREATH = 64;

/** @throws Cancelled */
export async function survivorshipFlips(workspace: Workspace, golden: GoldenView, table: GoldenTable, settings: SurvivorshipSettings | null, most: number, job: Job): Promise<Flips> {
  const planned = golden.survivorshipUnder(settings);
  const units = planned.units.filter((unit) => !golden.units.some((one) => isSameUnit(one, unit)));
  const byColumn = new Array<number>(workspace.rows.fields.length).fill(0);
  const some: Flip[] = [];
  let values = 0;
  let records = 0;
  for (const [index, { members, pins, values: now }] of table.changed.entries()) {
    // A row by itself keeps what it says, whatever the rules.
    if (members.length < 2 || units.length === 0) continue;
    const then = golden.valuesByUnits(members, pins, units, planned);
    const before = values;
    for (const { columns } of units) {
      for (const column of columns) {
        const after = then[column]?.value ?? null;
        if (after === now[column]) continue;
        values++;
        byColumn[column]!++;
        if (some.length < most) some.push({ lead: members[0]!, field: workspace.rows.fields[column]!, before: now[column] ?? '', after: after ?? '', rule: then[column]?.rule ?? null });
      }
    }
    if (values > before) records++;
    if (index % RECORDS_PER_BREATH === 0) {
      job.report({ stage: 'golden', done: index, total: table.changed.length, unit: 'groups' });
      await job.breathe();
    }
  }
  const byField = workspace.rows.fields.map((field, column) => ({ field, values: byColumn[column]! })).filter((one) => one.values > 0);
  return { values, records, byField, some };
}
