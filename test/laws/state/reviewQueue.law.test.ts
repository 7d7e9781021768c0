// The queue that moves single groups after each decision is, after any sequence of decisions, the one that a new queue makes from nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bands, queueOrders, queueStates, type QueueFilter } from '../../../shared/contract/engine.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { ReviewQueue } from '../../../shared/state/golden/reviewQueue.ts';
import { planApprovals, planDistinct, planMerge, planRedo, planUndo, unsaid } from '../../../shared/state/plan/plan.ts';
import { planDecision } from '../../../shared/state/plan/planDecision.ts';
import { planSplit } from '../../../shared/state/plan/planSplit.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const ROWS = 24;
const bytes = new TextEncoder().encode(`name,email\n${Array.from({ length: ROWS }, (_, row) => `Ana ${row},a${row % 5}@x.es`).join('\n')}\n`);
const file = { name: 'a.csv', bytes: bytes.length, read: (from: number, length: number) => Promise.resolve(ok(bytes.slice(from, from + length))) };
/** Twos and threes, and one row that is in no group. */
const groups = Array.from({ length: 9 }, (_, index) => {
  const from = index * 2 + Math.floor(index / 2);
  return { rows: Array.from({ length: index % 2 === 0 ? 2 : 3 }, (_row, at) => (from + at) as RowId), probability: [0.99, 0.7, 0.4, 0.93, 0.7][index % 5]! };
});
const filters: QueueFilter[] = queueStates.flatMap((state, index) => [
  { state, band: null, reason: null, source: null, rows: null, order: queueOrders[index % queueOrders.length]! },
  { state, band: bands[index % bands.length]!, reason: index % 2 === 0 ? 'otherName' : null, source: null, rows: null, order: 'risk' },
]);

async function shown(queue: ReviewQueue): Promise<unknown> {
  queue.show(groups);
  const lists: number[][] = [];
  for (const filter of filters) lists.push(Array.from(await queue.chosen(filter, undefined, quietJob)));
  return { lists, counts: queueStates.flatMap((state) => (state === 'all' ? [] : [null, ...bands].map((band) => queue.count(state, band)))) };
}

describe('the queue after any decisions', () => {
  it('is what a new one makes from nothing', async () => {
    const move = fc.record({ kind: fc.constantFrom('merge', 'merge', 'distinct', 'across', 'split', 'skip', 'undo', 'redo', 'decide', 'approvals'), group: fc.nat(8), actor: fc.constantFrom('a', 'b') });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25, size: 'max' }), async (moves) => {
        const opened = await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: 1_700_000_000_000, actor, role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob);
        if (!opened.ok) throw new Error('a new workspace opens');
        const workspace = opened.value;
        let actor = 'a';
        await loadFile(workspace, file, { overrides: {}, mapping: null, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob);
        const skipped = new Set<RowId>();
        const make = (): ReviewQueue => new ReviewQueue(workspace, 'a', (row) => (row % 3 === 0 ? Number.NaN : row), skipped);
        const queue = make();
        await shown(queue);
        for (const { kind, group, actor: by } of moves) {
          actor = by;
          const { state } = workspace;
          const { rows } = groups[group]!;
          if (kind === 'skip') {
            skipped.add(rows[0]!);
            queue.skippedChanged(rows[0]!);
          } else {
            const planned =
              kind === 'merge' ? planMerge(state, [{ rows, pins: [] }])
              : kind === 'distinct' ? planDistinct(state, rows)
              : kind === 'across' ? planMerge(state, [{ rows: [rows[0]!, groups[(group + 1) % 9]!.rows[0]!], pins: [] }])
              : kind === 'split' ? planSplit(state, { row: rows[0]!, taken: 'row', kept: [], open: group % 2 === 0 }, unsaid)
              : kind === 'decide' ? planDecision(state, by, { rows, ruling: group % 2 === 0 ? 'merge' : 'distinct', pins: [], band: 'review' }, unsaid)
              : kind === 'approvals' ? ok(planApprovals({ minRows: group > 4 ? 2 : 3, bands: [] }))
              : kind === 'undo' ? planUndo(state)
              : planRedo(state);
            if (!planned.ok) continue;
            await workspace.commit(planned.value);
          }
          expect(await shown(queue)).toEqual(await shown(make()));
        }
      }),
      { numRuns: 60 },
    );
  });
});
