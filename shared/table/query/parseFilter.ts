// Reads a filter that was kept as JSON, and refuses anything that is not one.
import { fieldFromText, type FieldId } from '../../model/fields.ts';
import type { Filter } from './Filter.ts';

/** Deeper filters come from no screen. */
const DEEPEST = 32;

/** The filter; undefined where the value is none, or is nested more than 32 deep. */
export function parseFilter(value: unknown, depth = 0): Filter | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST) return undefined;
  const read = value as Readonly<Record<string, unknown>>;
  const kind = read['kind'];
  switch (kind) {
    case 'all':
    case 'any': {
      const of = list(read['of'], (part) => parseFilter(part, depth + 1));
      return of && { kind, of };
    }
    case 'not': {
      const of = parseFilter(read['of'], depth + 1);
      return of && { kind, of };
    }
    case 'rows':
      return typeof read['set'] === 'string' ? { kind, set: read['set'] } : undefined;
    case 'search': {
      const fields = list(read['fields'], fieldOf);
      const { text, fuzzy } = read;
      return fields !== undefined && typeof text === 'string' && typeof fuzzy === 'boolean' ? { kind, text, fields, fuzzy } : undefined;
    }
    default:
      return parseFieldFilter(kind, read);
  }
}

function parseFieldFilter(kind: unknown, read: Readonly<Record<string, unknown>>): Filter | undefined {
  const field = fieldOf(read['field']);
  if (field === undefined) return undefined;
  switch (kind) {
    case 'equals': {
      const values = list(read['values'], (text) => (typeof text === 'string' ? text : undefined));
      return values && { kind, field, values };
    }
    case 'contains':
    case 'startsWith':
      return typeof read['text'] === 'string' ? { kind, field, text: read['text'] } : undefined;
    case 'blank':
    case 'missing':
      return { kind, field };
    case 'numberRange':
    case 'dateRange': {
      const { from, to } = read;
      return isEnd(from) && isEnd(to) ? { kind, field, from, to } : undefined;
    }
    case 'unreadable':
      return read['as'] === 'number' || read['as'] === 'date' ? { kind, field, as: read['as'] } : undefined;
    default:
      return undefined;
  }
}

function fieldOf(value: unknown): FieldId | undefined {
  return typeof value === 'string' ? fieldFromText(value) : undefined;
}

function isEnd(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value));
}

function list<T>(value: unknown, parse: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: T[] = [];
  for (const item of value as readonly unknown[]) {
    const parsed = parse(item);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}
