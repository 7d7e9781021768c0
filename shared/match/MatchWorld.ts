// The rows of a run as numbers: one value code per row and comparison, row after row, and what the codes mean.
import { allocateOrdinary, type Allocate } from '../table/allocate.ts';
import { sortByHash } from './keys/blocks.ts';
import { finishHash } from './prepare/Interner.ts';
import type { PreparedField } from './prepare/PreparedField.ts';

export type MatchWorld = {
  readonly rows: number;
  /** Rows that counts of values and words refer to: those of the earlier run where one is taken up. */
  readonly countedRows: number;
  readonly fields: readonly PreparedField[];
  /** Codes of row `r`, comparison `c` at `r * fields.length + c`: scoring reads whole rows. */
  readonly codes: Uint32Array;
  /** Hash of all compared values of the row; the same whatever the order of rows. */
  readonly rowHashes: Uint32Array;
  /** Per row: 1 person, 2 organisation, 0 unknown. */
  readonly kinds: Uint8Array;
  /** Per row a source number; undefined where there is one source. */
  readonly sources: Uint32Array | undefined;
};

export function buildWorld(fields: readonly PreparedField[], rows: number, sources: Uint32Array | undefined, allocate: Allocate = allocateOrdinary, countedRows = rows): MatchWorld {
  const width = fields.length;
  const codes = new Uint32Array(allocate(Math.max(4, rows * width * 4)), 0, rows * width);
  const rowHashes = new Uint32Array(allocate(Math.max(4, rows * 4)), 0, rows);
  const kinds = new Uint8Array(allocate(Math.max(1, rows)), 0, rows);
  const personal = fields.map(({ plan }) => plan.kind === 'given' || plan.kind === 'surname' || (plan.kind === 'date' && plan.field?.startsWith('birthDate') === true) || plan.field === 'gender');
  const company = fields.map(({ plan }) => plan.field?.startsWith('companyName') === true);
  const whole = fields.map(({ plan }) => plan.kind === 'name');
  const hasPersonal = personal.some(Boolean);
  for (let row = 0; row < rows; row++) {
    let hash = 0x2545f491;
    let person = false;
    let organisation = false;
    let mark = 0;
    const base = row * width;
    for (let c = 0; c < width; c++) {
      const field = fields[c]!;
      const code = field.codes[row]!;
      codes[base + c] = code;
      hash = Math.imul(hash ^ field.values.hashes[code]!, 0x9e3779b1);
      hash = (hash << 13) | (hash >>> 19);
      if (code === 0) continue;
      if (personal[c]!) person = true;
      if (company[c]!) organisation = true;
      if (whole[c]! && !hasPersonal) organisation = true;
      if (field.marks !== undefined && field.marks[code] !== 0) mark = field.marks[code]!;
    }
    rowHashes[row] = finishHash(hash);
    kinds[row] = mark !== 0 ? mark : person ? 1 : organisation ? 2 : 0;
  }
  // From here on codes are read row by row; each comparison's own list of them is let go.
  const none = new Uint32Array(0);
  return { rows, countedRows, fields: fields.map((field) => ({ ...field, codes: none })), codes, rowHashes, kinds, sources };
}

/** Rows in an order that depends on their content only. Equal rows are interchangeable. */
export function rowsByContent(world: MatchWorld): Uint32Array {
  return sortByHash(world.rowHashes, Uint32Array.from({ length: world.rows }, (_, row) => row)).rows;
}
