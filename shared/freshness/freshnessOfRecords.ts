// Judges golden records by what is known of their rows together: a fact is as fresh as the freshest row that holds it.
import type { EpochDay } from '../model/ids.ts';
import { NO_DAY } from './dayColumn.ts';
import { judgeRow, NOT_JUDGED, type Answered, type Freshness } from './freshnessOf.ts';
import { ReasonCounts } from './summary.ts';

const none: readonly never[] = [];

/** Verdicts on golden records: each at the row that leads it, its other rows not judged. */
export class FreshnessOfRecords {
  readonly freshness: Freshness;
  readonly counts: ReasonCounts;
  private readonly ofRows: Freshness;
  private readonly members = new Map<number, readonly number[]>();
  private readonly leadOf = new Map<number, number>();
  private readonly answered: ReadonlyMap<number, readonly Answered[]>;

  /**
   * @param ofRows the verdicts on the rows, left as they are
   * @param records the rows of each record of two or more, the one that leads it first
   */
  constructor(ofRows: Freshness, records: Iterable<readonly number[]>, answered: Iterable<Answered>) {
    this.ofRows = ofRows;
    this.answered = byRow(answered, ofRows.today);
    this.freshness = {
      ...ofRows,
      reasons: ofRows.reasons.slice(),
      knownOn: ofRows.knownOn.slice(),
      activeOn: ofRows.activeOn.slice(),
      consentOn: ofRows.consentOn.slice(),
      confirmedOn: ofRows.confirmedOn.map((days) => days.slice()),
      filled: ofRows.filled.map((filled) => filled?.slice()),
      bounced: ofRows.bounced?.slice(),
      confirmations: new Map(ofRows.confirmations),
      members: this.members,
    };
    for (const record of records) this.pool(record);
    this.counts = ReasonCounts.of(this.freshness);
  }

  /** After these rows were merged, split or confirmed: the same as judging all records anew. @param records as above, those that hold any of the rows */
  regroup(rows: Iterable<number>, records: Iterable<readonly number[]>): void {
    const known = [...records];
    // Whatever record held a row before, all its rows stand alone first.
    const touched = new Set<number>();
    for (const row of [...rows, ...known.flat()]) for (const member of this.members.get(this.leadOf.get(row) ?? row) ?? [row]) touched.add(member);
    for (const row of touched) this.counts.add(this.freshness.reasons[row]!, -1);
    for (const row of touched) {
      this.leadOf.delete(row);
      this.members.delete(row);
      this.takeOver(row);
    }
    for (const record of known) this.pool(record);
    for (const row of touched) this.counts.add(this.freshness.reasons[row]!, 1);
  }

  /** What holds for a row by itself. */
  private takeOver(row: number): void {
    const [into, from] = [this.freshness, this.ofRows];
    into.reasons[row] = from.reasons[row]!;
    into.knownOn[row] = from.knownOn[row]!;
    into.activeOn[row] = from.activeOn[row]!;
    into.consentOn[row] = from.consentOn[row]!;
    into.confirmedOn.forEach((days, policy) => (days[row] = from.confirmedOn[policy]![row]!));
    into.filled.forEach((filled, policy) => filled !== undefined && (filled[row] = from.filled[policy]![row]!));
    if (into.bounced !== undefined) into.bounced[row] = from.bounced![row]!;
    const confirmed = from.confirmations.get(row);
    if (confirmed === undefined) into.confirmations.delete(row);
    else into.confirmations.set(row, confirmed);
  }

  private pool(record: readonly number[]): void {
    const [into, from] = [this.freshness, this.ofRows];
    const [lead] = record as readonly [number, ...number[]];
    this.members.set(lead, record);
    for (const row of record) {
      this.leadOf.set(row, lead);
      into.reasons[row] = NOT_JUDGED;
    }
    // Who confirms a record confirms it whole, whichever of its rows bears the word.
    let confirmed = NO_DAY;
    if (from.confirmations.size > 0) for (const row of record) confirmed = Math.max(confirmed, from.confirmations.get(row) ?? NO_DAY);
    if (confirmed !== NO_DAY) into.confirmations.set(lead, confirmed);
    into.knownOn[lead] = latest(from.knownOn, record);
    into.activeOn[lead] = latest(from.activeOn, record);
    into.consentOn[lead] = latest(from.consentOn, record);
    const answers = this.answered.size === 0 ? none : record.flatMap((row) => this.answered.get(row) ?? none);
    for (let policy = 0; policy < from.filled.length; policy++) {
      const filled = from.filled[policy];
      if (filled === undefined) continue;
      const days = from.confirmedOn[policy]!;
      let isFilled = 0;
      let newest = confirmed;
      // A row without the fact says nothing about it, however new it is; what the customer answered does.
      for (const row of record) {
        if (filled[row] === 0) continue;
        isFilled = 1;
        if (days[row]! > newest) newest = days[row]!;
      }
      for (const { on, fields } of answers) if (on > newest && fields.includes(from.policies.fields[policy]!.field)) newest = on;
      into.filled[policy]![lead] = isFilled;
      into.confirmedOn[policy]![lead] = newest;
    }
    if (into.bounced !== undefined) into.bounced[lead] = hasBounced(from, record) ? 1 : 0;
    judgeRow(into, lead);
  }
}

function latest(days: Int32Array, rows: readonly number[]): number {
  let newest = NO_DAY;
  for (const row of rows) if (days[row]! > newest) newest = days[row]!;
  return newest;
}

function byRow(answered: Iterable<Answered>, today: EpochDay): Map<number, Answered[]> {
  const known = new Map<number, Answered[]>();
  for (const one of answered) if (one.on <= today) known.set(one.row, [...(known.get(one.row) ?? []), one]);
  return known;
}

/** Mail that came back from an address counts no more once a newer row brings one that takes it. */
function hasBounced({ bounced, policies, filled, knownOn }: Freshness, record: readonly number[]): boolean {
  const mail = filled[policies.fields.findIndex(({ field }) => field === 'email')];
  const telling = record.filter((row) => bounced![row] === 1 || mail?.[row] === 1);
  const newest = latest(knownOn, telling);
  return telling.some((row) => bounced![row] === 1 && knownOn[row] === newest);
}
