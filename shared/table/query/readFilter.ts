// Reads a filter that was kept as JSON; whoever wrote it may have been somebody else.
import { fieldFromText } from '../../model/fields.ts';
import type { Filter } from './Filter.ts';

const MOST_DEPTH = 20;

/** The filter that the text spells, or undefined where it spells none. */
export function readFilter(text: string): Filter | undefined {
  try {
    return filterOf(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
}

type Raw = Readonly<Record<string, unknown>>;

function filterOf(value: unknown, depth: number): Filter | undefined {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return undefined;
  const raw = value as Raw;
  const field = typeof raw['field'] === 'string' ? fieldFromText(raw['field']) : undefined;
  switch (raw['kind']) {
    case 'all':
    case 'any': {
      const of = Array.isArray(raw['of']) ? raw['of'].map((one) => filterOf(one, depth + 1)) : [undefined];
      return of.every((one) => one !== undefined) ? { kind: raw['kind'], of } : undefined;
    }
    case 'not': {
      const of = filterOf(raw['of'], depth + 1);
      return of === undefined ? undefined : { kind: 'not', of };
    }
    case 'equals':
      return field !== undefined && isTexts(raw['values']) ? { kind: 'equals', field, values: raw['values'] } : undefined;
    case 'contains':
    case 'startsWith':
      return field !== undefined && typeof raw['text'] === 'string' ? { kind: raw['kind'], field, text: raw['text'] } : undefined;
    case 'blank':
    case 'missing':
      return field === undefined ? undefined : { kind: raw['kind'], field };
    case 'numberRange':
    case 'dateRange':
      return field !== undefined && isEnd(raw['from']) && isEnd(raw['to']) ? { kind: raw['kind'], field, from: raw['from'], to: raw['to'] } : undefined;
    case 'unreadable':
      return field !== undefined && (raw['as'] === 'number' || raw['as'] === 'date') ? { kind: 'unreadable', field, as: raw['as'] } : undefined;
    case 'search': {
      const fields = isTexts(raw['fields']) ? raw['fields'].flatMap((one) => fieldFromText(one) ?? []) : undefined;
      const mode = (['exact', 'substring', 'fuzzy'] as const).find((one) => one === raw['mode']);
      return fields !== undefined && mode !== undefined && typeof raw['text'] === 'string' ? { kind: 'search', text: raw['text'], fields, mode } : undefined;
    }
    case 'rows':
      return typeof raw['set'] === 'string' ? { kind: 'rows', set: raw['set'] } : undefined;
    default:
      return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isEnd(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value));
}
