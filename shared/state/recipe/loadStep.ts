// The step that reads a file and maps its columns; a later delivery is compared by key with the rows that are there.
import { ok, err } from '../../kernel/result.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import { encodings } from '../../load/encoding.ts';
import { fieldFromText } from '../../model/fields.ts';
import type { LoadStep } from '../../model/recipe.ts';
import type { ColumnMapping, LoadChoices } from '../../model/source.ts';
import { loadFile } from '../files/loadFile.ts';
import { compareFile, countsOf, refreshSource } from '../files/refreshFile.ts';
import type { RecipeKind } from './recipeKind.ts';

export const loadStep: RecipeKind<LoadStep> = {
  derive({ state, source }) {
    const load = state.loads.findLast((one) => one.source === source && one.current && one.reference === undefined);
    if (load === undefined) return [];
    const { format: _, ...reading } = load.choices;
    return [{ kind: 'load', reading: readingOf(load.choices.format, reading), mapping: load.mapping, keys: load.keys ?? keysOf(load.mapping) }];
  },
  read(raw) {
    const mapping = Array.isArray(raw['mapping']) ? raw['mapping'].map(mappingOf) : undefined;
    const reading = raw['reading'];
    if (mapping === undefined || mapping.some((one) => one === undefined) || typeof reading !== 'object' || reading === null) return undefined;
    const keys = Array.isArray(raw['keys']) ? raw['keys'].filter((key): key is string => typeof key === 'string') : [];
    return { kind: 'load', reading: reading as LoadStep['reading'], mapping: mapping as ColumnMapping[], keys };
  },
  async apply({ reading, mapping, keys }, { workspace, source, file, loaded }, run, job) {
    const overrides = overridesOf(reading);
    const known = workspace.state.sources.find(({ name }) => name === source);
    const hasRows = known !== undefined && workspace.state.loads.some((load) => load.current && load.source === known.id);
    if (hasRows && keys.length > 0) {
      const compared = await compareFile(workspace, file, { source: known.id, keys, overrides }, job);
      if (!compared.ok) return compared;
      const refreshed = await refreshSource(workspace, compared.value, job, { mapping: mapping.filter(({ column }) => compared.value.table.columns.some(({ name }) => name === column)) });
      if (!refreshed.ok) return err({ kind: 'machine', trouble: refreshed.error });
      run.load = refreshed.value;
      await loaded(run.load);
      const { added, changed, unchanged } = countsOf(compared.value);
      return ok({ done: added + changed + unchanged, unused: run.load.quarantined });
    }
    const read = await loadFile(workspace, file, { overrides, mapping, source: known === undefined ? { kind: 'new', name: source } : { kind: 'known', id: known.id }, mode: { kind: hasRows ? 'replace' : 'append' } }, job);
    if (!read.ok) return read;
    run.load = read.value;
    await loaded(run.load);
    return ok({ done: run.load.rows, unused: run.load.quarantined });
  },
};

/** Only what says something about the format; a workbook has no delimiter. */
function readingOf(format: string, reading: Omit<LoadChoices, 'format'>): LoadStep['reading'] {
  const { encoding, delimiter, quote, escape, padded, headerLine, ...parts } = reading;
  if (format === 'delimited') return { encoding, delimiter, quote, escape, padded, headerLine, ...parts };
  return ['xlsx', 'xlsb', 'xls', 'ods'].includes(format) ? { headerLine, ...parts } : parts;
}

function keysOf(mapping: readonly ColumnMapping[]): string[] {
  return mapping.filter(({ field }) => field === 'customerId').map(({ column }) => column).slice(0, 1);
}

export function overridesOf({ encoding, delimiter, quote, escape, padded, headerLine, sheet, entry, fillShort, keepApostrophes }: LoadStep['reading']): LoadOverrides {
  const known = encodings.find((one) => one === encoding);
  return {
    ...(known === undefined ? {} : { encoding: known }),
    ...(delimiter === undefined || delimiter === '' ? {} : { delimiter }),
    ...(quote === '"' || quote === "'" || quote === '' ? { quote } : {}),
    ...(escape === 'doubled' || escape === 'backslash' ? { escape } : {}),
    ...(typeof padded === 'boolean' ? { padded } : {}),
    ...(typeof headerLine === 'number' ? { headerLine } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    ...(entry === undefined ? {} : { entry }),
    ...(fillShort === true ? { fillShort } : {}),
    ...(keepApostrophes === true ? { restoreFormulas: false } : {}),
  };
}

function mappingOf(value: unknown): ColumnMapping | undefined {
  const raw = value as Readonly<Record<string, unknown>> | null;
  if (typeof raw?.['column'] !== 'string') return undefined;
  const field = raw['field'] === null ? null : typeof raw['field'] === 'string' ? fieldFromText(raw['field']) : undefined;
  if (field === undefined) return undefined;
  const decimal = ([',', '.'] as const).find((one) => one === raw['decimal']);
  const dates = (['dmy', 'mdy', 'ymd'] as const).find((one) => one === raw['dates']);
  return { column: raw['column'], field, ...(decimal === undefined ? {} : { decimal }), ...(dates === undefined ? {} : { dates }) };
}

