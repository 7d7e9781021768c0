// Tells what is known about a row at a glance: in an open group, merged, stale, invalid.
import type { RowFlag } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import type { OpenEngine } from './openEngine.ts';

/** @param ofRecords whether rows are asked about for the golden records that they lead */
type MaskOf = (ofRecords: boolean) => Uint8Array;

export class RowFlags {
  private readonly engine: OpenEngine;
  private readonly masksOf: Readonly<Record<Exclude<RowFlag, 'merged'>, MaskOf>>;
  private masks = new Map<string, { readonly version: number; readonly mask: Uint8Array }>();

  constructor(engine: OpenEngine, masksOf: Readonly<Record<Exclude<RowFlag, 'merged'>, MaskOf>>) {
    this.engine = engine;
    this.masksOf = masksOf;
  }

  has(flag: RowFlag, row: RowId, ofRecords: boolean): boolean {
    return this.mask(flag, ofRecords)[row] === 1;
  }

  /** 1 for each row that has the flag. */
  mask(flag: RowFlag, ofRecords: boolean): Uint8Array {
    const { version } = this.engine;
    const name = `${flag} ${ofRecords}`;
    const known = this.masks.get(name);
    if (known?.version === version) return known.mask;
    const mask = flag === 'merged' ? this.merged() : this.masksOf[flag](ofRecords);
    this.masks.set(name, { version, mask });
    return mask;
  }

  private merged(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const row of this.engine.workspace.state.merges.mergedRows()) mask[row] = 1;
    return mask;
  }
}
