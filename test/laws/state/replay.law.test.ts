// The record alone gives every state that people saw: by replay in the verifier, and as of any entry.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderReader } from '../../../electron/workspace/folderReader.ts';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { random } from '../../../electron/workspace/random.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { stateRules } from '../../../shared/log/stateItem.ts';
import type { EntrySeq, RowId, SourceId } from '../../../shared/model/ids.ts';
import { planApproveErasure, planBlock, planErasureRule, planLiftBlock } from '../../../shared/state/plan/planPrivacy.ts';
import { planConfirm, planDistinct, planEdit, planMerge, planRedo, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { planUnmerge } from '../../../shared/state/plan/planSplit.ts';
import type { Projection } from '../../../shared/state/facts/projection.ts';
import { verifyWorkspace } from '../../../shared/state/history/verifyWorkspace.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { commitEntry, makeWorkspace, must, openWorkspace, temporaryFolder, ticking, who } from '../../support/workspaces.ts';

const ROWS = 10;
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const checkpoint: Change = { act: 'checkpoint', items: [], undoes: null, note: {}, basis: null };
const row = fc.nat(ROWS - 1).map((one) => one as RowId);
const several = fc.uniqueArray(row, { minLength: 2, maxLength: 4 });
type Step = (state: Projection) => Change | undefined;
const taken = (planned: { ok: boolean; value?: Change }): Change | undefined => planned.value;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: several.map((rows): Step => (state) => taken(planMerge(state, [{ rows, pins: [{ field: 'email', value: 'pin' }] }]))) },
  { weight: 1, arbitrary: several.map((rows): Step => (state) => taken(planDistinct(state, rows))) },
  { weight: 2, arbitrary: row.map((one): Step => (state) => taken(planUnmerge(state, one))) },
  { weight: 2, arbitrary: row.map((one): Step => (state) => taken(planEdit(state, state.goldenOf(one), { field: 'email', before: '', after: `t ${one}`, comment: '' }))) },
  { weight: 1, arbitrary: row.map((one): Step => () => planConfirm(one, 20_000)) },
  { weight: 2, arbitrary: several.map((rows): Step => (state) => taken(planBlock(state, rows, 'art17', ''))) },
  { weight: 1, arbitrary: fc.nat().map((one): Step => (state) => taken(planLiftBlock(state, state.privacy.blocks[one % Math.max(1, state.privacy.blocks.length)]?.seq ?? (0 as EntrySeq)))) },
  { weight: 1, arbitrary: fc.nat().map((one): Step => (state) => taken(planApproveErasure(state, state.privacy.blocks[one % Math.max(1, state.privacy.blocks.length)]?.seq ?? (0 as EntrySeq), 'somebody else'))) },
  { weight: 1, arbitrary: fc.boolean().map((one): Step => () => planErasureRule(one)) },
  { weight: 3, arbitrary: fc.constant<Step>((state) => taken(planUndo(state))) },
  { weight: 2, arbitrary: fc.constant<Step>((state) => taken(planRedo(state))) },
  { weight: 2, arbitrary: fc.constant<Step>(() => checkpoint) },
);

async function startAt(path: string) {
  const keys = await makeWorkspace(path);
  const folder = await openWorkspace(path, keys);
  const surroundings = { journal: folder, stamp: () => ({ at: ticking(), ...who }), randomBytes: random };
  const workspace = must(await Workspace.open(surroundings, quietJob));
  const append = must(await workspace.beginAppend(1));
  must(await append.addRows({ length: ROWS, columns: [{ name: 'Email', column: columnOf(Array.from({ length: ROWS }, (_, one) => `${one}@example.org`)) }] }));
  must(await append.settleRows(quietJob));
  const source = 1 as SourceId;
  must(
    await append.finish(
      {
        ...checkpoint,
        act: 'load',
        items: [
          { kind: 'source', id: source, name: 'CRM', trustRank: 1 },
          { kind: 'load', source, fileName: 'a.csv', fileSha256: '00', fileBytes: 1, firstRow: 0, rows: ROWS, quarantined: 0, columns: ['Email'], mapping: [{ column: 'Email', field: 'email' }], choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', padded: false, headerLine: 1 }, replaces: [] },
        ],
      },
      { rows: ROWS, quarantined: 0 },
      [],
    ),
  );
  return { folder, workspace, surroundings };
}

describe('the record alone', () => {
  it('gives the state as of every entry, and the verifier finds each state that was noted', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const path = `${place.path}/w${round++}`;
        const { folder, workspace, surroundings } = await startAt(path);
        const seen = [workspace.asOf(0 as EntrySeq).state.digest(), workspace.state.digest()];
        let claims = 1;
        for (const plan of [...steps, () => checkpoint]) {
          const change = plan(workspace.state);
          if (change === undefined) continue;
          must(await workspace.commit(change));
          if (change.act === 'checkpoint') claims++;
          seen.push(workspace.state.digest());
        }
        for (const [seq, digest] of seen.entries()) expect(workspace.asOf(seq as EntrySeq).state.digest()).toBe(digest);
        const again = must(await Workspace.open(surroundings, quietJob));
        expect(again.state.digest()).toBe(workspace.state.digest());
        const now = { size: again.entries.length, digest: again.state.digest() };
        const outcome = await verifyWorkspace(folderReader(nodeFiles, path), { verifySignature, now });
        expect(outcome).toMatchObject({ kind: 'verified', report: { clean: true, states: claims + 1 } });
        await folder.close();
      }),
      { numRuns: 15 },
    );
  });

  it('convicts a program that notes another state than the entries add up to, and working data that differ', async () => {
    const { folder, workspace } = await startAt(`${place.path}/w`);
    const before = workspace.state.digest();
    must(await workspace.commit(must(planMerge(workspace.state, [{ rows: [1, 2] as unknown as RowId[], pins: [] }]))));
    const reader = folderReader(nodeFiles, `${place.path}/w`);
    const now = { size: workspace.entries.length, digest: before };
    expect(await verifyWorkspace(reader, { verifySignature, now })).toMatchObject({ report: { clean: false, faults: [{ seq: 3, kind: 'wrongState', detail: { member: 'digest' } }] } });
    await commitEntry(folder, { act: 'checkpoint' }, { items: [{ kind: 'state', digest: before, rows: ROWS, rules: stateRules, standing: 3 }] });
    expect(await verifyWorkspace(reader, { verifySignature })).toMatchObject({ report: { clean: false, faults: [{ seq: 3, kind: 'wrongState', detail: { member: 'digest' } }], verdicts: [{ seq: 3, verdict: 'changed' }] } });
    await folder.close();
  });

  it('shows the past with its own rows and refuses to write into it', async () => {
    const { folder, workspace } = await startAt(`${place.path}/w`);
    must(await workspace.commit(must(planBlock(workspace.state, [3 as RowId], 'art17', ''))));
    const past = workspace.asOf(1 as EntrySeq);
    expect(textAt(past.rows.field('email')!, 3)).toBe('3@example.org');
    expect([past.rows.currentRows()[3], workspace.rows.currentRows()[3]]).toEqual([1, 0]);
    expect(workspace.asOf(0 as EntrySeq).rows.length).toBe(0);
    expect(await past.commit(checkpoint)).toEqual({ ok: false, error: { kind: 'readOnly' } });
    await folder.close();
  });
});

describe('blocking', () => {
  it('hides rows from all work, comes off with its own entry only, and passes on to newer versions', async () => {
    const { folder, workspace } = await startAt(`${place.path}/w`);
    const { state } = workspace;
    must(await workspace.commit(must(planBlock(state, [2, 3] as unknown as RowId[], 'art17', 'letter'))));
    expect([state.currentRowCount, state.isCurrent(2 as RowId), state.privacy.blocks.length]).toEqual([ROWS - 2, false, 1]);
    expect(planBlock(state, [2 as RowId], 'art17', '')).toMatchObject({ ok: false, error: { reason: 'alreadyBlocked' } });
    // Undo is for the work; it does not bring a blocked person back.
    expect(state.undoable()).not.toContain(2);
    const block = state.privacy.blocks[0]!.seq;
    expect(planApproveErasure(state, block, who.actor)).toMatchObject({ error: { reason: 'samePerson' } });
    must(await workspace.commit({ ...checkpoint, items: [{ kind: 'refresh', changed: [2, 9] as unknown as RowId[], vanished: [] }] }));
    expect([state.isCurrent(9 as RowId), state.privacy.blocks[0]!.rows]).toEqual([false, [2, 3, 9]]);
    must(await workspace.commit(must(planLiftBlock(state, block))));
    expect([state.isCurrent(3 as RowId), state.isCurrent(9 as RowId), state.privacy.blocks]).toEqual([true, true, []]);
    await folder.close();
  });
});
