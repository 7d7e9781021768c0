// An export by its profile: every part in every format, chosen columns and records, only what changed, what a system would refuse.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportToFolder } from '../../../electron/cli/exportToFolder.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { exportFileFormats, exportParts, plainProfile, type ExportProfile } from '../../../shared/model/exportProfile.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { planEdit, planExportProfile, planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { several, type FileSource } from '../../../shared/state/files/readFile.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { loadBytes, showTable } from '../../support/loading.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must, temporaryFolder } from '../../support/workspaces.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let last = 0;
const day = '2026-03-14';
const at = Date.parse('2026-03-14T10:00:00Z');

const fileOf = (name: string, text: string): FileSource => {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.subarray(offset, offset + length))) };
};
const crm = 'id,First name,Surname,Company,Email,Phone,Country\nS1,Ana,Gil,,ana@x.es,600 111 222,España\nS2,Anna,Gil,,ana@x.es,,España\nS3,=Luis,,,l@x.es,+34 911 234 567,Spain\nS4,,,Bar Sol S.L.,,,ES\nbroken,line\n';

async function workspace(): Promise<Workspace> {
  const open = must(await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
  must(await loadFile(open, several([fileOf('crm.csv', crm)]), { overrides: {}, mapping: null, source: { kind: 'new', name: 'Salesforce' }, mode: { kind: 'append' } }, quietJob));
  return open;
}

async function exported(open: Workspace, profile: Partial<ExportProfile>) {
  const path = join(folder.path, String(++last));
  const done = await exportToFolder(open, path, { ...plainProfile, ...profile }, day, at, quietJob, [{ rows: [0, 1] as RowId[], probability: 0.97 }]);
  return { path, done, names: readdirSync(path).toSorted(), read: (name: string) => readFileSync(join(path, name), 'utf8') };
}

async function rowsOf(path: string, name: string) {
  const loaded = must(await loadBytes(new Uint8Array(readFileSync(join(path, name))), { fileName: name }));
  return showTable(loaded);
}

describe('an export', () => {
  it.each(exportFileFormats)('writes every part as %s, with a manifest that tells rows, digests and the head of the log', async (format) => {
    const open = await workspace();
    const head = open.head;
    const { path, done, read, names } = await exported(open, { format, parts: exportParts });
    const manifest = JSON.parse(read(`manifest-${day}.json`)) as { files: { name: string; sha256: string; rows: number }[]; head: { hash: string; size: number } };
    expect(manifest.head).toEqual({ size: head.size, hash: head.hash });
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(names.filter((name) => !name.startsWith('manifest')));
    for (const { name, sha256 } of manifest.files) expect([name, sha256]).toEqual([name, createHash('sha256').update(readFileSync(join(path, name))).digest('hex')]);
    expect(names.some((name) => name.endsWith('.part'))).toBe(false);
    const golden = names.find((name) => name.startsWith('golden-records'))!;
    const shown = await rowsOf(path, golden);
    if (format !== 'vcard') expect(shown.rows.map((row) => row[shown.header.indexOf('givenName')] ?? '')).toEqual(['Ana', 'Anna', '=Luis', '']);
    expect(shown.rows.length).toBe(4);
    expect(readFileSync(join(path, names.find((name) => /^quarantined-\d/.test(name))!), 'utf8')).toBe('broken,line\n');
    expect(open.state.entries.at(-1)).toMatchObject({ act: 'export' });
    expect(done.change.items.filter(({ kind }) => kind === 'export').length).toBe(manifest.files.length);
  });

  it('gives back rows that were set aside byte for byte, however long, and says where one is not whole', async () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const manyCells = `1;Íñigo;${'ñ;'.repeat(100_000)}x`;
    const longCell = `2;${'ü'.repeat(1_300_000)}`;
    const tooLong = `3;${'é'.repeat(17 * 1024 * 1024)}`;
    // Together they are more than is kept of long rows, so this one is kept by its beginning alone.
    const noRoom = `4;${'ö'.repeat(15_900_000)}`;
    const bytes = latin(`id;nombre\n9;Peña\n${manyCells}\n${longCell}\n${tooLong}\n${noRoom}\n5;b;c\n8;Ana\n`);
    const open = must(await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
    const source: FileSource = { name: 'largo.csv', bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(new Uint8Array(bytes.subarray(offset, offset + length)))) };
    const load = must(await loadFile(open, several([source]), { overrides: { encoding: 'windows-1252' }, mapping: null, source: { kind: 'new', name: 'Largo' }, mode: { kind: 'append' } }, quietJob));
    expect([load.rows, load.quarantined]).toEqual([2, 5]);
    const { path, names, read } = await exported(open, { parts: ['quarantine', 'quarantineRaw'] });
    const raw = readFileSync(join(path, names.find((name) => /^quarantined-\d/.test(name))!));
    const kept = 65_536;
    const cut = (line: string) => `${line.slice(0, kept)} [... ${line.length - kept} more characters of this line were not kept]`;
    expect(raw.equals(latin(`${[manyCells, longCell, cut(tooLong), cut(noRoom), '5;b;c'].join('\n')}\n`))).toBe(true);
    const table = read(names.find((name) => name.startsWith('quarantined-lines'))!).trimEnd().split('\r\n');
    expect(table.map((line) => line.split(',').at(-1))).toEqual(['charactersCut', '', '', String(tooLong.length - kept), String(noRoom.length - kept), '']);
  }, 60_000);

  it('takes chosen columns under their headers in their order, and only records that pass the filter', async () => {
    const { read } = await exported(await workspace(), {
      parts: ['golden', 'sourceRows'],
      columns: [{ field: 'email', header: 'Correo' }, { field: 'givenName', header: 'Nombre' }],
      filter: JSON.stringify({ kind: 'equals', field: 'email', values: ['ana@x.es'] }),
    });
    expect(read(`golden-records-${day}.csv`).split('\r\n').map((line) => line.split(',').slice(1).join(','))).toEqual(['sourceRows,Correo,Nombre', '1,ana@x.es,Ana', '1,ana@x.es,Anna', '']);
    expect(read(`source-rows-${day}.csv`).split('\r\n').length).toBe(4);
  });

  it('of only what changed holds new and different records since the last one of its profile', async () => {
    const open = await workspace();
    const profile = { name: 'Semanal', parts: ['golden'] as const, onlyChanged: true };
    const count = async () => (await exported(open, profile)).done.files[0]!.rows;
    expect([await count(), await count()]).toEqual([4, 0]);
    const golden = open.state.goldenOf(2 as RowId);
    must(await open.commit(must(planEdit(open.state, golden, { field: 'surname', before: '', after: 'Mora', comment: '' }))));
    expect([await count(), await count()]).toEqual([1, 0]);
    must(await loadFile(open, fileOf('more.csv', 'id,First name\nS9,Eva\n'), { overrides: {}, mapping: null, source: { kind: 'new', name: 'Web' }, mode: { kind: 'append' } }, quietJob));
    expect(await count()).toBe(1);
  });

  it('with ids from the content gives the same bytes in another workspace at another time', async () => {
    const bytesOf = async () => {
      const { names, read } = await exported(await workspace(), { ids: 'content', parts: ['golden', 'crosswalk', 'sourceRows', 'duplicates', 'merges'] });
      return names.map((name) => [name, name.startsWith('manifest') ? '' : read(name)]);
    };
    expect(await bytesOf()).toEqual(await bytesOf());
  });

  it('profiles are kept, listed, and taken back by undo', async () => {
    const open = await workspace();
    const before = open.state.digest();
    must(await open.commit(planExportProfile('Mensual', { ...plainProfile, format: 'xlsx' })));
    expect(open.state.exportProfiles.list.map(({ name, format }) => [name, format])).toEqual([['Mensual', 'xlsx']]);
    expect(open.state.digest()).not.toBe(before);
    must(await open.commit(must(planUndo(open.state))));
    expect([open.state.exportProfiles.list, open.state.digest()]).toEqual([[], before]);
  });
});

describe('an export for a system', () => {
  it('has its headers and formats, keeps persons and companies apart, and leaves out with words what would be refused', async () => {
    const open = await workspace();
    const { done, read, names } = await exported(open, { crm: 'salesforce', parts: ['golden'] });
    expect(names).toEqual([`manifest-${day}.json`, `salesforce-accounts-${day}.csv`, `salesforce-contacts-${day}.csv`, `salesforce-left-out-${day}.csv`]);
    const [header, ...lines] = read(`salesforce-contacts-${day}.csv`).trim().split('\r\n');
    expect(header).toBe('Fichero_Id__c,Id,FirstName,LastName,Email,Phone,MobilePhone,MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry,Birthdate,Description');
    expect(lines.map((line) => line.split(',').slice(1, 6))).toEqual([['S1', 'Ana', 'Gil', 'ana@x.es', '+34600111222'], ['S2', 'Anna', 'Gil', 'ana@x.es', '']]);
    expect(lines[0]).toContain(',Spain,');
    expect(read(`salesforce-accounts-${day}.csv`)).toContain('Bar Sol');
    expect(done.leftOut).toBe(1);
    expect(done.problems).toMatchObject([{ header: 'LastName', kind: 'missing' }]);
    expect(read(`salesforce-left-out-${day}.csv`).split('\r\n')[1]).toMatch(/,LastName,missing,$/);
  });

  it.each(['hubspot', 'dynamics', 'odoo', 'erp'] as const)('%s gets files that are read back with their ids', async (kind) => {
    const open = await workspace();
    const { path, names } = await exported(open, { crm: kind, parts: ['golden'] });
    const files = names.filter((name) => name.startsWith(kind) && !name.includes('left-out'));
    const ids = new Set<string>();
    for (const name of files) {
      const shown = await rowsOf(path, name).catch(() => undefined);
      for (const row of shown?.rows ?? []) for (const cell of row) if (/[0-9a-f]{8}-[0-9a-f]{4}-7/.test(cell ?? '')) ids.add(cell!.replace('fichero.', ''));
    }
    for (const id of ids) expect(open.state.rowOfGolden(id as never)).toBeDefined();
    expect(ids.size).toBeGreaterThan(1);
  });

  it('lists the merges that the system has to make: the id that stays, the id that goes', async () => {
    const open = await workspace();
    must(await open.commit(must(planMerge(open.state, [{ rows: [0, 1] as RowId[], pins: [] }]))));
    const { read, names } = await exported(open, { crm: 'salesforce', parts: ['golden', 'merges'] });
    expect(read(names.find((name) => name.startsWith('merges'))!).split('\r\n').slice(0, 2)).toEqual(['MasterRecordId,MergeRecordId,goldenId', `S1,S2,${open.state.goldenOf(0 as RowId)}`]);
  });
});
