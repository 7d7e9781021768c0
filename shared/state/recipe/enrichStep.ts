// The step that brings values from a reference table: how it is tied to the records and from which confidence its values are taken.
import { conflictRules, isSameLinkage, type Bring, type KeyPair, type Linkage } from '../../enrich/enrichTypes.ts';
import { ProposalList, type Proposal } from '../../enrich/ProposalList.ts';
import { err, ok } from '../../kernel/result.ts';
import { fieldFromText, type FieldId } from '../../model/fields.ts';
import type { EnrichStep, Recipe, RecipeMisfit } from '../../model/recipe.ts';
import type { Load } from '../../model/source.ts';
import type { EnrichItem } from '../enrich/enrichItems.ts';
import { linkRecords, proposeLinked, showsOf, type Records } from '../enrich/enrichWorkspace.ts';
import { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import { GoldenTable } from '../golden/goldenTable.ts';
import { GoldenView } from '../golden/goldenView.ts';
import { planAccept, planLinkage } from '../plan/planEnrich.ts';
import type { Projection } from '../facts/projection.ts';
import type { StateEntry } from '../facts/items.ts';
import type { RecipeKind } from './recipeKind.ts';

const PPM = 1_000_000;
const SHA256 = /^[0-9a-f]{64}$/;

export const enrichStep: RecipeKind<EnrichStep> = {
  derive({ state, entries }) {
    const { enrichment } = state;
    return enrichment.liveReferences.flatMap((id): EnrichStep[] => {
      const load = state.load(id);
      const linkage = enrichment.linkageOf(id);
      if (load?.reference === undefined || linkage?.by !== 'key') return [];
      const confidences = entries.flatMap((entry) => entry.items.flatMap((item) => (isAcceptedAlike(state, entry, item) && enrichment.newestOf(item.source) === `reference:${id}` ? [item.confidencePpm] : [])));
      const { keys, bring } = linkage;
      return [{ kind: 'enrich', table: { name: load.reference.name, sha256: load.fileSha256, trustRank: load.reference.trustRank, asOf: load.reference.asOf }, keys, bring, acceptAbovePpm: confidences.length === 0 ? null : confidences.reduce((least, one) => Math.min(least, one)) }];
    });
  },
  read(raw) {
    const table = raw['table'] as Readonly<Record<string, unknown>> | null | undefined;
    const name = table?.['name'];
    const sha256 = table?.['sha256'];
    const trustRank = table?.['trustRank'] ?? 1;
    const asOf = table?.['asOf'] ?? null;
    const above = raw['acceptAbovePpm'];
    const keys = listOf(raw['keys'], keyOf);
    const bring = listOf(raw['bring'], bringOf);
    if (typeof name !== 'string' || typeof sha256 !== 'string' || !SHA256.test(sha256) || keys === undefined || bring === undefined) return undefined;
    if (!isRank(trustRank) || (asOf !== null && !isDay(asOf))) return undefined;
    if (above !== null && !(typeof above === 'number' && above >= 0 && above <= PPM)) return undefined;
    return { kind: 'enrich', table: { name, sha256, trustRank, asOf }, keys, bring, acceptAbovePpm: above };
  },
  async apply(step, { workspace, commit }, _, job) {
    const { keys, bring, acceptAbovePpm } = step;
    const load = tableOf(workspace.state, step);
    if (load === undefined) return ok({ done: 0, unused: 0, missing: [step.table.name] });
    const missing = missingColumns(load, step);
    if (missing.length > 0) return ok({ done: 0, unused: 0, missing: missing.map((column) => `${step.table.name}: ${column}`) });
    const linkage: Linkage = { reference: load.id, by: 'key', keys, bring };
    if (!isSameLinkage(workspace.state.enrichment.linkageOf(load.id), linkage)) {
      const tied = await commit(planLinkage(linkage));
      if (!tied.ok) return err({ kind: 'machine', trouble: tied.error });
    }
    // The same language wherever it runs: what is read from values must not depend on who looks.
    const golden = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en'));
    const records: Records = { workspace, golden, table: await GoldenTable.make(workspace, golden, undefined, job) };
    const list = new ProposalList();
    await proposeLinked(list, records, linkage, await linkRecords(records, linkage, job), job);
    // Compared as the log holds them; a confidence of 0.95 must not fail 950,000 by a hair.
    const chosen = acceptAbovePpm === null ? [] : [...list.find({ source: null, field: null, leastConfidence: 0 })].filter((index) => Math.round(list.at(index).confidence * PPM) >= acceptAbovePpm);
    if (chosen.length === 0) return ok({ done: 0, unused: list.size });
    function* proposals(): Generator<Proposal> {
      for (const index of chosen) yield list.at(index);
    }
    const planned = planAccept(workspace.state, proposals(), showsOf(records));
    if (!planned.ok) return ok({ done: 0, unused: list.size });
    const written = await commit(planned.value);
    return written.ok ? ok({ done: planned.value.items.length, unused: list.size - planned.value.items.length }) : err({ kind: 'machine', trouble: written.error });
  },
};

/** Whether it was accepted together with others as a reference says, which a recipe can do again: by key, and not another value in its place. */
export function isAcceptedAlike({ enrichment }: Projection, entry: StateEntry, item: StateEntry['items'][number]): item is EnrichItem {
  if (item.kind !== 'enrich' || item.proposed !== undefined || item.after === '' || entry.items.length < 2) return false;
  const source = enrichment.newestOf(item.source);
  return enrichment.liveReferences.some((id) => source === `reference:${id}` && enrichment.linkageOf(id)?.by === 'key');
}

/** Reference tables of the recipe that the workspace does not have, or not with the columns that are asked for. */
export function misfitReferences(recipe: Recipe, state: Projection): RecipeMisfit[] {
  return recipe.steps.flatMap((step, at): RecipeMisfit[] => {
    if (step.kind !== 'enrich') return [];
    const load = tableOf(state, step);
    const columns = load === undefined ? [] : missingColumns(load, step);
    return load === undefined || columns.length > 0 ? [{ kind: 'missingReference', step: at, name: step.table.name, columns }] : [];
  });
}

/** The very file, else the newest table of that name. */
function tableOf(state: Projection, { table }: EnrichStep): Load | undefined {
  const loads = state.enrichment.liveReferences.flatMap((id) => state.load(id) ?? []);
  return loads.findLast(({ fileSha256 }) => fileSha256 === table.sha256) ?? loads.findLast(({ reference }) => reference?.name === table.name);
}

function missingColumns({ columns }: Load, { keys, bring }: EnrichStep): string[] {
  return [...new Set([...keys, ...bring].map(({ column }) => column))].filter((column) => !columns.includes(column));
}

function isRank(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isDay(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** All of a list, or nothing where one of them is none or there are none. */
function listOf<One>(raw: unknown, read: (one: Readonly<Record<string, unknown>>) => One | undefined): One[] | undefined {
  if (!Array.isArray(raw) || raw.length === 0) return undefined;
  const all = raw.map((one: unknown) => (typeof one === 'object' && one !== null ? read(one as Readonly<Record<string, unknown>>) : undefined));
  return all.every((one) => one !== undefined) ? all : undefined;
}

function keyOf(raw: Readonly<Record<string, unknown>>): KeyPair | undefined {
  const field: FieldId | undefined = typeof raw['field'] === 'string' ? fieldFromText(raw['field']) : undefined;
  return field === undefined || typeof raw['column'] !== 'string' ? undefined : { field, column: raw['column'] };
}

function bringOf(raw: Readonly<Record<string, unknown>>): Bring | undefined {
  const pair = keyOf(raw);
  const rule = conflictRules.find((one) => one === raw['rule']);
  return pair === undefined || rule === undefined ? undefined : { column: pair.column, field: pair.field, rule };
}
