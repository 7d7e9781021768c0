// What queries need to know about the data beyond its texts; handed in, so that this folder knows no formats.
import type { FieldId } from '../../model/fields.ts';

/** Folds case and accents away, each code unit on its own. */
export type Fold = (text: string) => string;
/** The number (or epoch day) that a text stands for; NaN where it stands for none. */
export type Reader = (text: string) => number;

/**
 * Results are remembered per column and per function, so the functions handed out must stay the same objects for as
 * long as they mean the same.
 */
export type QueryContext = {
  readonly fold: Fold;
  /** BCP 47 tag whose collation orders texts, for example 'es'. */
  readonly locale: string;
  /** How a field's values compare when sorted. */
  typeOf(field: FieldId): 'text' | 'number' | 'date';
  numberReader(field: FieldId): Reader;
  dateReader(field: FieldId): Reader;
  /** 1 for each row that is a member, else 0; undefined where no set has the name. */
  rowSet(name: string): Uint8Array | undefined;
};
