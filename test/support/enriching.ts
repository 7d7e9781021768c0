// Workspaces with customers and references in memory, for tests of enriching.
import type { Bring, KeyPair, Linkage } from '../../shared/enrich/enrichTypes.ts';
import { ProposalList, type Proposal } from '../../shared/enrich/ProposalList.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Load, ReferenceTable } from '../../shared/model/source.ts';
import type { LoadId } from '../../shared/model/ids.ts';
import { proposeFromInside, proposeFromKeys, type Records } from '../../shared/state/enrich/enrichWorkspace.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import type { FileSource } from '../../shared/state/files/readFile.ts';
import { planLinkage } from '../../shared/state/plan/planEnrich.ts';
import { loadReference } from '../../shared/state/files/referenceFile.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { MemoryJournal } from './memoryJournal.ts';
import { must } from './workspaces.ts';

export function fileOf(name: string, text: string | Uint8Array): FileSource {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.slice(offset, offset + length))) };
}

export async function openMemory(journal = new MemoryJournal()): Promise<Workspace> {
  return must(await Workspace.open({ journal, stamp: () => ({ at: 1_700_000_000_000, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
}

export async function loadCustomers(workspace: Workspace, text: string, source = 'CRM'): Promise<Load> {
  return must(await loadFile(workspace, fileOf(`${source}.csv`, text), { overrides: {}, mapping: null, source: { kind: 'new', name: source }, mode: { kind: 'append' } }, quietJob));
}

export async function loadTable(workspace: Workspace, text: string, about: Partial<Omit<ReferenceTable, 'fields'>> = {}, replaces: readonly LoadId[] = []): Promise<Load> {
  const table = { name: 'Directory', standsFor: null, trustRank: 1, asOf: null, ...about };
  return must(await loadReference(workspace, fileOf(`${table.name}.csv`, text), { overrides: {}, fields: null, table, replaces }, quietJob));
}

export async function tie(workspace: Workspace, reference: LoadId, keys: readonly KeyPair[], bring: readonly Bring[]): Promise<Linkage> {
  const linkage: Linkage = { reference, by: 'key', keys, bring };
  must(await workspace.commit(planLinkage(linkage)));
  return linkage;
}

export async function recordsOf(workspace: Workspace): Promise<Records> {
  const golden = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'es'));
  return { workspace, golden, table: await GoldenTable.make(workspace, golden, undefined, quietJob) };
}

/** What the values of the records themselves and records like each other lead to. */
export async function insideProposals(workspace: Workspace, language: 'en' | 'es' = 'en'): Promise<Proposal[]> {
  const list = new ProposalList();
  const knowledge = new FieldKnowledge(workspace.rows, language);
  await proposeFromInside(list, await recordsOf(workspace), { language, contextOf: (field) => knowledge.contextOf(field) }, quietJob);
  return Array.from({ length: list.size }, (_, index) => list.at(index));
}

export async function proposals(workspace: Workspace): Promise<Proposal[]> {
  const list = await proposeFromKeys(await recordsOf(workspace), quietJob);
  return Array.from({ length: list.size }, (_, index) => list.at(index));
}
