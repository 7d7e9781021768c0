// What was asked of customers and what they answered: packs, answers, and the facts that answers make fresh.
import type { FormDesign } from '../../enrich/formDesign.ts';
import type { CanonicalField, FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, RowId } from '../../model/ids.ts';

/** A refresh pack was made: these records were asked, with this form. */
export type PackItem = {
  readonly kind: 'pack';
  readonly name: string;
  /** The first row of each record that is asked. */
  readonly rows: readonly RowId[];
  readonly design: FormDesign;
  readonly files: readonly { readonly fileName: string; readonly bytes: number; readonly sha256: string }[];
};

/** One customer's answer. What it says anew is proposed; what it repeats is confirmed as of its day. */
export type AnswerItem = {
  readonly kind: 'answer';
  readonly pack: EntrySeq;
  readonly golden: GoldenId;
  /** As it stood in the answer; '' where the record was found by what the answer says. */
  readonly reference: string;
  readonly fileName: string;
  /** Tells the same answer from another one. */
  readonly digest: string;
  /** Epoch day of the answer. */
  readonly on: number;
  /** The answer was changed outside of the form. */
  readonly edited: boolean;
  readonly consent: boolean | null;
  readonly confirmed: readonly CanonicalField[];
  readonly proposed: readonly { readonly field: CanonicalField; readonly value: string }[];
};

export type Pack = Omit<PackItem, 'kind'> & { readonly seq: EntrySeq; readonly at: number };
export type Answer = Omit<AnswerItem, 'kind' | 'golden'> & { readonly seq: EntrySeq; readonly anchor: RowId };

/** Part of the projection; only `take…` and `supersede` change it. */
export class RefreshFacts {
  private readonly packsBySeq = new Map<EntrySeq, Pack>();
  private answers: Answer[] = [];
  private readonly digests = new Set<string>();

  takePack(seq: EntrySeq, at: number, { name, rows, design, files }: PackItem): void {
    this.packsBySeq.set(seq, { name, rows, design, files, seq, at });
  }

  takeAnswer(seq: EntrySeq, item: AnswerItem, anchor: RowId): void {
    const { pack, reference, fileName, digest, on, edited, consent, confirmed, proposed } = item;
    this.answers.push({ pack, reference, fileName, digest, on, edited, consent, confirmed, proposed, seq, anchor });
    this.digests.add(digest);
  }

  supersede(older: RowId, newer: RowId): void {
    this.answers = this.answers.map((answer) => (answer.anchor === older ? { ...answer, anchor: newer } : answer));
  }

  get packs(): readonly Pack[] {
    return [...this.packsBySeq.values()];
  }

  pack(seq: EntrySeq): Pack | undefined {
    return this.packsBySeq.get(seq);
  }

  /** All answers in the order in which they were taken in. */
  get all(): readonly Answer[] {
    return this.answers;
  }

  hasAnswer(digest: string): boolean {
    return this.digests.has(digest);
  }

  /** For the digest of the state; null where there is nothing. */
  facts(): unknown {
    return this.packsBySeq.size + this.answers.length === 0 ? null : { packs: this.packs, answers: this.answers };
  }
}

/** A day on which somebody confirmed fields of a record. */
export type FieldConfirmation = { readonly row: RowId; readonly on: number; readonly fields: readonly FieldId[]; readonly consent: boolean };
