import { describe, expect, it } from 'vitest';
import { Cancelled, quietJob } from '../../../shared/kernel/job.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { GoldenView, type Knowledge } from '../../../shared/state/golden/goldenView.ts';
import { loadFile, type LoadFileRequest } from '../../../shared/state/files/loadFile.ts';
import type { FileSource } from '../../../shared/state/files/readFile.ts';
import { planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textsOf } from '../../../shared/table/TextColumn.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const knowledge: Knowledge = { validity: () => undefined, dayOf: (_, row) => row };

function fileOf(name: string, text: string): FileSource {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.slice(offset, offset + length))) };
}
const asNew = (name: string): LoadFileRequest => ({ overrides: {}, mapping: null, source: { kind: 'new', name }, mode: { kind: 'append' } });
function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const open = async (journal = new MemoryJournal()): Promise<Workspace> =>
  must(
    await Workspace.open(
      { journal, stamp: () => ({ at: 1_700_000_000_000, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) },
      quietJob,
    ),
  );

const english = 'First name,Surname,Email,Updated on\nAna,Gil,ana@x.es,2020-01-01\nAna,Gil Ruiz,ana@y.es,2023-05-01\nBob,"Sm\nith",b@x.uk\nEve,Law,e@x.uk,2021-02-03\n';
const spanish = 'Nombre;Apellidos;Correo electrónico;Zumo\nAna;Gil;ana@z.es;A\nLuis;Sol;l@z.es;B\n';

describe('loading files into a workspace', () => {
  it('accounts for every row and shows sources by field', async () => {
    const workspace = await open();
    const first = must(await loadFile(workspace, fileOf('crm.csv', english), asNew('CRM'), quietJob));
    const second = must(await loadFile(workspace, fileOf('web.csv', spanish), asNew('Web'), quietJob));
    expect([first.rows, first.quarantined, second.firstRow, second.rows]).toEqual([3, 1, 3, 2]);
    expect(textsOf(workspace.rows.field('givenName')!)).toEqual(['Ana', 'Ana', 'Eve', 'Ana', 'Luis']);
    expect(textsOf(workspace.rows.field('email')!)).toEqual(['ana@x.es', 'ana@y.es', 'e@x.uk', 'ana@z.es', 'l@z.es']);
    expect(workspace.rows.fields).toContain('custom:Zumo');
    expect(workspace.state.sources.map(({ name, trustRank }) => [name, trustRank])).toEqual([
      ['CRM', 1],
      ['Web', 2],
    ]);
  });

  it('keeps the rows of a replaced load in the record but not in the current state', async () => {
    const workspace = await open();
    must(await loadFile(workspace, fileOf('crm.csv', english), asNew('CRM'), quietJob));
    must(await loadFile(workspace, fileOf('crm2.csv', english), { ...asNew('CRM'), mode: { kind: 'replace' } }, quietJob));
    expect(workspace.state.loads.map((load) => load.current)).toEqual([false, true]);
    expect([...new GoldenView(workspace, knowledge).leads()]).toEqual([3, 4, 5]);
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect([...new GoldenView(workspace, knowledge).leads()]).toEqual([0, 1, 2]);
  });

  it('leaves the workspace as it was when a load is cancelled or the file is refused', async () => {
    const journal = new MemoryJournal();
    const workspace = await open(journal);
    const before = workspace.state.digest();
    const cancelled = { ...quietJob, breathe: () => Promise.reject(new Cancelled()) };
    await expect(loadFile(workspace, fileOf('crm.csv', english), asNew('CRM'), cancelled)).rejects.toThrow(Cancelled);
    const refused = await loadFile(workspace, fileOf('none.csv', ''), asNew('None'), quietJob);
    expect(refused).toEqual({ ok: false, error: { kind: 'problem', problem: { kind: 'emptyFile' } } });
    expect([workspace.state.digest(), journal.lines.length, journal.frames.size]).toEqual([before, 0, 0]);
    must(await loadFile(workspace, fileOf('crm.csv', english), asNew('CRM'), quietJob));
  });

  it('shows the golden record of merged rows with the rule behind each value', async () => {
    const workspace = await open();
    must(await loadFile(workspace, fileOf('crm.csv', english), asNew('CRM'), quietJob));
    must(await workspace.commit(must(planMerge(workspace.state, [{ rows: [0, 1] as RowId[], pins: [] }]))));
    const golden = new GoldenView(workspace, knowledge);
    expect([...golden.leads()]).toEqual([0, 2]);
    expect(golden.values(1 as RowId)).toContainEqual({ field: 'email', value: 'ana@y.es', row: 1, rule: 'mostRecent' });
  });
});
