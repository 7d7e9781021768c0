// Sources outlive their loads, and a row is found in its load however many there are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntrySeq, LoadId, RowId, SourceId } from '../../../shared/model/ids.ts';
import { Deliveries } from '../../../shared/state/facts/Deliveries.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';
import type { LoadItem, SourceItem, StateEntry } from '../../../shared/state/facts/items.ts';
import { planRedo, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { planDropSource, planKeepSource, planSourceUpdate, planTakeOut } from '../../../shared/state/plan/planSources.ts';
import type { Result } from '../../../shared/kernel/result.ts';

const crm: SourceItem = { kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 };
const load = (firstRow: number, rows: number, source = 1): LoadItem => ({
  kind: 'load', source: source as SourceId, fileName: 'a.csv', fileSha256: '00', fileBytes: 1, firstRow, rows, quarantined: 0, columns: [], mapping: [],
  choices: { format: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', padded: false, headerLine: 1 }, replaces: [],
});

/** A projection, and the way to write into it. */
function begin() {
  const state = new Projection('00'.repeat(16));
  const write = (change: Pick<StateEntry, 'act' | 'items'> & { undoes?: EntrySeq | null }): EntrySeq => {
    const seq = state.entries.length as EntrySeq;
    state.apply({ seq, at: 1, actor: 'a', role: 'steward', clockBack: false, act: change.act, items: change.items, undoes: change.undoes ?? null } as unknown as StateEntry);
    return seq;
  };
  state.apply({ seq: 0 as EntrySeq, at: 1, actor: 'a', role: 'steward', clockBack: false, act: 'create-workspace', items: [], undoes: null } as unknown as StateEntry);
  const commit = (planned: Result<Change, unknown>): EntrySeq => {
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    return write(planned.value);
  };
  return { state, write, commit };
}

describe('a source', () => {
  it('stays known when its only load is taken out, and that can be taken back', () => {
    const { state, write, commit } = begin();
    const first = write({ act: 'load', items: [crm, load(0, 3)] }) as number as LoadId;
    const loaded = state.digest();
    const keep = planKeepSource(state, first)!;
    write(keep);
    commit(planTakeOut(state, first));
    expect(state.sources.map(({ name }) => name)).toEqual(['CRM']);
    expect(state.currentRowCount).toBe(0);
    commit(planRedo(state));
    expect(state.currentRowCount).toBe(3);
    expect(state.digest()).toBe(loaded);
  });

  it('is kept once: not where another load of it is in use, nor where its facts were said since', () => {
    const { state, write } = begin();
    const first = write({ act: 'load', items: [crm, load(0, 3)] }) as number as LoadId;
    const second = write({ act: 'load', items: [load(3, 2)] }) as number as LoadId;
    expect(planKeepSource(state, first)).toBeNull();
    write({ act: 'undo', items: [], undoes: second as number as EntrySeq });
    expect(planKeepSource(state, first)).not.toBeNull();
    write(planSourceUpdate({ id: 1 as SourceId, name: 'Ventas', trustRank: 1 }));
    expect(planKeepSource(state, first)).toBeNull();
  });

  it('is forgotten with the load that brought it by a plain undo', () => {
    const { state, write, commit } = begin();
    const before = state.sources.length;
    write({ act: 'load', items: [crm, load(0, 3)] });
    commit(planUndo(state));
    expect(state.sources).toHaveLength(before);
  });

  it('can leave the list only while it has no rows, comes back with undo, and its number is not given again', () => {
    const { state, write, commit } = begin();
    const first = write({ act: 'load', items: [crm, load(0, 3)] }) as number as LoadId;
    expect(planDropSource(state, 1 as SourceId).ok).toBe(false);
    write(planKeepSource(state, first)!);
    commit(planTakeOut(state, first));
    commit(planDropSource(state, 1 as SourceId));
    expect(state.sources).toEqual([]);
    expect(state.lastSourceId).toBe(1);
    commit(planUndo(state));
    expect(state.source(1 as SourceId)?.name).toBe('CRM');
  });

  it('is back with its load where the load is brought back behind its removal', () => {
    const { state, write, commit } = begin();
    const first = write({ act: 'load', items: [crm, load(0, 3)] }) as number as LoadId;
    write(planKeepSource(state, first)!);
    const out = commit(planTakeOut(state, first));
    commit(planDropSource(state, 1 as SourceId));
    write({ act: 'undo', items: [], undoes: out });
    expect(state.source(1 as SourceId)?.name).toBe('CRM');
    expect(state.currentRowCount).toBe(3);
  });
});

describe('the load of a row', () => {
  it('is the one that a walk over all loads finds, also beside loads without rows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 20 }), (sizes) => {
        const deliveries = new Deliveries();
        let next = 0;
        sizes.forEach((rows, index) => {
          deliveries.takeLoad((index + 1) as LoadId, 0, load(next, rows), false);
          next += rows;
        });
        expect(deliveries.rowCount).toBe(next);
        for (let row = 0; row <= next; row++) {
          const walked = deliveries.loads.find(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
          expect(deliveries.loadOf(row as RowId)).toEqual(walked);
        }
      }),
    );
  });
});
