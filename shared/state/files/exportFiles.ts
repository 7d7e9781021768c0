// Lays out the files of an export by its profile: which parts, in which format, of which records, named how.
import { crmProfiles } from '../../export/crm.ts';
import { exportFormats, exportTable, type ExportColumn, type ExportFormat } from '../../export/exportTable.ts';
import type { Job } from '../../kernel/job.ts';
import { encodeText } from '../../load/encodeText.ts';
import { encodings } from '../../load/encoding.ts';
import type { Entry } from '../../log/entry.ts';
import type { ExportFileFormat, ExportPart, ExportProfile } from '../../model/exportProfile.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId, SourceId } from '../../model/ids.ts';
import type { Load, LoadChoices } from '../../model/source.ts';
import type { Table } from '../../table/Table.ts';
import { crmFiles, type LeftOut } from './crmFiles.ts';
import type { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import { charactersCut, crosswalkColumns, crosswalkHistoryColumns, crosswalkHistoryTables, crosswalkTables, duplicateColumns, duplicateTables, goldenTables, itemsOf, logColumns, logTables, mergeTables, quarantineColumns, quarantineTables, sealedLines, sourceRowTables, timelessCrosswalkColumns, type Places } from './exportTables.ts';
import type { GoldenTable } from '../golden/goldenTable.ts';
import type { FoundGroup } from '../match/matchWorkspace.ts';
import { contentRecordIds, goldenRecordIds, type RecordIds } from '../recordIds.ts';
import type { Workspace } from '../workspace.ts';

/** A file about to be written; its bytes are made as they are asked for. */
export type ExportFile = {
  readonly part: ExportPart;
  readonly name: string;
  bytes(job: Job): AsyncGenerator<Uint8Array, { readonly rows: number }, undefined>;
};

/** What an export is made of. */
export type ExportWork = {
  readonly workspace: Workspace;
  readonly golden: GoldenTable;
  readonly knowledge: FieldKnowledge;
  readonly profile: ExportProfile;
  /** Records that pass the profile's filter and, where only changes are wanted, changed; null for all. */
  readonly places: Places;
  /** What the last run of the matcher found; null where there was none. */
  readonly groups: readonly FoundGroup[] | null;
  /** The rules' findings as a table, with its headers; asked for only where they are wanted. Without it there is no such file. */
  readonly findings?: (ids: RecordIds) => { readonly headers: readonly string[]; readonly tables: AsyncIterable<Table> };
  /** Names the files, such as 2026-03-14; '' for names without a day. */
  readonly stamp: string;
};

const formats: Readonly<Record<ExportFileFormat, ExportFormat>> = { ...exportFormats, excelEs: exportFormats.excelSpanishCsv };
const endings: Readonly<Record<ExportFileFormat, string>> = { csv: 'csv', excelEs: 'csv', tsv: 'tsv', xlsx: 'xlsx', json: 'json', ndjson: 'ndjson', parquet: 'parquet', vcard: 'vcf' };

/** The files of a profile. `leftOut` tells, once they are written, which records a CRM would not have taken. */
export function exportFiles(work: ExportWork): { readonly files: ExportFile[]; readonly leftOut: LeftOut } {
  const { workspace, golden, profile, places, stamp } = work;
  const ids = profile.ids === 'content' ? contentRecordIds(workspace) : goldenRecordIds(workspace);
  const leftOut: LeftOut = { records: 0, problems: [] };
  const context = work.knowledge.queryContext(() => undefined);
  const chosen = profile.columns ?? golden.fields.map((field) => ({ field, header: headerOf(field) }));
  const fields = chosen.map(({ field }) => field);
  const suffix = stamp === '' ? '' : `-${stamp}`;
  const file = (part: ExportPart, name: string, own: readonly string[], named: readonly { field: FieldId; header: string }[], tables: () => Iterable<Table> | AsyncIterable<Table>): ExportFile => {
    // Cards hold customers; everything else that goes with them is a table.
    const format = profile.format === 'vcard' && named.length === 0 ? 'csv' : profile.format;
    const columns: ExportColumn[] = [
      ...own.map((header, column): ExportColumn => ({ header, column, type: 'text' })),
      ...named.map(({ field, header }, index): ExportColumn => ({ header, column: own.length + index, type: context.typeOf(field), field })),
    ];
    return { part, name: `${name}${suffix}.${endings[format]}`, bytes: (job) => exportTable(tables(), columns, formats[format], job) };
  };
  const wanted = places === null ? null : rowsOfPlaces(workspace, golden, places);
  const files = profile.parts.flatMap((part): ExportFile[] => {
    switch (part) {
      case 'golden':
        if (profile.crm !== null) return crmFiles({ ...work, ids, suffix }, crmProfiles[profile.crm], leftOut);
        return [file(part, 'golden-records', ['goldenId', 'sourceRows'], chosen, () => goldenTables(workspace, golden, fields, places, ids))];
      case 'crosswalk':
        return [file(part, 'crosswalk', profile.ids === 'content' ? timelessCrosswalkColumns : crosswalkColumns, [], () => crosswalkTables(workspace, ids, wanted))];
      case 'crosswalkHistory':
        // It is about when things happened: files that shall be the same for the same work go without it.
        return profile.ids === 'content' ? [] : [file(part, 'crosswalk-history', crosswalkHistoryColumns, [], () => crosswalkHistoryTables(workspace, wanted))];
      case 'sourceRows':
        return [file(part, 'source-rows', ['goldenId', 'source', 'row'], chosen, () => sourceRowTables(workspace, fields, ids, wanted))];
      case 'duplicates':
        return [file(part, 'duplicates', duplicateColumns, chosen, () => duplicateTables(workspace, work.groups ?? [], fields, ids))];
      case 'findings': {
        if (work.findings === undefined) return [];
        const { headers, tables } = work.findings(ids);
        return [file(part, 'findings', headers, [], () => tables)];
      }
      case 'merges':
        return sourcesWithIds(workspace).map((source) => {
          const [master, loser] = profile.crm === null ? (['masterId', 'loserId'] as const) : crmProfiles[profile.crm].merge;
          return file(part, `merges-${plainName(workspace.state.source(source)?.name ?? '')}`, [master, loser, 'goldenId'], [], () => mergeTables(workspace, source, ids));
        });
      case 'quarantine':
        return [file(part, 'quarantined-lines', quarantineColumns, [], () => quarantineTables(workspace))];
      case 'quarantineRaw':
        return workspace.state.loads.filter((load) => load.quarantined > 0).map((load) => ({ part, name: `quarantined-${load.id}-${plainName(load.fileName)}.txt`, bytes: () => rawLines(workspace, load) }));
      case 'log':
        return [file(part, 'change-log', logColumns, [], () => logTables(workspace, workspace.entries)), { part, name: `change-log-entries${suffix}.jsonl`, bytes: () => sealedLines(workspace) }];
    }
  });
  return { files, leftOut };
}

/** The log as a table, one line per change. */
export function logTableFile(workspace: Workspace, entries: readonly Entry[], format: 'csv' | 'excelEs', stamp: string): ExportFile {
  return { part: 'log', name: `change-log-${stamp}.csv`, bytes: (job) => exportTable(logTables(workspace, entries), logColumns.map((header, column): ExportColumn => ({ header, column, type: 'text' })), formats[format], job) };
}

/** The log as JSON, one entry a line with its changes; loaded rows stand in the source rows. */
export function logLinesFile(workspace: Workspace, entries: readonly Entry[]): ExportFile {
  return {
    part: 'log',
    name: 'change-log.jsonl',
    bytes: async function* () {
      for (const entry of entries) yield new TextEncoder().encode(`${JSON.stringify({ ...entry, about: (await itemsOf(workspace, entry.seq as EntrySeq)).filter((item) => item['kind'] !== 'quarantine') })}\n`);
      return { rows: entries.length };
    },
  };
}

/** The header of a field in files; reading the file again finds the same field. */
function headerOf(field: FieldId): string {
  return field.startsWith('custom:') ? field.slice('custom:'.length) : field;
}

/** 1 for each row behind these golden records. */
function rowsOfPlaces({ rows, state }: Workspace, golden: GoldenTable, places: Uint32Array): Uint8Array {
  const wanted = new Uint8Array(rows.length);
  for (const place of places) {
    const lead = golden.leads[place]! as RowId;
    wanted[lead] = 1;
    if (state.merges.isMerged(lead)) for (const row of state.merges.membersOf(lead)) wanted[row] = 1;
  }
  return wanted;
}

/** Sources whose rows have ids of their own. */
function sourcesWithIds({ state }: Workspace): SourceId[] {
  return state.sources.map(({ id }) => id).filter((id) => state.loads.some((load) => load.current && load.source === id && load.mapping.some(({ field }) => field === 'customerId')));
}

/** A name that any file system takes. */
function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/g, '').slice(0, 80) || 'source';
}

/** The lines that a load set aside, byte for byte as they were delivered; one that is too long to be kept says so at its end. */
async function* rawLines(workspace: Workspace, load: Load): AsyncGenerator<Uint8Array, { rows: number }, undefined> {
  const items = (await itemsOf(workspace, load.id as number as EntrySeq)).filter((item) => item['kind'] === 'quarantine');
  const encodingOf = (choices: LoadChoices | undefined) => encodings.find((one) => one === choices?.encoding) ?? 'utf-8';
  for (const item of items) {
    const part = load.files?.find(({ name }) => name === item['file']);
    const cut = charactersCut(item);
    yield encodeText(`${typeof item['raw'] === 'string' ? item['raw'] : ''}${cut === 0 ? '' : ` [... ${cut} more characters of this line were not kept]`}\n`, encodingOf(part?.choices ?? load.choices));
  }
  return { rows: items.length };
}
