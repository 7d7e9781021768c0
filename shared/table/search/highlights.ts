// Says which letters of a text a search meant, so that the screen can mark them.
import { foldedBytes } from '../query/foldedColumn.ts';
import type { Fold } from '../query/QueryContext.ts';
import type { SearchMode } from '../query/Filter.ts';
import { trigramsOf } from './trigramIndex.ts';

/** Code units `[from, to)` of the text. */
export type Highlight = { readonly from: number; readonly to: number };

/** Ranges of the text that the search text met: ascending, apart from each other, never splitting a surrogate pair. */
export function highlightsOf(text: string, searched: string, mode: SearchMode, fold: Fold): Highlight[] {
  const { folded, from, to } = foldWithOrigins(text, fold);
  const wanted = fold(searched);
  const marked = new Uint8Array(text.length);
  const mark = (start: number, end: number): void => {
    if (end > start) marked.fill(1, from[start]!, to[end - 1]!);
  };
  if (mode === 'exact') {
    if (folded === wanted) mark(0, folded.length);
  } else {
    const terms = wanted.split(/\s+/u).filter((term) => term !== '');
    for (const term of terms) for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) mark(at, at + term.length);
    if (mode === 'fuzzy') markNearWords(folded, foldedBytes(searched, fold), mark);
  }
  const ranges: Highlight[] = [];
  for (let at = 0; at < marked.length; at++) {
    if (marked[at] === 0) continue;
    const start = at;
    while (at < marked.length && marked[at] === 1) at++;
    ranges.push({ from: start, to: at });
  }
  return ranges;
}

/** Marks the words that share at least half of their trigrams with the search text. */
function markNearWords(folded: string, searched: Uint8Array, mark: (start: number, end: number) => void): void {
  const wanted = new Set(trigramsOf(searched));
  for (const match of folded.matchAll(/[a-z0-9\u0080-\uffff]+/gu)) {
    const trigrams = trigramsOf(foldedBytes(match[0], (same) => same));
    const shared = trigrams.filter((trigram) => wanted.has(trigram)).length;
    if (shared * 2 >= trigrams.length && shared > 0) mark(match.index, match.index + match[0].length);
  }
}

function foldWithOrigins(text: string, fold: Fold): { folded: string; from: number[]; to: number[] } {
  let folded = '';
  const from: number[] = [];
  const to: number[] = [];
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const plain = fold(character);
    for (let i = 0; i < plain.length; i++) {
      from.push(at);
      to.push(at + character.length);
    }
    folded += plain;
    at += character.length;
  }
  return { folded, from, to };
}
