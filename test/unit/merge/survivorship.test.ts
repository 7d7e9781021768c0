import { describe, expect, it } from 'vitest';
import { agreementKey, isGarbled, isSlip, spellingScore } from '../../../shared/merge/sameValue.ts';
import { defaultRulesOf, Survivorship, unitOf, type Member } from '../../../shared/merge/survivorship.ts';
import type { SurvivorshipSettings } from '../../../shared/model/decision.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../../shared/model/ids.ts';

const member = (row: number, cells: (string | null)[], knownOn: number | null = null, trustRank = 1): Member => ({ row: row as RowId, source: trustRank as SourceId, trustRank, knownOn: knownOn as EpochDay | null, cells });
const survive = (fields: FieldId[], members: Member[], settings: SurvivorshipSettings | null = null): [string, number | null, string][] =>
  new Survivorship(fields, settings, (_, value) => !value.includes('wrong')).choose(members, []).map(({ value, row, rule }) => [value, row, rule]);
const ruled = (field: SurvivorshipSettings['fields'][number]): SurvivorshipSettings => ({ fields: [field], units: null });

describe('survivorship', () => {
  it('counts spellings of one value together and shows the best of them', () => {
    const members = [member(1, ['GARCIA S.L.'], 9), member(2, ['García, SL'], 1), member(3, ['Garza S.L.'], 20)];
    expect(survive(['companyName'], [...members, member(4, ['garcía s.l.'])])).toEqual([['García, SL', 2, 'mostFrequent']]);
  });

  it('does not let garbled letters survive where somebody has them right', () => {
    expect(survive(['fullName'], [member(1, ['GarcÃ­a Ruiz, Ana'], 9), member(2, ['GarcÃ­a Ruiz, Ana'], 9), member(3, ['García Ruiz, Ana'], 1)])).toEqual([['García Ruiz, Ana', 3, 'validFirst']]);
  });

  it('takes names together from one row, the most complete', () => {
    expect(survive(['givenName', 'surname', 'surname2'], [member(1, ['Ana', 'Ruiz', ''], 9), member(2, ['Ana', 'Ruiz', 'Gil'], 1)])).toEqual([
      ['Ana', 2, 'mostComplete'],
      ['Ruiz', 2, 'mostComplete'],
      ['Gil', 2, 'mostComplete'],
    ]);
  });

  it('prefers the long form of a name where numbers do not decide', () => {
    expect(survive(['givenName', 'surname'], [member(1, ['Paco', 'Ruiz']), member(2, ['Francisco', 'Ruiz'])])[0]).toEqual(['Francisco', 2, 'longest']);
  });

  it('takes no typo for the surviving value because it is longer', () => {
    const members = [member(1, ['Ana', 'Álvarez']), member(2, ['Ana', 'Állvarez'])];
    const rowsWith: Readonly<Record<number, number>> = { 1: 40, 2: 1 };
    const chosen = (list: Member[], supportOf?: (field: FieldId, row: RowId) => number) => new Survivorship(['givenName', 'surname'], null, () => undefined, supportOf).choose(list, []).map(({ value, row, rule }) => [value, row, rule]);
    // The commoner one, whichever came first.
    for (const list of [members, [member(1, ['Ana', 'Álvarez']), member(0, ['Ana', 'Állvarez'])]]) {
      expect(chosen(list, (field, row) => (field === 'surname' ? (rowsWith[row] ?? 1) : 5))[1]).toEqual(['Álvarez', 1, 'commonest']);
    }
    // Where no rows tell, not the longer one but what the next rule says.
    expect(chosen(members)[1]).toEqual(['Álvarez', 1, 'earliest']);
    expect(chosen([members[0]!, member(2, ['Ana', 'Állvarez'], null, 0)])[1]).toEqual(['Állvarez', 2, 'sourcePriority']);
    // How common short forms are is not asked.
    expect(chosen([member(1, ['Mª', 'Ruiz']), member(2, ['María', 'Ruiz'])], (_, row) => (row === 1 ? 900 : 1))[0]).toEqual(['María', 2, 'longest']);
  });

  it('tells a slip of the pen from another word', () => {
    for (const [left, right] of [['alvarez', 'allvarez'], ['alvarez', 'alvrez'], ['alvarez', 'alvaerz'], ['alvarez', 'alverez'], ['alvarez', 'alvarezz']] as const) expect([isSlip(left, right), isSlip(right, left)]).toEqual([true, true]);
    for (const [left, right] of [['alvarez', 'alvarez'], ['alvarez', 'alvarado'], ['ana', 'anna'], ['mayor 1', 'mayor 11'], ['alvarez', 'avlraez'], ['', 'ruiz']] as const) expect([isSlip(left, right), isSlip(right, left)]).toEqual([false, false]);
  });

  it('adds a part that the chosen address leaves empty from a row of the same address only', () => {
    const fields: FieldId[] = ['address', 'postcode', 'city', 'province'];
    const chosen = member(1, ['Calle Mayor, 3', '28001', 'Madrid', ''], 9);
    expect(survive(fields, [chosen, member(2, ['calle mayor 3', '28001', '', 'Madrid'], 1)]).at(-1)).toEqual(['Madrid', 2, 'mostComplete']);
    expect(survive(fields, [chosen, member(2, ['Calle Sol, 1', '', '', 'Sevilla'], 1)])).toHaveLength(3);
  });

  it('keeps a second address of the same source apart from the first', () => {
    const fields: FieldId[] = ['address', 'city', 'address.2', 'city.2'];
    expect(survive(fields, [member(1, ['Sol 1', 'Madrid', '', '']), member(2, ['', '', 'Mar 2', 'Vigo'])]).map(([value, row]) => [value, row])).toEqual([['Sol 1', 1], ['Madrid', 1], ['Mar 2', 2], ['Vigo', 2]]);
  });

  it('follows other rules where they are set', () => {
    const members = [member(1, ['a@x.es'], 9, 2), member(2, ['b@x.es'], 1, 1)];
    expect(survive(['email'], members)).toEqual([['a@x.es', 1, 'mostRecent']]);
    expect(survive(['email'], members, ruled({ field: 'email', rules: ['sourcePriority'], trust: [] }))).toEqual([['b@x.es', 2, 'sourcePriority']]);
    expect(survive(['postcode'], [member(1, ['28001'], 9, 2), member(2, ['28002'], 1, 1)], ruled({ field: 'address', rules: ['sourcePriority'], trust: [] }))).toEqual([['28002', 2, 'sourcePriority']]);
  });

  it('trusts the sources that are named for a field before all others, for that field only', () => {
    const members = [member(1, ['a@x.es', 'A'], 9, 1), member(2, ['b@x.es', 'B'], 1, 2), member(3, ['c@x.es', 'C'], 1, 3)];
    const trusting = ruled({ field: 'email', rules: ['sourcePriority'], trust: [3 as SourceId, 2 as SourceId] });
    expect(survive(['email', 'notes'], members, trusting).map(([, row]) => row)).toEqual([3, 1]);
    expect(survive(['email', 'notes'], members.slice(0, 2), trusting).map(([, row]) => row)).toEqual([2, 1]);
    expect(survive(['email.2'], [member(1, ['a@x.es'], 9, 1), member(3, ['c@x.es'], 1, 3)], trusting).map(([, row]) => row)).toEqual([3]);
  });

  it('takes fields together that the workspace made a unit', () => {
    const members = [member(1, ['611', 'home'], 1), member(2, ['622', ''], 9)];
    expect(survive(['phone', 'category'], members).map(([value]) => value)).toEqual(['622', 'home']);
    expect(survive(['phone', 'category'], members, { fields: [{ field: 'phone', rules: ['mostComplete'], trust: [] }], units: [['phone', 'category']] }).map(([value]) => value)).toEqual(['611', 'home']);
    expect(survive(['phone', 'category'], members, { fields: [], units: [['phone', 'category']] }).map(([value]) => value)).toEqual(['622']);
  });

  it('gives the last tie to the earliest row', () => {
    expect(survive(['email'], [member(7, ['b@x.es']), member(3, ['a@x.es'])])).toEqual([['a@x.es', 3, 'earliest']]);
  });

  it('says that a value was the only one', () => {
    expect(survive(['email'], [member(1, ['wrong']), member(2, [null])])).toEqual([['wrong', 1, 'mostComplete']]);
  });

  it('has rules for every field without configuration', () => {
    expect(unitOf('city.2')).toBe('address.2');
    expect(defaultRulesOf(unitOf('city'))).toEqual(defaultRulesOf('address'));
    expect(defaultRulesOf('custom:Tarifa').length).toBeGreaterThan(0);
  });
});

describe('one value in other letters', () => {
  it('has one key', () => {
    expect(agreementKey('phone', '+34 611-22.33 44')).toBe(agreementKey('phone', '611223344'));
    expect(agreementKey('phone', '+44 611 223344')).not.toBe(agreementKey('phone', '611223344'));
    expect(agreementKey('taxId', '12.345.678-z')).toBe(agreementKey('taxId', '12345678Z'));
    expect(agreementKey('website', 'https://www.Casa.es/')).toBe(agreementKey('website', 'casa.es'));
    expect(agreementKey('email', 'a.b@x.es')).not.toBe(agreementKey('email', 'ab@x.es'));
    expect(agreementKey('city', '?')).not.toBe('');
    expect(agreementKey('fullName', 'Ωmega')).not.toBe('');
  });

  it('is best with its capitals and accents and without strange letters', () => {
    const worst = ['MUÃ‘OZ', 'MUÑOZ', ' Muñoz', 'Munoz', 'Muñoz'].map(spellingScore);
    expect(worst).toEqual([...worst].sort((left, right) => left - right));
    expect(['GarcÃ­a', 'NU?EZ', 'MU¥OZ', 'Mu¤oz', 'García', '¿Núñez?', '3 ¥'].map((text) => isGarbled('fullName', text))).toEqual([true, true, true, true, false, false, false]);
    expect(isGarbled('website', 'casa.es/a?b=c')).toBe(false);
  });
});
