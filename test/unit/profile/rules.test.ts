import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { canonicalFields } from '../../../shared/model/fields.ts';
import { checkRules, suggestRepair } from '../../../shared/profile/checkRules.ts';
import type { CheckOptions } from '../../../shared/profile/RuleRun.ts';
import { ColumnReadings } from '../../../shared/profile/ColumnReadings.ts';
import { analyseTable } from '../../../shared/state/analyse/analyseTable.ts';
import { defaultRules } from '../../../shared/profile/rules.ts';
import type { Rule, RuleCheck } from '../../../shared/profile/rules.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';
import { judgeValue } from '../../../shared/values/readValue.ts';

const context = { country: 'ES', today: epochDayOf(2026, 6, 1) };

function viewOf(columns: { readonly [Field in FieldId]?: readonly (string | undefined)[] }): FieldView {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, columnOf(columns[field]!)]));
  return { length: built.get(fields[0]!)!.length, fields, field: (id) => built.get(id) };
}

const ruleOf = (check: RuleCheck): Rule => ({ id: 'r', severity: 'error', owner: '', enabled: true, check });

async function find(view: FieldView, check: RuleCheck, options: CheckOptions = {}, rows?: Uint32Array): Promise<{ rows: number[]; kinds: string[]; checked: number }> {
  const findings = await checkRules(new ColumnReadings(view, context, quietJob, { rows }), [ruleOf(check)], quietJob, options);
  return { rows: Array.from(findings.row), kinds: Array.from(findings.reason, (reason) => findings.reasons[reason]!.kind), checked: findings.perRule[0]!.checked };
}

describe('rules', () => {
  it('valid: what the field asks for', async () => {
    const view = viewOf({ taxId: ['12345679S', '12345679A', '', '12345679', 'N/A'] });
    expect(await find(view, { kind: 'valid', field: 'taxId' })).toEqual({ rows: [1, 3, 4], kinds: ['wrongControl', 'missingControl', 'placeholder'], checked: 4 });
  });
  it('required, and one of several', async () => {
    const view = viewOf({ email: ['a@b.es', '', 'N/A', ' '], phone: ['', '', '912345679', undefined] });
    expect(await find(view, { kind: 'required', field: 'email' })).toEqual({ rows: [1, 2, 3], kinds: ['missing', 'missing', 'missing'], checked: 4 });
    expect((await find(view, { kind: 'requiredAny', fields: ['email', 'phone'] })).rows).toEqual([1, 3]);
  });
  it('allowed values and patterns', async () => {
    const view = viewOf({ category: ['oro', 'ORO ', 'latón', ''], 'custom:code': ['A-1', 'A-12', 'B1', ''] });
    expect((await find(view, { kind: 'allowed', field: 'category', values: ['Oro', 'plata'], ignoreCase: true })).rows).toEqual([2]);
    expect((await find(view, { kind: 'allowed', field: 'category', values: ['oro'], ignoreCase: false })).rows).toEqual([1, 2]);
    expect(await find(view, { kind: 'pattern', field: 'custom:code', pattern: String.raw`A-\d+` })).toMatchObject({ rows: [2], kinds: ['patternMismatch'], checked: 3 });
    expect((await find(view, { kind: 'pattern', field: 'custom:code', pattern: '(' })).rows).toEqual([]);
    expect((await find(view, { kind: 'pattern', field: 'custom:code', pattern: '(.+)+x' })).rows, 'an expression that might never end').toEqual([]);
  });
  it('ranges of numbers, dates and lengths', async () => {
    const view = viewOf({ amount: ['1.000,00', '-5', '99', 'x'], createdOn: ['01/02/2020', '13/02/2021', '', ''], notes: ['abc', 'a', 'abcdef', ''] });
    expect(await find(view, { kind: 'range', field: 'amount', of: 'number', from: 0, to: 500 })).toMatchObject({ rows: [0, 1], kinds: ['aboveRange', 'belowRange'] });
    expect((await find(view, { kind: 'range', field: 'createdOn', of: 'date', from: epochDayOf(2020, 2, 2), to: null })).rows).toEqual([0]);
    expect((await find(view, { kind: 'range', field: 'notes', of: 'length', from: 2, to: 5 })).rows).toEqual([1, 2]);
  });
  it('unique by canonical form, alone and together', async () => {
    const view = viewOf({ taxId: ['12345679S', '12.345.679-S', 'B12345674', '', '00000000T', '00000000T'], city: ['Madrid', 'Soria', 'x', 'x', 'x', 'x'] });
    expect(await find(view, { kind: 'unique', fields: ['taxId'] })).toEqual({ rows: [0, 1], kinds: ['duplicate', 'duplicate'], checked: 3 });
    expect((await find(view, { kind: 'unique', fields: ['taxId', 'city'] })).rows).toEqual([]);
  });
  it('references to a list and to another column', async () => {
    const view = viewOf({ city: ['Madrid', 'SORIA', 'Narnia', ''], 'custom:town': ['soria', 'madrid', 'x', 'y'] });
    expect(await find(view, { kind: 'reference', field: 'city', list: 'towns' }, { references: new Map([['towns', new Set(['madrid', 'soria'])]]) })).toMatchObject({ rows: [2], checked: 3 });
    expect((await find(view, { kind: 'reference', field: 'city', list: 'none' })).checked).toBe(0);
    expect((await find(view, { kind: 'referenceField', field: 'city', to: 'custom:town' })).rows).toEqual([2]);
  });
  it('postcode against province and town', async () => {
    const view = viewOf({ postcode: ['28013', '8001', '28013', '', 'SW1A 1AA', '41001'], province: ['Madrid', 'Barcelona', 'Sevilla', 'Madrid', 'London', 'x'], city: ['Madrid', 'Barcelona', 'Sevilla', 'Madrid', 'London', 'Seville'] });
    expect(await find(view, { kind: 'postcodeProvince', postcode: 'postcode', province: 'province' })).toEqual({ rows: [2], kinds: ['postcodeOutsideProvince'], checked: 3 });
    expect(await find(view, { kind: 'postcodeCity', postcode: 'postcode', city: 'city' })).toEqual({ rows: [2], kinds: ['postcodeOutsideCity'], checked: 4 });
  });
  it('tax id against its owner', async () => {
    const view = viewOf({ taxId: ['12345679S', 'B12345674', 'B12345674', '12345679S', 'B12345674'], companyName: ['Talleres Ruiz, S.L.', 'Talleres Ruiz, S.L.', '', 'Bar Pepe', ''], givenName: ['', '', 'Ana', 'Pepe', ''], fullName: ['', '', '', '', 'Ana García López'] });
    expect(await find(view, { kind: 'taxIdOwner', taxId: 'taxId', companyName: 'companyName', givenName: 'givenName', fullName: 'fullName' })).toEqual({ rows: [0, 2, 4], kinds: ['personIdOnCompany', 'companyIdOnPerson', 'companyIdOnPerson'], checked: 4 });
  });
  it('dates in their order', async () => {
    const view = viewOf({ birthDate: ['13/01/1990', '13/01/1990', '', '01/01/1900'], createdOn: ['2020-01-01', '1980-01-01', '2020-01-01', '1899-12-31'] });
    expect(await find(view, { kind: 'dateOrder', first: 'birthDate', second: 'createdOn' })).toEqual({ rows: [1], kinds: ['endBeforeStart'], checked: 2 });
  });
  it('gender against the given name, by the column’s own letters', async () => {
    const spanish = viewOf({ gender: ['H', 'M', 'M', 'H', ''], givenName: ['Antonio', 'Ana', 'Antonio', 'Alex', 'Ana'] });
    expect(await find(spanish, { kind: 'genderName', gender: 'gender', givenName: 'givenName' })).toMatchObject({ rows: [2], checked: 3 });
    const english = viewOf({ gender: ['M', 'F'], givenName: ['John', 'John'] });
    expect((await find(english, { kind: 'genderName', gender: 'gender', givenName: 'givenName' })).rows).toEqual([1]);
  });
  it('only where a condition holds, also nested', async () => {
    const view = viewOf({ country: ['España', 'Francia', 'España', ''], postcode: ['', '', '28013', ''], city: ['', '', '', ''] });
    const check: RuleCheck = { kind: 'required', field: 'postcode' };
    expect(await find(view, { kind: 'when', condition: { kind: 'oneOf', field: 'country', values: ['espana'] }, check })).toMatchObject({ rows: [0], checked: 2 });
    expect((await find(view, { kind: 'when', condition: { kind: 'notOneOf', field: 'country', values: ['España'] }, check })).rows).toEqual([1, 3]);
    expect((await find(view, { kind: 'when', condition: { kind: 'filled', field: 'country' }, check: { kind: 'when', condition: { kind: 'filled', field: 'postcode' }, check: { kind: 'required', field: 'city' } } })).rows).toEqual([2]);
    expect((await find(view, { kind: 'when', condition: { kind: 'blank', field: 'custom:none' }, check })).checked).toBe(4);
  });
  it('over a selection of rows', async () => {
    const view = viewOf({ customerId: ['1', '2', '1', '2'] });
    expect((await find(view, { kind: 'unique', fields: ['customerId'] }, {}, Uint32Array.from([0, 1, 3]))).rows).toEqual([1, 3]);
  });
  it('that are switched off, or whose fields are not there, find nothing', async () => {
    const view = viewOf({ city: ['', 'x'] });
    expect(await find(view, { kind: 'unique', fields: ['email'] })).toEqual({ rows: [], kinds: [], checked: 0 });
    const findings = await checkRules(new ColumnReadings(view, context, quietJob), [{ ...ruleOf({ kind: 'required', field: 'city' }), enabled: false }], quietJob);
    expect(findings.length).toBe(0);
  });

  it('find by value what a look at each row finds', async () => {
    const emails = Array.from({ length: 400 }, (_, index) => ['a@b.es', 'x', '', 'ana@gmial.com', 'N/A', `p${index}@c.es`, 'a b@c.es'][index % 7]!);
    const slow = emails.flatMap((text, row) => (judgeValue('email', text, context).reason !== undefined ? [row] : []));
    expect((await find(viewOf({ email: emails }), { kind: 'valid', field: 'email' })).rows).toEqual(slow);
  });

  it('offer the repair of the value', async () => {
    const readings = new ColumnReadings(viewOf({ postcode: ['28013', '8001'] }), context, quietJob);
    const findings = await checkRules(readings, [ruleOf({ kind: 'valid', field: 'postcode' })], quietJob);
    expect(suggestRepair(readings, findings, 0)).toEqual({ value: '08001', confidence: 0.95 });
  });

  it('by default fit the fields that are there', () => {
    const ids = defaultRules(['email', 'postcode', 'province', 'custom:x']).map(({ id }) => id);
    expect(ids).toEqual(['valid:email', 'valid:postcode', 'valid:province', 'unique:email', 'required:contact', 'postcodeProvince']);
    const all = defaultRules(canonicalFields);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });
});

describe('the scorecard', () => {
  const good = { customerId: ['1', '2'], fullName: ['Ana Ruiz Gil', 'Juan Díaz Gil'], email: ['ana@x.es', 'juan@x.es'], postcode: ['28013', '41001'], province: ['Madrid', 'Sevilla'], updatedOn: ['2026-01-01', '2026-02-01'] };

  it('of a flawless table is 1, with nothing to do', async () => {
    const { check } = await analyseTable(viewOf(good), context.today, quietJob, context.country);
    expect(check.scorecard).toMatchObject({ overall: 1, completeness: 1, validity: 1, uniqueness: 1, consistency: 1, timeliness: 1, actions: [] });
  });

  it.each<[string, Partial<Record<keyof typeof good, string[]>>, string, string]>([
    ['completeness', { email: ['ana@x.es', ''] }, 'email', 'fillIn'],
    ['validity', { email: ['ana@x.es', 'juan'] }, 'email', 'correct'],
    ['validity', { postcode: ['28013', '1001'], province: ['Madrid', 'Álava'] }, 'postcode', 'applyRepairs'],
    ['uniqueness', { customerId: ['1', '1'] }, 'customerId', 'resolveDuplicates'],
    ['consistency', { province: ['Madrid', 'Soria'] }, 'postcode', 'reconcile'],
    ['timeliness', { updatedOn: ['2026-01-01', '2019-01-01'] }, 'email', 'reconfirm'],
  ])('loses %s for a planted flaw, and says by how much mending it would raise it', async (dimension, flaw, field, kind) => {
    const { check } = await analyseTable(viewOf({ ...good, ...flaw }), context.today, quietJob, context.country);
    expect(check.scorecard[dimension as 'validity']).toBeLessThan(1);
    const action = check.scorecard.actions.find((one) => one.field === field && one.kind === kind)!;
    expect(check.scorecard.overall + action.gain).toBeCloseTo(1, 10);
  });

  it('asks of companies no birth date and of persons no company name', async () => {
    const { check } = await analyseTable(viewOf({ companyName: ['Talleres Ruiz, S.L.', ''], givenName: ['', 'Ana'], surname: ['', 'Ruiz'], birthDate: ['', '1990-05-06'] }), context.today, quietJob, context.country);
    expect(check.scorecard.completeness).toBe(1);
  });

  it('comes as plain JSON with examples', async () => {
    const { check } = await analyseTable(viewOf({ ...good, email: ['ana@gmial.com', 'juan'] }), context.today, quietJob, context.country);
    expect(JSON.parse(JSON.stringify(check))).toEqual(check);
    expect(check.rules.find(({ id }) => id === 'valid:email')).toMatchObject({ broken: 2, byReason: [{ reason: 'emailSyntax', rows: 1 }, { reason: 'emailTypo', rows: 1 }], examples: [{ row: 0, value: 'ana@gmial.com' }, { row: 1, value: 'juan' }] });
    expect(check.rowsWithErrors).toBe(2);
  });
});
