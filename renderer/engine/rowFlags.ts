// Tells what is known about a row at a glance: in an open group, merged, stale, invalid.
import type { RowFlag } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import type { OpenEngine } from './openEngine.ts';

export class RowFlags {
  private readonly engine: OpenEngine;
  private readonly masksOf: Readonly<Record<Exclude<RowFlag, 'merged'>, () => Uint8Array>>;
  private masks = new Map<RowFlag, { readonly version: number; readonly mask: Uint8Array }>();

  constructor(engine: OpenEngine, masksOf: Readonly<Record<Exclude<RowFlag, 'merged'>, () => Uint8Array>>) {
    this.engine = engine;
    this.masksOf = masksOf;
  }

  has(flag: RowFlag, row: RowId): boolean {
    return this.mask(flag)[row] === 1;
  }

  /** 1 for each row that has the flag. */
  mask(flag: RowFlag): Uint8Array {
    const { version } = this.engine;
    const known = this.masks.get(flag);
    if (known?.version === version) return known.mask;
    const mask = flag === 'merged' ? this.merged() : this.masksOf[flag]();
    this.masks.set(flag, { version, mask });
    return mask;
  }

  private merged(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const row of this.engine.workspace.state.merges.mergedRows()) mask[row] = 1;
    return mask;
  }
}
