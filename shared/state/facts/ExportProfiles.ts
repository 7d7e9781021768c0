// The export profiles that a workspace keeps under names, folded from its log, and how one is read back from text.
import { crmKinds, exportFileFormats, exportParts, type ExportField, type ExportProfile } from '../../model/exportProfile.ts';
import { fieldFromText } from '../../model/fields.ts';
import type { EntrySeq } from '../../model/ids.ts';
import type { ExportProfileItem, StateEntry } from './items.ts';

export class ExportProfiles {
  private readonly byName = new Map<string, ExportProfile>();

  take({ name, profile }: ExportProfileItem): void {
    const read = profile === null ? undefined : readExportProfile(profile);
    if (read === undefined) this.byName.delete(name);
    else this.byName.set(name, { ...read, name });
  }

  /** By name. */
  get list(): readonly ExportProfile[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Equal for equal profiles, for the state's digest. */
  facts(): readonly string[] {
    return this.list.map((profile) => JSON.stringify(profile));
  }
}

/** The profile that a text spells, or undefined where it spells none. */
export function readExportProfile(text: string): ExportProfile | undefined {
  let raw: Readonly<Record<string, unknown>>;
  try {
    raw = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  return typeof raw === 'object' && raw !== null ? exportProfileOf(raw) : undefined;
}

export function exportProfileOf(raw: Readonly<Record<string, unknown>>): ExportProfile | undefined {
  const parts = Array.isArray(raw['parts']) ? raw['parts'].flatMap((one) => exportParts.find((part) => part === one) ?? []) : [];
  const format = exportFileFormats.find((one) => one === raw['format']);
  const columns = raw['columns'] === null || raw['columns'] === undefined ? null : Array.isArray(raw['columns']) ? raw['columns'].map(fieldOf) : undefined;
  const crm = raw['crm'] === null || raw['crm'] === undefined ? null : crmKinds.find((one) => one === raw['crm']);
  if (parts.length === 0 || format === undefined || columns === undefined || crm === undefined) return undefined;
  if (columns !== null && columns.some((one) => one === undefined)) return undefined;
  return {
    name: typeof raw['name'] === 'string' ? raw['name'] : '',
    parts,
    format,
    columns: columns as readonly ExportField[] | null,
    filter: typeof raw['filter'] === 'string' ? raw['filter'] : null,
    crm,
    onlyChanged: raw['onlyChanged'] === true,
    ids: raw['ids'] === 'content' ? 'content' : 'workspace',
  };
}

function fieldOf(value: unknown): ExportField | undefined {
  const raw = value as Readonly<Record<string, unknown>> | null;
  const field = typeof raw?.['field'] === 'string' ? fieldFromText(raw['field']) : undefined;
  return field === undefined || typeof raw?.['header'] !== 'string' ? undefined : { field, header: raw['header'] };
}

/** The last export that handed on the golden records of such a profile; undefined where there was none. */
export function lastExportOf(entries: readonly StateEntry[], profile: ExportProfile): EntrySeq | undefined {
  return entries.findLast(({ items }) =>
    items.some((item) => {
      if (item.kind !== 'exportRun') return false;
      const run = readExportProfile(item.profile);
      return run !== undefined && run.name === profile.name && run.crm === profile.crm && run.parts.includes('golden') && run.ids === profile.ids;
    }),
  )?.seq;
}
