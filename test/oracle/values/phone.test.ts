// The direct matching of numbering plans against the library's own parser.
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../shared/values/phone.adapter.ts';

const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: min, maxLength: max });
const international = fc.tuple(fc.constantFrom('34', '33', '351', '49', '52', '54', '56', '57', '31', '44', '1', '39', '212'), digits(7, 11)).map(([code, rest]) => `+${code}${rest}`);
const spanish = fc.tuple(fc.constantFrom('6', '7', '9', '8', '5'), digits(8, 8)).map((two) => two.join(''));

const typeNames: Record<string, string> = { FIXED_LINE: 'fixed', MOBILE: 'mobile', PREMIUM_RATE: 'premium', TOLL_FREE: 'tollFree', SHARED_COST: 'sharedCost', VOIP: 'voip', PERSONAL_NUMBER: 'personal', PAGER: 'pager', UAN: 'company', VOICEMAIL: 'voicemail', FIXED_LINE_OR_MOBILE: 'fixedOrMobile' };

describe('phones', () => {
  it('read as the library reads them', () => {
    fc.assert(fc.property(fc.oneof(international, spanish), (text) => {
      const expected = parsePhoneNumberFromString(text, { defaultCountry: 'ES', extract: false });
      const reading = readPhone(text, { country: 'ES' });
      const valid = expected?.isValid() === true;
      expect([text, reading.parts.national !== '' && reading.reason?.kind !== 'phone']).toEqual([text, valid]);
      if (valid) expect([reading.canonical, reading.parts.country, reading.parts.type]).toEqual([expected.number, expected.country ?? '', typeNames[expected.getType() ?? ''] ?? 'unknown']);
    }), { numRuns: 1500 });
  });

  it.each([
    ['0034 91 234 56 79', '+34912345679'], ['34912345679', '+34912345679'], ['91-234-56-79', '+34912345679'], ['Tel. 912345679', '+34912345679'], ['612345679.0', '+34612345679'], ['(+34) 612 345 679', '+34612345679'], ['+44 20 7946 0958', '+442079460958'],
  ])('reads %s', (text, e164) => {
    expect(readPhone(text, { country: 'ES' }).canonical).toBe(e164);
  });

  it('takes two numbers out of one cell', () => {
    const reading = readPhone('912345679 / 612345679', { country: 'ES' });
    expect([reading.validity, reading.parts.all]).toEqual(['suspect', ['+34912345679', '+34612345679']]);
  });

  it.each([['1234', 'tooShort'], ['91234567', 'tooShort'], ['9123456789', 'tooLong'], ['hola mundo 12', 'notANumber'], ['412345679', 'notInUse']])('says what is wrong with %s', (text, problem) => {
    expect(readPhone(text, { country: 'ES' }).reason).toEqual({ kind: 'phone', problem });
  });

  it('reads national numbers of other countries', () => {
    expect(readPhone('01 23 45 67 89', { country: 'FR' }).canonical).toBe('+33123456789');
    expect(readPhone('020 7946 0958', { country: 'GB' }).canonical).toBe('+442079460958');
    expect(readPhone('(212) 555-0123', { country: 'US' }).canonical).toBe('+12125550123');
  });
});
