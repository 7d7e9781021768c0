// What goes out to a system and comes back makes no duplicate, whatever was decided in between and however often it comes.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportToFolder } from '../../../electron/cli/exportToFolder.ts';
import { crmProfiles } from '../../../shared/export/crm.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { crmKinds, plainProfile, type CrmKind } from '../../../shared/model/exportProfile.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import type { FileSource } from '../../../shared/state/files/readFile.ts';
import { compareReturn, loadReturn } from '../../../shared/state/files/returnFile.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const fileOf = (name: string, bytes: Uint8Array): FileSource => ({ name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.subarray(offset, offset + length))) });

const given = ['Ana', 'Luis', 'Eva', 'Marta', 'José', 'Íñigo', 'Laura', 'Pablo', 'Nuria', 'Óscar', 'Sara', 'Hugo'];
const surnames = ['Gil', 'Sol', 'Mora', 'Peña', 'Núñez', 'Güell', 'Ruiz', 'Vidal', 'Serra', 'Lara', 'Cano', 'Reyes'];

async function open(count: number): Promise<Workspace> {
  const workspace = must(await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: 1_700_000_000_000, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (size) => new Uint8Array(size) }, quietJob));
  const lines = Array.from({ length: count }, (_, i) => `C${i},${given[i]},${surnames[i]},n${i}@x.es,600 12 34 ${String(i).padStart(2, '0')}`);
  must(await loadFile(workspace, fileOf('clientes.csv', new TextEncoder().encode(`id,Nombre,Apellidos,Correo,Teléfono\n${lines.join('\n')}\n`)), { overrides: {}, mapping: null, source: { kind: 'new', name: 'Tienda' }, mode: { kind: 'append' } }, quietJob));
  return workspace;
}

async function goldenOf(workspace: Workspace) {
  const knowledge = new FieldKnowledge(workspace.rows, 'en');
  return { knowledge, golden: await GoldenTable.make(workspace, new GoldenView(workspace, knowledge), undefined, quietJob) };
}

async function send(workspace: Workspace, crm: CrmKind, ids: 'workspace' | 'content'): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'fichero-return-'));
  try {
    await exportToFolder(workspace, folder, { ...plainProfile, parts: ['golden'], crm, ids }, '', 0, quietJob);
    return readFileSync(join(folder, readdirSync(folder).find((name) => name.startsWith(crmProfiles[crm].files[0]!.name))!));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function takeBack(workspace: Workspace, crm: CrmKind, bytes: Uint8Array) {
  const { golden, knowledge } = await goldenOf(workspace);
  const known = workspace.state.sources.find(({ name }) => name === crm);
  const compared = must(await compareReturn(workspace, golden, knowledge, fileOf(`${crm}.csv`, bytes), { source: known === undefined ? { kind: 'new', name: crm } : { kind: 'known', id: known.id }, column: crmProfiles[crm].idHeader, overrides: {}, mapping: null }, quietJob));
  must(await loadReturn(workspace, compared, quietJob));
  return compared;
}

describe('what comes back from a system', () => {
  it.each(crmKinds)('leaves every name and day as it was where nothing was changed there, also beside sources that write them otherwise (%s)', async (crm) => {
    const workspace = await open(4);
    const others = 'Fichero nº;Nombre completo;Fecha de nacimiento;Correo\nX1;Berta Costa Pons;04/03/1966;b@y.es\nX2;Joan Vila;30/11/1970;j@y.es\nX3;Pere Mas Roca;12/10/1981;p@y.es\n';
    must(await loadFile(workspace, fileOf('otros.csv', new TextEncoder().encode(others)), { overrides: {}, mapping: null, source: { kind: 'new', name: 'Otros' }, mode: { kind: 'append' } }, quietJob));
    const shown = async () => {
      const { golden } = await goldenOf(workspace);
      return Array.from(golden.leads, (_, place) => ['givenName', 'surname', 'fullName', 'birthDate'].map((field) => golden.cells(place)[golden.fields.indexOf(field as never)] ?? ''));
    };
    const before = await shown();
    expect(before).toContainEqual(['', '', 'Berta Costa Pons', '04/03/1966']);
    const file = await send(workspace, crm, 'workspace');
    for (let time = 0; time < 2; time++) {
      const { known, unknown, changes } = await takeBack(workspace, crm, file);
      expect([known, unknown, changes]).toEqual([7, 0, []]);
      expect(await shown()).toEqual(before);
    }
  });

  it('makes no duplicate, says nothing changed where nothing did, and can be taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...crmKinds), fc.constantFrom('workspace' as const, 'content' as const), fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 4 }), fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3 }), async (crm, ids, mergesBefore, mergesAfter) => {
        const workspace = await open(12);
        const merge = async (pairs: readonly (readonly [number, number])[]) => {
          for (const pair of pairs) {
            const plan = planMerge(workspace.state, [{ rows: [...pair] as RowId[], pins: [] }]);
            if (plan.ok) must(await workspace.commit(plan.value));
          }
        };
        await merge(mergesBefore);
        const file = await send(workspace, crm, ids);
        await merge(mergesAfter);
        const before = (await goldenOf(workspace)).golden.length;
        const digest = workspace.state.digest();
        const first = await takeBack(workspace, crm, file);
        expect([first.unknown, (await goldenOf(workspace)).golden.length]).toEqual([0, before]);
        if (mergesAfter.length === 0) expect(first.changes).toEqual([]);
        // The same file again, and the workspace is as it was.
        const again = await takeBack(workspace, crm, file);
        expect([again.unknown, (await goldenOf(workspace)).golden.length]).toEqual([0, before]);
        must(await workspace.commit(must(planUndo(workspace.state))));
        must(await workspace.commit(must(planUndo(workspace.state))));
        expect((await goldenOf(workspace)).golden.length).toBe(before);
        if (workspace.state.sources.length === 1) expect(workspace.state.merges.records()).toEqual((await reopened(workspace)).state.merges.records());
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('shows what changed there and takes new customers as new', async () => {
    const workspace = await open(3);
    const text = new TextDecoder().decode(await send(workspace, 'salesforce', 'workspace'));
    const changed = `${text.replace('n1@x.es', 'nuevo@x.es')},,Nuevo,Cliente,nc@x.es,,,,,,,,,\r\n`;
    const compared = await takeBack(workspace, 'salesforce', new TextEncoder().encode(changed));
    expect([compared.known, compared.unknown, compared.changedRecords]).toEqual([3, 1, 1]);
    expect(compared.changes).toMatchObject([{ field: 'email', before: 'n1@x.es', after: 'nuevo@x.es', golden: workspace.state.goldenOf(1 as RowId) }]);
    expect((await goldenOf(workspace)).golden.length).toBe(4);
  });
});

/** The same record, read from its journal again. */
async function reopened(workspace: Workspace): Promise<Workspace> {
  return must(await Workspace.open({ journal: workspace.journal, stamp: () => ({ at: 0, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (size) => new Uint8Array(size) }, quietJob));
}
