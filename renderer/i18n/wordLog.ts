// Says in words what an entry of the change log did.
import type { LogLine } from '../../shared/contract/engine.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { en } from './en/index.ts';
import type { TextKey } from './index.ts';
import type { Words } from './useText.ts';
import { wordField } from './wordField.ts';

const said: Readonly<Record<string, string>> = en.log.said;
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '');

/** The kind of an entry in a word or two. */
export function wordAct({ t, has }: Words, act: string): string {
  return has(`log.act.${act}`) ? t(`log.act.${act}` as TextKey) : act;
}

/** A whole sentence where the entry carries the facts for it, otherwise its kind and the number of changes. */
export function wordEntry(words: Words, line: LogLine): string {
  const facts: Record<string, string | number> = { ...line.facts };
  if (line.undoes !== null) facts['undoes'] ??= line.undoes;
  if (typeof facts['field'] === 'string') facts['field'] = wordField(words, facts['field'] as FieldId);
  const form = formOf(line.act, facts);
  const text = said[form];
  if (text !== undefined && placeholders(text).every((name) => name in facts)) return words.t(`log.said.${form}` as TextKey, facts);
  const kind = wordAct(words, line.act);
  return line.items > 0 ? `${kind} · ${words.t('log.items', { count: line.items })}` : kind;
}

/** Some acts have more than one sentence; the facts tell which. */
function formOf(act: string, facts: LogLine['facts']): string {
  if (act === 'tag' && 'name' in facts) return 'classify';
  if (act === 'refresh') return 'answers' in facts ? 'answers' : 'refresh';
  if (act === 'merge' && typeof facts['groups'] === 'number' && facts['groups'] > 1) return 'mergeMany';
  if (typeof facts['what'] === 'string') return `${act}-${facts['what']}`;
  if (act === 'edit' && 'cells' in facts && 'fields' in facts) return 'editCells';
  if (act === 'edit' && 'cells' in facts && facts['cells'] !== 1) return 'editMany';
  if (act === 'standardise' && 'fields' in facts) return 'standardiseMany';
  if (act === 'load' && 'reference' in facts) return 'loadReference';
  if (act === 'restore') return 'undoes' in facts ? 'lift' : 'backupAt' in facts ? 'restoreBackup' : 'restoreOthers';
  if (act === 'approve' && 'block' in facts) return 'approveErasure';
  if (act === 'checkpoint' && 'receipt' in facts) return 'receipt';
  return act === 'enrich' && 'rejected' in facts ? 'reject' : act;
}
