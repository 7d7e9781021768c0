// L2: after a person is erased, nothing of what was theirs is left in any byte of the folder, everybody else keeps what they have, and the log verifies.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderReader } from '../../../electron/workspace/folderReader.ts';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { random } from '../../../electron/workspace/random.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { pick, randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import type { RowId, SourceId } from '../../../shared/model/ids.ts';
import { planKeepOthers, rememberOthers } from '../../../shared/state/plan/keepOthers.ts';
import { findPerson, rowsOfPerson } from '../../../shared/state/history/personTraces.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { planApproveErasure, planBlock, planErase, planErasureRule } from '../../../shared/state/plan/planPrivacy.ts';
import { planDistinct, planEdit, planMerge, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { verifyWorkspace } from '../../../shared/state/history/verifyWorkspace.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { everyByte } from '../../support/everyByte.ts';
import { makeWorkspace, must, openWorkspace, temporaryFolder, ticking, who } from '../../support/workspaces.ts';

/** FICHERO_ERASURES=100 for the long run. */
const rounds = Number(process.env['FICHERO_ERASURES'] ?? 5);
const ROWS = 14;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

it('leaves nothing of an erased person, all of everybody else, and a log that verifies', { timeout: 600_000 }, async () => {
  for (let round = 0; round < rounds; round++) {
    const chance = seededRandom(4_000 + round);
    const path = `${place.path}/w${round}`;
    const folder = await openWorkspace(path, await makeWorkspace(path));
    const surroundings = { journal: folder, stamp: () => ({ at: ticking(), ...who }), randomBytes: random };
    let workspace = must(await Workspace.open(surroundings, quietJob));
    const token = (row: number): string => `q${round}x${row}z`;
    const phone = (row: number): string => `+34 6${String(10_000_000 + round * 1_000 + row * 7).padStart(8, '0')}`;
    const append = must(await workspace.beginAppend(1));
    const columns = {
      fullName: Array.from({ length: ROWS }, (_, row) => `Nombre${token(row)} Apellido${token(row)}`),
      email: Array.from({ length: ROWS }, (_, row) => `${token(row)}@example.org`),
      phone: Array.from({ length: ROWS }, (_, row) => phone(row)),
      city: Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 'Leon' : 'Jaen')),
    };
    must(await append.addRows({ length: ROWS, columns: Object.entries(columns).map(([name, texts]) => ({ name, column: columnOf(texts) })) }));
    must(await append.settleRows(quietJob));
    const source = 1 as SourceId;
    const quiet: Change = { act: 'checkpoint', items: [], undoes: null, note: {}, basis: null };
    const load = { kind: 'load' as const, source, fileName: 'a.csv', fileSha256: '00', fileBytes: 1, firstRow: 0, rows: ROWS, quarantined: 1, columns: Object.keys(columns), mapping: Object.keys(columns).map((column) => ({ column, field: column as never })), choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"' as const, escape: 'doubled' as const, padded: false, headerLine: 1 }, replaces: [] };
    must(await append.finish({ ...quiet, act: 'load', items: [{ kind: 'source', id: source, name: 'CRM', trustRank: 1 }, load] }, { rows: ROWS, quarantined: 1 }, [{ kind: 'quarantine', line: 99, raw: `"${token(3)}@EXAMPLE.org;${phone(3).replaceAll(' ', '-')}` }]));
    const anyRow = (): RowId => randomInteger(chance, ROWS) as RowId;
    const write = async (planned: { ok: boolean; value?: Change }): Promise<void> => {
      if (planned.value !== undefined) must(await workspace.commit(planned.value));
    };
    const { state } = workspace;
    for (let step = 0; step < 25; step++) {
      const row = anyRow();
      const told = pick(chance, ['', `called ${token(row)}@example.org`, `rang ${phone(row).replaceAll(' ', '')}`, `wrote to nombre${token(row)} apellido${token(row)}`]);
      const what = randomInteger(chance, 7);
      if (what === 0) await write(planMerge(state, [{ rows: [...new Set([row, anyRow()])], pins: [{ field: 'phone', value: `pinned ${token(row)}@example.org` }] }], { comment: told, reason: null }));
      else if (what === 1) await write(planDistinct(state, [...new Set([row, anyRow()])], { comment: told, reason: null }));
      else if (what === 2) await write(planEdit(state, state.goldenOf(row), { field: 'email', before: columns.email[row]!, after: `new.${token(row)}@example.org`, comment: told }));
      // One item about many rows: the person among them goes, the others keep it.
      else if (what === 3) await write(planCorrection(state, workspace.rows, { field: 'city', changes: [{ before: 'Leon', after: 'León' }], reason: 'facet', comment: '' }));
      else if (what === 4) await write(planCorrection(state, workspace.rows, { field: 'city', changes: [{ before: 'León', after: 'Llión' }], reason: 'facet', comment: '' }));
      else if (what === 5) await write(planUndo(state).ok && state.undoable().length > 1 ? planUndo(state) : { ok: false });
      else await write({ ok: true, value: quiet });
      if (step % 9 === 4) must(await folder.backUp());
    }
    const row = anyRow();
    const rows = rowsOfPerson(workspace, row);
    must(await workspace.commit(planErasureRule(true)));
    must(await workspace.commit(must(planBlock(state, rows, 'art17', `letter of ${token(row)}@example.org`))));
    const block = state.privacy.blocks[0]!.seq;
    const found = await findPerson(workspace, rows, quietJob);
    expect(planErase(state, block, found.traces, 'art17')).toMatchObject({ ok: false, error: { reason: 'notApproved' } });
    const approver = must(await Workspace.open({ ...surroundings, stamp: () => ({ at: ticking(), ...who, actor: 'second' }) }, quietJob));
    must(await approver.commit(must(planApproveErasure(approver.state, block, 'second'))));
    workspace = must(await Workspace.open(surroundings, quietJob));
    const cityBefore = Array.from({ length: ROWS }, (_, other) => textAt(workspace.rows.field('city')!, other));
    const others = rememberOthers(workspace, found);
    must(await workspace.commit(must(planErase(workspace.state, block, found.traces, 'art17'))));
    must(await folder.erase());
    workspace = must(await Workspace.open(surroundings, quietJob));
    const kept = planKeepOthers(workspace, others);
    if (kept !== null) must(await workspace.commit(kept));

    const left = everyByte(path);
    for (const gone of rows) {
      for (const value of [token(gone), token(gone).toUpperCase(), phone(gone), phone(gone).replaceAll(' ', ''), phone(gone).replaceAll(' ', '-')]) expect(left.includes(value), `round ${round}: row ${gone}: ${value}`).toBe(false);
    }
    for (let other = 0; other < ROWS; other++) {
      if (rows.includes(other as RowId)) continue;
      expect(left.includes(`${token(other)}@example.org`), `round ${round}: row ${other}`).toBe(true);
      expect(textAt(workspace.rows.field('city')!, other), `round ${round}: row ${other}`).toBe(cityBefore[other]);
    }
    expect(workspace.state.privacy.blocks[0]).toMatchObject({ rows, approvedBy: 'second', erasedBy: expect.any(Number) as unknown });
    const now = { size: workspace.entries.length, digest: workspace.state.digest() };
    const outcome = await verifyWorkspace(folderReader(nodeFiles, path), { verifySignature, now });
    expect(outcome.kind === 'verified' && outcome.report.faults, `round ${round}`).toEqual([]);
    for (const backup of readdirSync(`${path}/backups`)) expect(await verifyWorkspace(folderReader(nodeFiles, `${path}/backups/${backup}`), { verifySignature }), `round ${round}`).toMatchObject({ report: { clean: true } });
    await folder.close();
  }
});
