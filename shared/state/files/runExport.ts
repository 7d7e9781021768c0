// Does one export from profile to log entry, wherever the files go: the app and the command line write them, this decides which.
import type { WrittenFile } from '../../contract/machine.ts';
import type { CrmProblem } from '../../export/crm.ts';
import { crmProfiles } from '../../export/crm.ts';
import type { Job } from '../../kernel/job.ts';
import type { ExportPart, ExportProfile } from '../../model/exportProfile.ts';
import type { EpochDay, RowId } from '../../model/ids.ts';
import { findingStates } from '../../profile/findings.ts';
import { fieldOfCheck } from '../../profile/rules.ts';
import { filterRows } from '../../table/query/filterRows.ts';
import { readFilter } from '../../table/query/readFilter.ts';
import type { Table } from '../../table/Table.ts';
import { textAt } from '../../table/TextColumn.ts';
import { analyseWorkspace } from '../analyse/analyseWorkspace.ts';
import { freshnessOfWorkspace } from '../analyse/freshnessOfWorkspace.ts';
import { checkCrm } from './crmFiles.ts';
import { exportFiles, type ExportFile } from './exportFiles.ts';
import { lastExportOf } from '../facts/ExportProfiles.ts';
import { columnFrom, sourceName, tableOf, type Places } from './exportTables.ts';
import { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import { GoldenTable } from '../golden/goldenTable.ts';
import { GoldenView } from '../golden/goldenView.ts';
import type { ExportItem, StateItem } from '../facts/items.ts';
import type { FoundGroup } from '../match/matchWorkspace.ts';
import type { Change } from '../plan/plan.ts';
import { contentRecordIds, goldenRecordIds, type RecordIds } from '../recordIds.ts';
import type { Workspace } from '../workspace.ts';

export type ExportSubject = {
  readonly workspace: Workspace;
  readonly golden: GoldenTable;
  readonly knowledge: FieldKnowledge;
  readonly language: 'en' | 'es';
  readonly groups: readonly FoundGroup[] | null;
  /** 1 for each row of a set that a filter names. */
  readonly rowSet: (name: string) => Uint8Array | undefined;
  readonly today: EpochDay;
};

export type ExportedFile = WrittenFile & { readonly part: ExportPart | 'manifest'; readonly rows: number };
export type ExportOutcome = { readonly files: readonly ExportedFile[]; readonly leftOut: number; readonly problems: readonly CrmProblem[]; readonly change: Change };

/** Writes one file by temporary name, fsync and rename. */
export type WriteFile = (file: Pick<ExportFile, 'name' | 'bytes'>) => Promise<WrittenFile & { readonly rows: number }>;

/**
 * Writes the files of a profile and a manifest beside them; the caller commits the change, which says what left the workspace.
 * @param stamp names the files, such as 2026-03-14; '' for names without a day
 */
export async function runExport(subject: ExportSubject, profile: ExportProfile, stamp: string, at: number, write: WriteFile, job: Job): Promise<ExportOutcome> {
  const { workspace } = subject;
  const places = await placesOf(subject, profile, job);
  const { files, leftOut } = exportFiles({ ...subject, profile, places, stamp, findings: (ids) => findingsOf(subject, ids, job) });
  const written: ExportedFile[] = [];
  for (const file of files) {
    job.report({ stage: 'exporting', done: written.length, total: files.length, unit: 'steps' });
    written.push({ part: file.part, ...(await write(file)) });
  }
  const items: StateItem[] = [
    ...written.map(({ part, name, rows, bytes, sha256, displayPath }): ExportItem => ({ kind: 'export', part, fileName: name, rows, bytes, sha256, where: displayPath })),
    { kind: 'exportRun', profile: JSON.stringify(profile) },
  ];
  // What depends on the moment stays out of exports that are to be the same bytes each time.
  const { head, info } = workspace;
  const timeless = profile.ids === 'content';
  const manifest = {
    kind: 'fichero-export',
    v: 1,
    ...(timeless ? {} : { workspace: info.id, at: new Date(at).toISOString(), head: { size: head.size, hash: head.hash } }),
    profile,
    leftOut: leftOut.records,
    files: written.map(({ name, part, rows, bytes, sha256 }) => ({ name, part, rows, bytes, sha256 })),
  };
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  const rows = written.reduce((sum, file) => sum + file.rows, 0);
  written.push({
    part: 'manifest',
    ...(await write({
      name: `manifest${stamp === '' ? '' : `-${stamp}`}.json`,
      // oxlint-disable-next-line require-yield -- One chunk is the whole file.
      bytes: async function* () {
        yield text;
        return { rows: 0 };
      },
    })),
  });
  return { files: written, leftOut: leftOut.records, problems: leftOut.problems, change: { act: 'export', items, undoes: null, note: { files: written.length - 1, rows }, basis: null } };
}

/** What the profile's system would not take, told before anything is written. */
export async function checkExport(subject: ExportSubject, profile: ExportProfile, job: Job): Promise<{ readonly records: number; readonly taken: number; readonly leftOut: number; readonly problems: readonly CrmProblem[]; readonly comparedWith: number | null }> {
  const { workspace, golden } = subject;
  const places = await placesOf(subject, profile, job);
  const records = places?.length ?? golden.length;
  const since = profile.onlyChanged ? lastExportOf(workspace.state.entries, profile) : undefined;
  const comparedWith = since === undefined ? null : workspace.state.entries[since]!.at;
  if (profile.crm === null) return { records, taken: records, leftOut: 0, problems: [], comparedWith };
  const ids = profile.ids === 'content' ? contentRecordIds(workspace) : goldenRecordIds(workspace);
  const checked = checkCrm({ ...subject, places, ids, suffix: '' }, crmProfiles[profile.crm]);
  return { records, taken: checked.records, leftOut: checked.leftOut.records, problems: checked.leftOut.problems, comparedWith };
}

/** The golden records that a profile is about; null for all. */
async function placesOf(subject: ExportSubject, profile: ExportProfile, job: Job): Promise<Places> {
  const { golden, knowledge, workspace } = subject;
  let places: Places = null;
  const filter = profile.filter === null ? undefined : readFilter(profile.filter);
  if (filter !== undefined) {
    const context = knowledge.queryContext((name) => {
      const rows = subject.rowSet(name);
      return rows === undefined ? undefined : Uint8Array.from(golden.leads, (lead) => rows[lead]!);
    });
    places = await filterRows(golden, filter, context, job);
  }
  const since = profile.onlyChanged ? lastExportOf(workspace.state.entries, profile) : undefined;
  return since === undefined ? places : changedSince(subject, workspace.asOf(since), profile, places, job);
}

/** Records that were not there then, or read differently. */
async function changedSince({ workspace, golden, language }: ExportSubject, past: Workspace, profile: ExportProfile, places: Places, job: Job): Promise<Uint32Array> {
  const before = await GoldenTable.make(past, new GoldenView(past, new FieldKnowledge(past.rows, language)), undefined, job);
  const ids = profile.ids === 'content' ? contentRecordIds : null;
  const idNow = ids === null ? goldenRecordIds(workspace) : ids(workspace);
  const idThen = ids === null ? goldenRecordIds(past) : ids(past);
  const placeThen = new Map<string, number>();
  before.leads.forEach((lead, place) => placeThen.set(idThen.of(lead as RowId), place));
  const fields = profile.columns?.map(({ field }) => field) ?? golden.fields;
  const changed: number[] = [];
  const count = places?.length ?? golden.length;
  for (let at = 0; at < count; at++) {
    if (at % 4096 === 0) await job.breathe();
    const place = places === null ? at : places[at]!;
    const then = placeThen.get(idNow.of(golden.leads[place]! as RowId));
    if (then === undefined) {
      changed.push(place);
      continue;
    }
    const now = golden.cells(place);
    const old = before.cells(then);
    if (fields.some((field) => (now[golden.fields.indexOf(field)] ?? '') !== (old[before.fields.indexOf(field)] ?? ''))) changed.push(place);
  }
  return Uint32Array.from(changed);
}

const findingHeaders = ['rule', 'severity', 'field', 'value', 'reason', 'state', 'goldenId', 'source', 'row'];

function findingsOf(subject: ExportSubject, ids: RecordIds, job: Job): { readonly headers: readonly string[]; readonly tables: AsyncIterable<Table> } {
  return { headers: findingHeaders, tables: findingTables(subject, ids, job) };
}

const FINDINGS_AT_ONCE = 20_000;
const stateNames = Object.fromEntries(Object.entries(findingStates).map(([name, number]) => [number, name]));

/** By the rules and rulings of the workspace, as they stand. */
async function* findingTables({ workspace, knowledge, today }: ExportSubject, ids: RecordIds, job: Job): AsyncGenerator<Table> {
  const { rows } = workspace;
  const freshness = freshnessOfWorkspace(workspace, knowledge.datesOf, today);
  const { findings, states } = await analyseWorkspace(workspace, freshness, job);
  const rules = findings.perRule.map((outcome) => outcome.rule);
  for (let from = 0; from < findings.length || from === 0; from += FINDINGS_AT_ONCE) {
    const places = Array.from({ length: Math.min(FINDINGS_AT_ONCE, findings.length - from) }, (_, i) => from + i);
    const row = (at: number): RowId => findings.row[at]! as RowId;
    const rule = (at: number) => rules[findings.rule[at]!]!;
    yield tableOf(places.length, [
      columnFrom(places, (at) => rule(at).id),
      columnFrom(places, (at) => rule(at).severity),
      columnFrom(places, (at) => fieldOfCheck(rule(at).check)),
      columnFrom(places, (at) => {
        const column = rows.field(fieldOfCheck(rule(at).check));
        return column === undefined ? undefined : textAt(column, row(at));
      }),
      columnFrom(places, (at) => findings.reasons[findings.reason[at]!]?.kind),
      columnFrom(places, (at) => stateNames[states[at]!]),
      columnFrom(places, (at) => ids.of(row(at))),
      columnFrom(places, (at) => sourceName(workspace, row(at))),
      columnFrom(places, (at) => ids.numberOf(row(at))),
    ]);
  }
}
