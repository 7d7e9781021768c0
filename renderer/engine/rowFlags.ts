// Tells what is known about a row at a glance: in an open group, merged, stale, invalid.
import type { RowFlag } from '../../shared/contract/engine.ts';
import { assertNever } from '../../shared/kernel/assertNever.ts';
import { canonicalOf } from '../../shared/model/fields.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { valueCount, valueIndexOf, valueText, type TextColumn } from '../../shared/table/TextColumn.ts';
import type { OpenEngine } from './openEngine.ts';

/** Fields in which a wrong value matters enough to mark the row. Phones take 0.3 ms each to read: not here. */
const checkedFields: ReadonlySet<string | undefined> = new Set(['taxId', 'email', 'iban', 'postcode', 'birthDate']);

/** Verdicts on values are asked for this many at a time. */
const VALUES_PER_BREATH = 256;

export class RowFlags {
  /** Per column, 1 for each value that is wrong. */
  private readonly verdicts = new WeakMap<TextColumn, Uint8Array>();
  private readonly engine: OpenEngine;
  private readonly masksOf: Readonly<Record<'inOpenGroup' | 'stale' | 'unlinkable', () => Uint8Array>>;
  private masks = new Map<RowFlag, { readonly version: number; readonly mask: Uint8Array }>();

  constructor(engine: OpenEngine, masksOf: Readonly<Record<'inOpenGroup' | 'stale' | 'unlinkable', () => Uint8Array>>) {
    this.engine = engine;
    this.masksOf = masksOf;
  }

  has(flag: RowFlag, row: RowId): boolean {
    return this.mask(flag)[row] === 1;
  }

  /** Finds out what takes long to find out; until then no row has the flag. @throws Cancelled */
  async ready(flag: RowFlag, job: Job): Promise<void> {
    if (flag !== 'invalid') return;
    const { rows } = this.engine.workspace;
    for (const field of rows.fields) {
      const column = checkedFields.has(canonicalOf(field)) ? rows.field(field) : undefined;
      if (column === undefined || this.verdicts.has(column)) continue;
      const verdicts = new Uint8Array(valueCount(column));
      for (let value = 0; value < verdicts.length; value++) {
        verdicts[value] = this.engine.knowledge.isInvalid(field, valueText(column, value)) ? 1 : 0;
        if (value % VALUES_PER_BREATH === 0) await job.breathe();
      }
      this.verdicts.set(column, verdicts);
      this.masks.delete('invalid');
    }
  }

  /** 1 for each row that has the flag. */
  mask(flag: RowFlag): Uint8Array {
    // Whether a value is right depends on the rows alone, so decisions leave that mask standing.
    const version = flag === 'invalid' ? this.engine.workspace.state.factsVersion : this.engine.version;
    const known = this.masks.get(flag);
    if (known?.version === version && known.mask.length === this.engine.workspace.rows.length) return known.mask;
    const mask = this.compute(flag);
    this.masks.set(flag, { version, mask });
    return mask;
  }

  private compute(flag: RowFlag): Uint8Array {
    switch (flag) {
      case 'inOpenGroup':
      case 'stale':
      case 'unlinkable':
        return this.masksOf[flag]();
      case 'merged':
        return this.merged();
      case 'invalid':
        return this.invalid();
      default:
        return assertNever(flag);
    }
  }

  private merged(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const row of this.engine.workspace.state.merges.mergedRows()) mask[row] = 1;
    return mask;
  }

  private invalid(): Uint8Array {
    const { rows } = this.engine.workspace;
    const mask = new Uint8Array(rows.length);
    for (const field of rows.fields) {
      const column = checkedFields.has(canonicalOf(field)) ? rows.field(field)! : undefined;
      const verdicts = column === undefined ? undefined : this.verdicts.get(column);
      if (column === undefined || verdicts === undefined) continue;
      for (let row = 0; row < mask.length; row++) if (verdicts[valueIndexOf(column, row)] === 1) mask[row] = 1;
    }
    return mask;
  }
}
