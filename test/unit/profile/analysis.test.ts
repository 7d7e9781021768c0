// What an analysis makes of sources, records, deliveries and rulings, beyond what single rules find.
import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../shared/freshness/freshnessOf.ts';
import { defaultPolicies } from '../../../shared/freshness/policies.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { defaultRules } from '../../../shared/profile/rules.ts';
import { defaultWeights } from '../../../shared/profile/scorecard.ts';
import { addTallies } from '../../../shared/profile/tally.ts';
import { analyse, type AnalysisInput } from '../../../shared/state/analyse/analyse.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const today = 20_600 as EpochDay;

function inputOf(columns: { readonly [Field in FieldId]?: readonly (string | undefined)[] }, more: Partial<AnalysisInput> = {}): AnalysisInput {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, columnOf(columns[field]!)]));
  const view: FieldView = { length: built.get(fields[0]!)!.length, fields, field: (id) => built.get(id) };
  return {
    view,
    groups: { of: new Uint16Array(view.length), count: 1 },
    today,
    country: 'ES',
    rules: defaultRules(fields),
    weights: defaultWeights,
    freshness: () => freshnessOf({ view, policies: defaultPolicies, today, datesOf: () => (text) => (text === '' ? undefined : Date.parse(text) / 86_400_000) }),
    ...more,
  };
}

const findingsOf = async (input: AnalysisInput, id: string) => {
  const { findings } = await analyse(input, quietJob);
  const outcome = findings.perRule.find(({ rule }) => rule.id === id)!;
  return Array.from(findings.row.subarray(outcome.from, outcome.from + outcome.broken), (row, at) => [row, findings.reasons[findings.reason[outcome.from + at]!]]);
};

describe('an analysis', () => {
  it('takes rows of one golden record for one customer', async () => {
    const columns = { email: ['ana@x.es', 'ana@x.es', 'ana@x.es', 'eva@x.es'] };
    expect(await findingsOf(inputOf(columns), 'unique:email')).toEqual([0, 1, 2].map((row) => [row, { kind: 'duplicate', count: 3 }]));
    expect(await findingsOf(inputOf(columns, { records: Uint32Array.of(0, 0, 2, 3) }), 'unique:email')).toEqual([0, 1, 2].map((row) => [row, { kind: 'duplicate', count: 2 }]));
    expect(await findingsOf(inputOf(columns, { records: Uint32Array.of(0, 0, 0, 3) }), 'unique:email')).toEqual([]);
  });

  it('follows merges where the columns stay the same', async () => {
    const input = inputOf({ email: ['ana@x.es', 'ana@x.es'] });
    const before = await analyse(input, quietJob);
    expect(before.findings.length).toBe(2);
    expect((await analyse({ ...input, records: Uint32Array.of(0, 0) }, quietJob, before)).findings.length).toBe(0);
  });

  it('reads the dates of each delivery as that delivery writes them', async () => {
    const birthDate = ['13/02/1990', '05/06/1980', '02/13/1990', '06/25/1980'];
    const whole = await findingsOf(inputOf({ birthDate }), 'valid:birthDate');
    expect(whole.length).toBeGreaterThan(0);
    expect(await findingsOf(inputOf({ birthDate }, { deliveries: [{ firstRow: 0, rows: 2 }, { firstRow: 2, rows: 2 }] }), 'valid:birthDate')).toEqual([]);
  });

  it('misses no field that a delivery does not have', async () => {
    const columns = { email: ['ana@x.es', 'eva@x.es', ''], city: ['Soria', undefined, undefined] };
    const deliveries = [{ firstRow: 0, rows: 1, fields: new Set<FieldId>(['email', 'city']) }, { firstRow: 1, rows: 2, fields: new Set<FieldId>(['email']) }];
    const { scorecard } = await analyse(inputOf(columns, { deliveries }), quietJob);
    expect(scorecard.fields.map(({ field, completeness }) => [field, completeness])).toEqual([['email', 2 / 3], ['city', 1]]);
  });

  it('scores sources apart, and together as their rows add up', async () => {
    const { tallies, groupScores, scorecard } = await analyse(inputOf({ email: ['ana@x.es', 'juan', 'eva@x.es', ''] }, { groups: { of: Uint16Array.of(0, 0, 1, 1), count: 2 } }), quietJob);
    expect(groupScores.map(({ validity, completeness }) => [validity, completeness])).toEqual([[0.5, 1], [1, 0.5]]);
    const sum = addTallies(tallies);
    expect([sum.rows, sum.fields[0]!.filled, sum.fields[0]!.invalid]).toEqual([4, 3, 1]);
    expect([scorecard.validity, scorecard.completeness]).toEqual([2 / 3, 3 / 4]);
  });

  it('counts an accepted value as right while it reads as it did, and an ignored one still against the score', async () => {
    const columns = { email: ['juan', 'pepe', 'eva@x.es', 'ana@x.es'] };
    const rule = (state: 'accepted' | 'ignored', value: string): Partial<AnalysisInput> => ({ rulingsOf: (id) => (id === 'valid:email' ? new Map([[0, { state, values: [value] }]]) : undefined) });
    const validity = async (more: Partial<AnalysisInput>): Promise<number | null> => (await analyse(inputOf(columns, more), quietJob)).scorecard.validity;
    expect(await validity({})).toBe(0.5);
    expect(await validity(rule('accepted', 'juan'))).toBe(0.75);
    expect(await validity(rule('ignored', 'juan'))).toBe(0.5);
    expect(await validity(rule('accepted', 'another value'))).toBe(0.5);
  });
});
