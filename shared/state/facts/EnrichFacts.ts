// What enriching has established: accepted values with their evidence, values turned down, references and how they are tied.
import type { CategoryScheme } from '../../enrich/categories.ts';
import type { Linkage } from '../../enrich/enrichTypes.ts';
import { assertNever } from '../../kernel/assertNever.ts';
import type { FixedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, LoadId, RowId } from '../../model/ids.ts';
import type { Because, EnrichmentItem } from '../enrich/enrichItems.ts';

/** An accepted value, as survivorship sees it, and where it came from. */
export type Accepted = FixedValue & {
  readonly rule: 'enriched';
  readonly seq: EntrySeq;
  readonly source: string;
  readonly confidencePpm: number;
  readonly because: readonly Because[];
};

type Rejected = { readonly field: FieldId; readonly value: string; readonly source: string; readonly because: string };

/** Part of the projection; only `take` and `supersede` change it. */
export class EnrichFacts {
  private readonly accepted = new Map<RowId, Accepted[]>();
  private readonly rejected = new Map<RowId, Rejected[]>();
  private readonly linkagesByReference = new Map<LoadId, Linkage>();
  private readonly schemesByField = new Map<FieldId, CategoryScheme>();
  private references: LoadId[] = [];
  private readonly newerReference = new Map<string, string>();
  private fieldCounts = new Map<FieldId, number>();
  private fieldList: readonly FieldId[] = [];

  take(seq: EntrySeq, item: EnrichmentItem, rowOf: (golden: GoldenId) => RowId): void {
    switch (item.kind) {
      case 'linkage': {
        const { kind: _, ...linkage } = item;
        this.linkagesByReference.set(item.reference, linkage);
        return;
      }
      case 'enrich': {
        const { golden, field, after, row, source, confidencePpm, because } = item;
        const value = { field, value: after, rule: 'enriched' as const, seq, source, confidencePpm, because };
        push(this.accepted, rowOf(golden), row === undefined ? value : { ...value, row });
        if (!this.fieldCounts.has(field)) this.fieldList = [...this.fieldList, field];
        this.fieldCounts.set(field, (this.fieldCounts.get(field) ?? 0) + 1);
        return;
      }
      case 'reject':
        push(this.rejected, rowOf(item.golden), { field: item.field, value: item.value, source: item.source, because: becauseKey(item.because) });
        return;
      case 'categories': {
        const { kind: _, ...scheme } = item;
        if (scheme.values.length === 0 && scheme.rules.length === 0) this.schemesByField.delete(item.field);
        else this.schemesByField.set(item.field, scheme);
        return;
      }
      default:
        assertNever(item);
    }
  }

  /** Ways to classify, in the order in which they were made. */
  get schemes(): readonly CategoryScheme[] {
    return [...this.schemesByField.values()];
  }

  addReference(load: LoadId, replaces: readonly LoadId[]): void {
    this.references = [...this.references.filter((one) => !replaces.includes(one)), load];
    for (const older of replaces) this.newerReference.set(`reference:${older}`, `reference:${load}`);
    // A newer version of a table is tied as the older one was.
    const before = replaces.map((one) => this.linkagesByReference.get(one)).find((one) => one !== undefined);
    if (before !== undefined) this.linkagesByReference.set(load, { ...before, reference: load });
  }

  /** A newer version takes the place of a row. */
  supersede(older: RowId, newer: RowId): void {
    for (const facts of [this.accepted, this.rejected] as readonly Map<RowId, unknown[]>[]) {
      const known = facts.get(older);
      if (known === undefined) continue;
      facts.delete(older);
      facts.set(newer, known);
    }
  }

  /** Accepted values of the record made of these rows; the latest of each field holds. */
  valuesOf(members: readonly RowId[]): readonly Accepted[] {
    if (this.accepted.size === 0) return [];
    let latest: Accepted[] = [];
    for (const member of members) {
      for (const value of this.accepted.get(member) ?? []) {
        const at = latest.findIndex(({ field }) => field === value.field);
        if (at < 0) latest.push(value);
        else if (latest[at]!.seq <= value.seq) latest[at] = value;
      }
    }
    if (latest.some(({ value }) => value === '')) latest = latest.filter(({ value }) => value !== '');
    return latest;
  }

  /** Whether nothing was accepted. */
  get isEmpty(): boolean {
    return this.accepted.size === 0;
  }

  /** Rows for which anything was accepted or turned down. */
  *touchedRows(): Generator<RowId> {
    yield* this.accepted.keys();
    yield* this.rejected.keys();
  }

  /** Whether anything was accepted or turned down for the row itself. */
  isTouched(row: RowId): boolean {
    return this.accepted.has(row) || this.rejected.has(row);
  }

  /** Whether anything that a source said of the record was accepted or turned down. */
  speaksOf(members: readonly RowId[], source: string): boolean {
    const is = (one: { readonly source: string }): boolean => this.newestOf(one.source) === this.newestOf(source);
    return members.some((member) => (this.accepted.get(member) ?? []).some(is) || (this.rejected.get(member) ?? []).some(is));
  }

  /** The entry that last gave the record a value of the field; −1 where none did. */
  latestOn(members: readonly RowId[], field: FieldId): number {
    let latest = -1;
    for (const member of members) for (const value of this.accepted.get(member) ?? []) if (value.field === field) latest = Math.max(latest, value.seq);
    return latest;
  }

  /** Rows by which records with accepted values are known. */
  rows(): Iterable<RowId> {
    return this.accepted.keys();
  }

  /** Fields that any accepted value is of. */
  get fields(): readonly FieldId[] {
    return this.fieldList;
  }

  /** Whether a steward turned the value down on this evidence. */
  isRejected(members: readonly RowId[], field: FieldId, value: string, source: string, because: () => readonly Because[]): boolean {
    if (this.rejected.size === 0) return false;
    for (const member of members) {
      for (const one of this.rejected.get(member) ?? []) {
        if (one.field === field && one.value === value && this.newestOf(one.source) === this.newestOf(source) && one.because === becauseKey(because())) return true;
      }
    }
    return false;
  }

  /** A newer version of a table that says the same is no new evidence. */
  newestOf(source: string): string {
    let newest = source;
    for (let newer = this.newerReference.get(newest); newer !== undefined; newer = this.newerReference.get(newest)) newest = newer;
    return newest;
  }

  get hasRejections(): boolean {
    return this.rejected.size > 0;
  }

  /** References in force, in the order in which they were loaded. */
  get liveReferences(): readonly LoadId[] {
    return this.references;
  }

  linkageOf(reference: LoadId): Linkage | undefined {
    return this.linkagesByReference.get(reference);
  }

  /** For the digest of the state; null where there is nothing. */
  facts(): unknown {
    if (this.accepted.size + this.rejected.size + this.linkagesByReference.size + this.references.length + this.schemesByField.size === 0) return null;
    return {
      accepted: sorted(this.accepted).map(([row, values]) => ({ row, values: values.map(({ field, value, source, row: from, because }) => ({ field, value, source, from: from ?? null, because })) })),
      rejected: sorted(this.rejected).map(([row, values]) => ({ row, values })),
      linkages: [...this.linkagesByReference.values()].sort((a, b) => a.reference - b.reference),
      references: this.references,
      schemes: this.schemes,
    };
  }
}

function becauseKey(because: readonly Because[]): string {
  return because.map(({ field, value }) => `${field}=${value}`).join('\n');
}

function sorted<Value>(facts: ReadonlyMap<RowId, Value>): [RowId, Value][] {
  return [...facts].sort(([a], [b]) => a - b);
}

function push<Value>(lists: Map<RowId, Value[]>, row: RowId, value: Value): void {
  const known = lists.get(row);
  if (known === undefined) lists.set(row, [value]);
  else known.push(value);
}
