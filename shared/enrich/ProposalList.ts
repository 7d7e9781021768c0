// Proposed values as columns: a million of them take a few dozen MB, and lists of them are filtered in milliseconds.
import type { FieldId } from '../model/fields.ts';
import type { RowId } from '../model/ids.ts';
import { sourceKey, sourceOfKey, type ProposalSource } from './enrichTypes.ts';

/** One proposed value of one record. Nothing is changed by it. */
export type Proposal = {
  /** The first row of the record. */
  readonly row: RowId;
  readonly field: FieldId;
  /** What the record shows now; '' for nothing. */
  readonly before: string;
  readonly value: string;
  readonly source: ProposalSource;
  /** The row that the value was read from: of a reference, or of another record. */
  readonly from: RowId | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** The fields of the record that led to the value. */
  readonly because: readonly FieldId[];
};

const NO_ROW = 0xffff_ffff;
/** Confidence is kept in thousandths. */
const PARTS = 1000;

/** What is kept of a list with the working data. */
export type PackedProposals = {
  readonly numbers: { readonly rows: Uint32Array; readonly fields: Uint16Array; readonly values: Uint32Array; readonly befores: Uint32Array; readonly sources: Uint16Array; readonly from: Uint32Array; readonly confidence: Uint16Array; readonly because: Uint16Array };
  readonly words: { readonly texts: readonly string[]; readonly fields: readonly FieldId[]; readonly sources: readonly string[]; readonly becauses: readonly (readonly FieldId[])[] };
};

export class ProposalList {
  private filled = 0;
  private rows: Uint32Array = new Uint32Array(64);
  private fields: Uint16Array = new Uint16Array(64);
  private values: Uint32Array = new Uint32Array(64);
  private befores: Uint32Array = new Uint32Array(64);
  private sources: Uint16Array = new Uint16Array(64);
  private from: Uint32Array = new Uint32Array(64);
  private confidence: Uint16Array = new Uint16Array(64);
  private because: Uint16Array = new Uint16Array(64);
  private texts: string[] = [];
  private readonly textNumbers = new Map<string, number>();
  private fieldNames: FieldId[] = [];
  private readonly fieldNumbers = new Map<FieldId, number>();
  private sourceNames: ProposalSource[] = [];
  private readonly sourceNumbers = new Map<string, number>();
  private becauses: (readonly FieldId[])[] = [];
  private readonly becauseNumbers = new Map<string, number>();

  get size(): number {
    return this.filled;
  }

  get knownSources(): readonly ProposalSource[] {
    return this.sourceNames;
  }

  get knownFields(): readonly FieldId[] {
    return this.fieldNames;
  }

  /** Takes one in. Proposals of one record should follow each other: lists show them in this order. */
  add({ row, field, before, value, source, from, confidence, because }: Proposal): void {
    this.addNumbered(row, this.fieldNumber(field), before, value, this.sourceNumber(source), from, confidence, this.becauseNumber(because));
  }

  /** As `add`, for loops that look field, source and reason up once. */
  addNumbered(row: RowId, field: number, before: string, value: string, source: number, from: RowId | null, confidence: number, because: number): void {
    if (this.filled === this.rows.length) this.grow();
    const at = this.filled++;
    this.rows[at] = row;
    this.fields[at] = field;
    this.values[at] = this.textNumber(value);
    this.befores[at] = this.textNumber(before);
    this.sources[at] = source;
    this.from[at] = from ?? NO_ROW;
    this.confidence[at] = Math.round(confidence * PARTS);
    this.because[at] = because;
  }

  fieldNumber(field: FieldId): number {
    return numberOf(this.fieldNumbers, this.fieldNames, field, field);
  }

  sourceNumber(source: ProposalSource): number {
    return numberOf(this.sourceNumbers, this.sourceNames, sourceKey(source), source);
  }

  becauseNumber(because: readonly FieldId[]): number {
    return numberOf(this.becauseNumbers, this.becauses, because.join('\n'), because);
  }

  at(index: number): Proposal {
    const from = this.from[index]!;
    return {
      row: this.rows[index]! as RowId,
      field: this.fieldNames[this.fields[index]!]!,
      before: this.texts[this.befores[index]!]!,
      value: this.texts[this.values[index]!]!,
      source: this.sourceNames[this.sources[index]!]!,
      from: from === NO_ROW ? null : (from as RowId),
      confidence: this.confidence[index]! / PARTS,
      because: this.becauses[this.because[index]!]!,
    };
  }

  /** Places of those that fit, in order. Null leaves a side open. */
  find(filter: { readonly source: string | null; readonly field: FieldId | null; readonly leastConfidence: number }, isOpen: (index: number) => boolean = () => true): Uint32Array {
    const { source, field, leastConfidence } = filter;
    const wantedSources = this.sourceNames.map((one) => source === null || one.kind === source || sourceKey(one) === source);
    const wantedField = field === null ? -1 : (this.fieldNumbers.get(field) ?? -2);
    const least = Math.ceil(leastConfidence * PARTS);
    const found = new Uint32Array(this.filled);
    let size = 0;
    for (let at = 0; at < this.filled; at++) {
      if (this.confidence[at]! < least || (wantedField !== -1 && this.fields[at] !== wantedField) || !wantedSources[this.sources[at]!]! || !isOpen(at)) continue;
      found[size++] = at;
    }
    return found.slice(0, size);
  }

  /** How many open ones there are in all, by source and by field. */
  count(isOpen: (index: number) => boolean): { readonly all: number; readonly bySource: readonly number[]; readonly byField: readonly number[] } {
    const bySource = this.sourceNames.map(() => 0);
    const byField = this.fieldNames.map(() => 0);
    let all = 0;
    for (let at = 0; at < this.filled; at++) {
      if (!isOpen(at)) continue;
      all++;
      bySource[this.sources[at]!]!++;
      byField[this.fields[at]!]!++;
    }
    return { all, bySource, byField };
  }

  rowAt(index: number): RowId {
    return this.rows[index]! as RowId;
  }

  /** As arrays and words, to be kept. */
  pack(): PackedProposals {
    const count = this.filled;
    return {
      numbers: {
        rows: this.rows.slice(0, count), fields: this.fields.slice(0, count), values: this.values.slice(0, count), befores: this.befores.slice(0, count),
        sources: this.sources.slice(0, count), from: this.from.slice(0, count), confidence: this.confidence.slice(0, count), because: this.because.slice(0, count),
      },
      words: { texts: this.texts, fields: this.fieldNames, sources: this.sourceNames.map(sourceKey), becauses: this.becauses },
    };
  }

  /** Undefined where a part is damaged. */
  static unpack({ numbers, words }: PackedProposals): ProposalList | undefined {
    const list = new ProposalList();
    const sources = words.sources.map(sourceOfKey);
    if (sources.some((source) => source === undefined)) return undefined;
    list.filled = numbers.rows.length;
    Object.assign(list, { rows: numbers.rows, fields: numbers.fields, values: numbers.values, befores: numbers.befores, sources: numbers.sources, from: numbers.from, confidence: numbers.confidence, because: numbers.because });
    list.texts = [...words.texts];
    for (const field of words.fields) list.fieldNumber(field);
    for (const source of sources) list.sourceNumber(source!);
    for (const because of words.becauses) list.becauseNumber(because);
    return list;
  }

  private textNumber(text: string): number {
    return numberOf(this.textNumbers, this.texts, text, text);
  }

  private grow(): void {
    const size = this.rows.length * 2;
    this.rows = larger(this.rows, new Uint32Array(size));
    this.fields = larger(this.fields, new Uint16Array(size));
    this.values = larger(this.values, new Uint32Array(size));
    this.befores = larger(this.befores, new Uint32Array(size));
    this.sources = larger(this.sources, new Uint16Array(size));
    this.from = larger(this.from, new Uint32Array(size));
    this.confidence = larger(this.confidence, new Uint16Array(size));
    this.because = larger(this.because, new Uint16Array(size));
  }
}

function numberOf<Key, Value>(numbers: Map<Key, number>, list: Value[], key: Key, value: Value): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, list.length);
  list.push(value);
  return list.length - 1;
}

function larger<Numbers extends Uint16Array | Uint32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
