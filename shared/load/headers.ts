// Gives every column a name that is unique, not empty and safe to use, and keeps what the file called it.

export type ColumnName = {
  /** Unique in the table; what the app uses. */
  readonly name: string;
  /** The header as it stood in the file; undefined where there was none. */
  readonly original: string | undefined;
};

/** Names that mean something on every JavaScript object; harmless in a Map, renamed all the same. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * @param header cells of the header row, or undefined for a file without one.
 * @param count number of columns, at least the header's length.
 */
export function nameColumns(header: readonly string[] | undefined, count: number): ColumnName[] {
  const wanted = Array.from({ length: count }, (_, i) => {
    const text = (header?.[i] ?? '').replaceAll('\ufeff', '').replaceAll(/\s+/gu, ' ').trim();
    if (text === '') return `column ${i + 1}`;
    return reserved.has(text.toLowerCase()) ? `${text} (column)` : text;
  });
  const taken = new Set(wanted);
  const used = new Set<string>();
  return wanted.map((name, i) => {
    let unique = name;
    for (let n = 2; used.has(unique) || (unique !== name && taken.has(unique)); n++) unique = `${name} (${n})`;
    used.add(unique);
    return { name: unique, original: header?.[i] };
  });
}
