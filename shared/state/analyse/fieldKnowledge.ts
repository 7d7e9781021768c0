// Knows how each field of a workspace writes its dates and numbers, and whether a value is right.
import { canonicalOf, dateFields, type CanonicalField, type FieldId } from '../../model/fields.ts';
import type { TextColumn } from '../../table/TextColumn.ts';
import { textAt, valueCount, valueText } from '../../table/TextColumn.ts';
import type { QueryContext, Reader } from '../../table/query/QueryContext.ts';
import { decideDecimal, readAmount } from '../../values/amount.ts';
import { epochDayOf } from '../../values/calendar.ts';
import { decideDateFormat, parseDate, type DateFormat } from '../../values/dateFormat.ts';
import { foldText } from '../../values/fold.ts';
import type { ReadContext } from '../../values/reading.ts';
import { readValue } from '../../values/readValue.ts';
import type { Knowledge } from '../golden/goldenView.ts';
import type { WorkspaceRows } from '../workspaceRows.ts';
import type { DayRange, DayReader } from '../../freshness/dayColumn.ts';
import type { LoadId, RowId } from '../../model/ids.ts';
import type { ColumnMapping } from '../../model/source.ts';

/** Values of a column that a decision about its format is made from. */
const VALUES_LOOKED_AT = 2000;
/** From this share of readable values a custom column counts as numbers or dates. */
const TYPED_SHARE = 0.95;

type Known = {
  readonly column: TextColumn;
  readonly type: 'text' | 'number' | 'date';
  readonly number: Reader;
  readonly date: Reader;
  readonly context: ReadContext;
  /** Whether a value is right, by value. */
  readonly verdicts: Map<string, boolean | undefined>;
};

/** Decisions are made per column once and kept while the column is the same. */
export class FieldKnowledge implements Knowledge {
  private readonly rows: WorkspaceRows;
  private readonly language: 'en' | 'es';
  private readonly known: Map<FieldId, Known>;
  /** Asked for every row of every record: kept while the loads are the same. */
  private readonly ranges = new Map<FieldId, DayRange[]>();
  private rangesOf: unknown;
  /** How each delivery writes the dates of a field; sources differ in that. */
  private readonly dayReaders: Map<FieldId, Map<LoadId, { readonly column: TextColumn; readonly read: DayReader }>>;

  /** @param before decisions of an earlier version are taken over where the column did not change */
  constructor(rows: WorkspaceRows, language: 'en' | 'es', before?: FieldKnowledge) {
    this.rows = rows;
    this.language = language;
    this.known = before?.known ?? new Map();
    this.dayReaders = before?.dayReaders ?? new Map();
  }

  readonly validity = (field: FieldId, value: string): boolean | undefined => {
    const canonical = canonicalOf(field);
    const known = this.of(field);
    if (canonical === undefined || known === undefined) return undefined;
    if (known.verdicts.has(value)) return known.verdicts.get(value);
    const { validity } = readValue(canonical, value, known.context);
    const verdict = validity === 'empty' ? undefined : validity !== 'invalid';
    known.verdicts.set(value, verdict);
    return verdict;
  };

  /** How the rows of each delivery write the dates of a field. */
  readonly datesOf = (field: FieldId): DayRange[] => {
    const { loads } = this.rows;
    if (this.rangesOf !== loads) this.ranges.clear();
    this.rangesOf = loads;
    let ranges = this.ranges.get(field);
    if (ranges === undefined) this.ranges.set(field, (ranges = this.findDates(field)));
    return ranges;
  };

  private findDates(field: FieldId): DayRange[] {
    return this.rows.parts(field).flatMap(({ load, firstRow, rows, column }) => (column === undefined ? [] : [{ firstRow, rows, read: this.dayReader(field, load, column) }]));
  }

  dayOf(field: FieldId, row: RowId): number | undefined {
    const range = this.datesOf(field).find(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
    return range?.read(textAt(this.rows.field(field)!, row));
  }

  /** The orders of day, month and year in which its deliveries write a field. */
  dateOrdersOf(field: FieldId): ReadonlySet<DateFormat['order']> {
    return new Set(this.rows.parts(field).flatMap(({ load, column }) => (column === undefined ? [] : [this.dateFormatOf(field, load, column).order])));
  }

  private dateFormatOf(field: FieldId, load: LoadId, column: TextColumn): DateFormat {
    const said = this.saidOf(field, load).dates;
    return said === undefined ? decideDateFormat(someValues(column)).format : { order: said, serial: false };
  }

  private dayReader(field: FieldId, load: LoadId, column: TextColumn): DayReader {
    let readers = this.dayReaders.get(field);
    if (readers === undefined) this.dayReaders.set(field, (readers = new Map()));
    const known = readers.get(load);
    if (known?.column === column) return known.read;
    const format = this.dateFormatOf(field, load, column);
    const read: DayReader = (text) => {
      const parsed = parseDate(text, format);
      return parsed.kind === 'date' ? epochDayOf(parsed.year, parsed.month, parsed.day) : undefined;
    };
    readers.set(load, { column, read });
    return read;
  }

  contextOf(field: FieldId): ReadContext {
    return this.of(field)?.context ?? { country: 'ES' };
  }

  queryContext(rowSet: (name: string) => Uint8Array | undefined): QueryContext {
    return {
      fold: foldText,
      locale: this.language,
      typeOf: (field) => this.typeOf(field),
      numberReader: (field) => this.of(field)?.number ?? noReading,
      dateReader: (field) => this.of(field)?.date ?? noReading,
      rowSet,
    };
  }

  /** What the user said about how a field is written; of one load, or the latest of all. */
  private saidOf(field: FieldId, load: LoadId | null): Pick<ColumnMapping, 'decimal' | 'dates'> {
    const mappings = this.rows.loads.filter((one) => (load === null ? one.current : one.id === load)).flatMap(({ mapping }) => mapping);
    return mappings.findLast((one) => one.field === field && (one.decimal !== undefined || one.dates !== undefined)) ?? {};
  }

  private typeOf(field: FieldId): Known['type'] {
    const canonical = canonicalOf(field);
    // Most fields tell by their name; the values need not be read for it.
    if (canonical !== undefined && this.rows.field(field) !== undefined) return typeOfCanonical(canonical);
    return this.of(field)?.type ?? 'text';
  }

  private of(field: FieldId): Known | undefined {
    const column = this.rows.field(field);
    if (column === undefined) return undefined;
    const before = this.known.get(field);
    if (before?.column === column) return before;
    const known = decide(column, canonicalOf(field), this.saidOf(field, null));
    this.known.set(field, known);
    return known;
  }
}

const noReading: Reader = () => Number.NaN;

function decide(column: TextColumn, field: CanonicalField | undefined, said: Pick<ColumnMapping, 'decimal' | 'dates'>): Known {
  const values = someValues(column);
  const format = said.dates === undefined ? decideDateFormat(values).format : { order: said.dates, serial: false };
  const decimal = said.decimal ?? decideDecimal(values);
  const date: Reader = (text) => {
    const parsed = parseDate(text, format);
    return parsed.kind === 'date' ? epochDayOf(parsed.year, parsed.month, parsed.day) : Number.NaN;
  };
  const context: ReadContext = { country: 'ES', dateFormat: format, ...(decimal === undefined ? {} : { decimal }) };
  const number: Reader = (text) => readAmount(text, context).parts.value;
  return { column, type: typeOf(field, values, number, date), number, date, context, verdicts: new Map() };
}

function typeOf(field: CanonicalField | undefined, values: readonly (readonly [string, number])[], number: Reader, date: Reader): Known['type'] {
  if (field !== undefined) return typeOfCanonical(field);
  const share = (reader: Reader): number => values.filter(([text]) => !Number.isNaN(reader(text))).length / Math.max(1, values.length);
  const hasLeadingZeros = values.some(([text]) => /^0\d/.test(text.trim()));
  if (!hasLeadingZeros && values.length > 0 && share(number) >= TYPED_SHARE) return 'number';
  return values.length > 0 && share(date) >= TYPED_SHARE ? 'date' : 'text';
}

function typeOfCanonical(field: CanonicalField): Known['type'] {
  if (field === 'amount') return 'number';
  // A postcode or a phone looks like a number and is none.
  return field === 'birthDate' || dateFields.includes(field) ? 'date' : 'text';
}

/** Distinct values that are not blank, evenly from the whole column, each counted once. */
function someValues(column: TextColumn): (readonly [string, number])[] {
  const count = valueCount(column);
  const step = Math.max(1, Math.floor(count / VALUES_LOOKED_AT));
  const values: (readonly [string, number])[] = [];
  for (let value = 0; value < count; value += step) {
    const text = valueText(column, value);
    if (text.trim() !== '') values.push([text, 1]);
  }
  return values;
}
