// fichero enrich: proposes values from a reference file, and accepts those that are sure enough.
import { resolve } from 'node:path';
import { conflictRules, isSameLinkage, type Bring, type ConflictRule, type KeyPair, type LinkCounts } from '../../shared/enrich/enrichTypes.ts';
import { ProposalList, type Proposal } from '../../shared/enrich/ProposalList.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { canonicalFields, type FieldId } from '../../shared/model/fields.ts';
import type { Load } from '../../shared/model/source.ts';
import { linkRecords, proposeLinked, showsOf, type Records } from '../../shared/state/enrich/enrichWorkspace.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { planAccept, planLinkage } from '../../shared/state/plan/planEnrich.ts';
import { loadReference } from '../../shared/state/files/referenceFile.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { withFile } from './fileSource.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted, troubleWords } from './words.ts';

/** Proposals are only counted unless --accept-above says from which confidence (0 to 1) they are accepted, as one entry. */
export const runEnrich: Command = (args, io) => {
  const { values, positionals } = readArguments(args, {
    from: { type: 'string' },
    key: { type: 'string', multiple: true },
    fields: { type: 'string', multiple: true },
    rule: { type: 'string' },
    name: { type: 'string' },
    'accept-above': { type: 'string' },
    json: { type: 'boolean' },
  });
  const { from } = values;
  if (from === undefined || values.key === undefined || values.fields === undefined) throw new UsageError('Name the file, its keys and the fields.');
  const above = values['accept-above'] === undefined ? null : Number(values['accept-above']);
  if (above !== null && !(above >= 0 && above <= 1)) throw new UsageError('--accept-above takes a number from 0 to 1.');
  const rule = conflictRules.find((one) => one === (values.rule ?? 'ifEmpty'));
  if (rule === undefined) throw new UsageError(`--rule is one of ${conflictRules.join(', ')}.`);
  return withWorkspace(positionals[0], io, false, async ({ workspace }) => {
    const job = jobFor(io);
    const startedAt = performance.now();
    const load = await takeReference(workspace, resolve(io.cwd, from), values.name, job);
    const records = await recordsOf(workspace, job);
    const keys = (values.key ?? []).flatMap((list) => list.split(',')).map((text) => keyOf(text, load, records));
    const bring = (values.fields ?? []).flatMap((list) => list.split(',')).map((text) => bringOf(text, load, records, rule));
    const linkage = { reference: load.id, by: 'key' as const, keys, bring };
    const known = workspace.state.enrichment.linkageOf(load.id);
    if (!isSameLinkage(known, linkage)) accept(await workspace.commit(planLinkage(linkage)), 'not saved');
    const links = await linkRecords(records, linkage, job);
    if (links.counts.referenceWithoutKey === links.counts.referenceRows) io.err(`No row of ${from} has a value in ${keys.map(({ column }) => column).join(', ')}: nothing can be matched by it.\n`);
    const list = new ProposalList();
    await proposeLinked(list, records, linkage, links, job);
    const foundSeconds = (performance.now() - startedAt) / 1000;
    const accepted = above === null ? 0 : await acceptFrom(workspace, records, list, above);
    const report = {
      reference: load.id,
      ...links.counts,
      proposals: list.size,
      byField: Object.fromEntries(list.knownFields.map((field) => [field, list.find({ source: null, field, leastConfidence: 0 }).length])),
      accepted,
      seconds: { found: round(foundSeconds), total: round((performance.now() - startedAt) / 1000) },
      stateDigest: workspace.state.digest(),
    };
    write(report, values.json === true, above, io);
    return 0;
  });
};

function write(report: LinkCounts & { readonly proposals: number; readonly accepted: number }, asJson: boolean, above: number | null, io: Io): void {
  if (asJson) {
    io.out(`${JSON.stringify(report)}\n`);
    return;
  }
  io.out(`${counted(report.records, 'record')}: ${report.matched} matched, ${report.ambiguous} ambiguous, ${report.unmatched} unmatched, ${report.withoutKey} without key.\n`);
  io.out(`${counted(report.proposals, 'value')} proposed, ${above === null ? 'none accepted: say --accept-above P' : `${report.accepted} accepted`}.\n`);
}

/** The same file again is the same reference; nothing is loaded twice. */
async function takeReference(workspace: Workspace, path: string, name: string | undefined, job: Job): Promise<Load> {
  return withFile(path, async (file) => {
    const loaded = await loadReference(workspace, file, { overrides: {}, fields: null, table: { name: name ?? file.name.replace(/\.[^.]+$/, ''), standsFor: null, trustRank: 1, asOf: null }, replaces: [], reuse: true }, job);
    if (!loaded.ok) throw new CommandError(`${path} was not loaded. ${troubleWords(loaded.error)}`);
    return loaded.value;
  });
}

async function recordsOf(workspace: Workspace, job: Job): Promise<Records> {
  const golden = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en'));
  return { workspace, golden, table: await GoldenTable.make(workspace, golden, undefined, job) };
}

async function acceptFrom(workspace: Workspace, records: Records, list: ProposalList, above: number): Promise<number> {
  const chosen = list.find({ source: null, field: null, leastConfidence: above });
  if (chosen.length === 0) return 0;
  function* proposals(): Generator<Proposal> {
    for (const index of chosen) yield list.at(index);
  }
  const planned = planAccept(workspace.state, proposals(), showsOf(records));
  if (!planned.ok) return 0;
  accept(await workspace.commit(planned.value), 'not saved');
  return planned.value.items.length;
}

/** FIELD=COLUMN, or one word that is both. */
function keyOf(text: string, load: Load, records: Records): KeyPair {
  const [left, right] = halves(text);
  const field = ownField(left, records);
  if (field === undefined) throw new CommandError(`--key ${text}: the records have no field "${left}". Fields: ${records.table.fields.join(', ')}.`);
  return { field, column: columnOf(right, load, '--key') };
}

function bringOf(text: string, load: Load, records: Records, rule: ConflictRule): Bring {
  const [left, right] = halves(text);
  const column = columnOf(right, load, '--fields');
  const guessed = load.reference?.fields.find((one) => one.column === column)?.field;
  const field = ownField(left, records) ?? canonicalFields.find((one) => one === left) ?? guessed ?? `custom:${column}`;
  return { column, field, rule };
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)];
}

function ownField(text: string, { table }: Records): FieldId | undefined {
  return table.fields.find((field) => field === text || field === `custom:${text}`);
}

/** A column by its name, or by the field that it was taken for. */
function columnOf(text: string, { columns, reference, fileName }: Load, option: string): string {
  const named = columns.find((column) => column === text) ?? reference?.fields.find(({ field }) => field === text)?.column;
  if (named === undefined) throw new CommandError(`${option}: ${fileName} has no column "${text}". Columns: ${columns.join(', ')}.`);
  return named;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
