// Keys are chosen for what they bring beside the others.
import { describe, expect, it } from 'vitest';
import type { Atom } from '../../../shared/match/keys/atoms.ts';
import { pickKeys } from '../../../shared/match/keys/chooseKeys.ts';

const atom = (name: string, field: number): Atom => ({ name, field, slots: 1, hashes: new Uint32Array(0), alone: true, joins: true });
const phone = atom('phone', 0);
const surname = atom('surname', 1);
const postcode = atom('postcode', 2);
const key = (...atoms: Atom[]) => ({ name: atoms.map(({ name }) => name).join(' + '), atoms, splitters: [] });
const forecast = (pairs: number, tooLarge: readonly number[] = []) => ({ pairs, tooLarge: new Set(tooLarge), drawn: new Uint32Array(0) });
const keys = [key(phone), key(phone, surname), key(surname, postcode)];
const covered = [Uint32Array.of(0, 1, 2), Uint32Array.of(0, 1), Uint32Array.of(2, 3)];
const worth = Float64Array.of(1, 1, 1, 1);
const chosen = (forecasts: readonly ReturnType<typeof forecast>[]): string[] => pickKeys(keys, forecasts, covered, worth, 10_000, 1000, 40).map((k) => keys[k]!.name);

describe('keys that hold one another', () => {
  it('are not chosen both, whichever comes first', () => {
    expect(chosen([forecast(500), forecast(400), forecast(500)])).toEqual(['phone', 'surname + postcode']);
    // The narrower one is the better bargain and goes first; the wider one then takes its place.
    expect(chosen([forecast(5000), forecast(1), forecast(500)])).toEqual(['surname + postcode', 'phone']);
  });

  it('are both of use where blocks of the wider one are too large', () => {
    expect(chosen([forecast(500, [7]), forecast(400), forecast(500)])).toContain('phone + surname');
  });
});
