// A table is named text columns of one length.
import type { TextColumn } from './TextColumn.ts';

export type NamedColumn = { readonly name: string; readonly column: TextColumn };

export type Table = {
  readonly length: number;
  readonly columns: readonly NamedColumn[];
};
