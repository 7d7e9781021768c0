// The columns of reference tables as lists of values that rules can ask for.
import type { RuleCheck } from '../../profile/rules.ts';
import { valueCount, valueText, type TextColumn } from '../../table/TextColumn.ts';
import { foldWords } from '../../values/fold.ts';
import type { Workspace } from '../workspace.ts';

type List = { readonly name: string; readonly column: TextColumn };

/** A list is named by its table and its column, so that a newer version of the table takes its place. */
function listsOf({ rows, state }: Workspace): List[] {
  return state.enrichment.liveReferences.flatMap((id) => {
    const table = state.load(id)?.reference?.name ?? '';
    return (rows.table(id)?.columns ?? []).map(({ name, column }) => ({ name: `${table}: ${name}`, column }));
  });
}

/** Names of all lists, in the order of tables and columns. */
export function listNames(workspace: Workspace): string[] {
  return listsOf(workspace).map(({ name }) => name);
}

/** Values of the lists that the checks ask for, folded by `foldWords`; lists that are not there are left out. */
export function readLists(workspace: Workspace, checks: readonly RuleCheck[]): Map<string, ReadonlySet<string>> {
  const wanted = new Set(checks.flatMap(namesIn));
  const read = new Map<string, ReadonlySet<string>>();
  if (wanted.size === 0) return read;
  for (const { name, column } of listsOf(workspace)) {
    if (!wanted.has(name)) continue;
    const values = new Set<string>();
    for (let value = 0; value < valueCount(column); value++) values.add(foldWords(valueText(column, value)));
    values.delete('');
    read.set(name, values);
  }
  return read;
}

function namesIn(check: RuleCheck): string[] {
  return check.kind === 'when' ? namesIn(check.check) : check.kind === 'reference' ? [check.list] : [];
}
