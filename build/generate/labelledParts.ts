// Words, slips and rows that invented labelled files are made of.
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { typo } from './errors.ts';
import { drawByWeight, zipfWeights, type Draw } from './weighted.ts';
import { englishMen, englishSurnames, englishWomen } from './words/englishNames.ts';

export type LabelledSet = {
  readonly name: string;
  readonly headers: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** The true thing behind each row, numbered from 0. */
  readonly truth: readonly number[];
  /** Position of the column that names the source, where links between sources are asked for. */
  readonly source?: number;
};

export type Row = { readonly cells: string[]; readonly truth: number };

export const has = (random: Random, chance: number): boolean => random() < chance;
export const digits = (random: Random, count: number): string => Array.from({ length: count }, () => randomInteger(random, 10)).join('');
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Invented words, commonest first, alike in every run. */
export function inventWords(count: number, seed: number, syllables: string, least = 2, most = 3): string[] {
  const random = seededRandom(seed);
  const parts = syllables.split(' ');
  const words = new Set<string>();
  while (words.size < count) {
    let word = '';
    const length = least + randomInteger(random, most - least + 1);
    for (let i = 0; i < length; i++) word += pick(random, parts);
    words.add(word);
  }
  return [...words];
}

export type Words = { readonly list: readonly string[]; readonly draw: Draw };

export function zipf(list: readonly string[], exponent = 0.9, shift = 4): Words {
  return { list, draw: drawByWeight(zipfWeights(list.length, exponent, shift)) };
}

export function word(random: Random, { list, draw }: Words): string {
  return list[draw(random)]!;
}

export function several(random: Random, words: Words, least: number, most: number): string[] {
  const count = least + randomInteger(random, most - least + 1);
  const found: string[] = [];
  while (found.length < count) {
    const next = word(random, words);
    if (!found.includes(next)) found.push(next);
  }
  return found;
}

export const syllables = 'ba be ca co da de di fa fe ga ge la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se so ta te ti to va ve vi';
export const titleWords = zipf(inventWords(2600, 11, `${syllables} tion ment ing al er ive ic or`, 2, 4), 0.85, 8);
export const plainWords = zipf(inventWords(1500, 12, `${syllables} ton ley ster ham ford`, 2, 3));
export const frenchSurnames = zipf(inventWords(1800, 13, 'du le mar ber tin lan beau mont roy gar nier che va lier bou chard per rin pi card dan'), 0.75, 6);
export const germanSurnames = zipf(inventWords(1800, 14, 'mül ler schmi dt wag ner bau er hof mann stein berg kel ler vo gel rich ter wal sch wei'), 0.75, 6);
export const portugueseSurnames = zipf(inventWords(600, 15, 'sil va san tos fer rei ra oli vei pe so al mei da cos ta ro dri gues mar tins'), 0.8, 4);
export const frenchGivens = zipf('Marie Jean Pierre Michel Nathalie Philippe Isabelle Alain Sylvie Patrick Catherine Nicolas Christophe Françoise Laurent Sophie Julien Céline Thomas Aurélie Éric Valérie Guillaume Émilie Hélène Benoît Chloé Mathieu Camille Antoine Léa Hugo Inès Louis Manon Jules Zoé'.split(' '), 0.5);
export const germanGivens = zipf('Peter Maria Michael Ursula Thomas Monika Andreas Petra Wolfgang Elisabeth Klaus Sabine Jürgen Renate Günter Helga Stefan Karin Christian Brigitte Uwe Ingrid Jörg Erika Bärbel Jan Nina Lukas Anna Felix Lena Max Mia Jonas'.split(' '), 0.5);
export const portugueseGivens = zipf('Maria José António João Ana Manuel Francisco Carlos Luís Paulo Pedro Inês Joana Tiago Rita Miguel Sofia Rui Catarina Nuno Teresa Margarida Diogo Beatriz André Helena Gonçalo Marta'.split(' '), 0.5);
export const englishGivens = zipf([...englishMen, ...englishWomen].toSorted(), 0.5);
export const englishFamilies = zipf(englishSurnames, 0.7);
export const towns = zipf(inventWords(220, 16, 'ash birk chel dun ex frome glen hart kirk ley mal nor ox pen ru stan thor up wes ton ham ford by', 2, 2).map(capital), 0.9, 3);

/** Rows in an order that says nothing about who is who. */
export function scattered(name: string, headers: readonly string[], rows: readonly Row[], random: Random, source?: number): LabelledSet {
  const order = rows.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return { name, headers, cells: order.map(({ cells }) => cells), truth: order.map(({ truth }) => truth), ...(source === undefined ? {} : { source }) };
}

export const slip = (random: Random, text: string, chance: number): string => (text.length > 2 && has(random, chance) ? typo(random, text) : text);
export const blank = (random: Random, text: string, chance: number): string => (has(random, chance) ? '' : text);

export function birth(random: Random): { year: number; month: number; day: number } {
  return { year: 1930 + randomInteger(random, 78), month: 1 + randomInteger(random, 12), day: 1 + randomInteger(random, 28) };
}

export const two = (n: number): string => String(n).padStart(2, '0');

export type Man = { given: string; middle: string; family: string; year: number; month: number; day: number; street: string; number: string; town: string; zip: string; phone: string; email: string };

export function invent(random: Random, givens: Words, families: Words, street: (name: string) => string): Man {
  const given = word(random, givens);
  const family = capital(word(random, families));
  const town = towns.draw(random);
  return {
    given,
    middle: word(random, givens),
    family,
    ...birth(random),
    street: street(capital(word(random, plainWords))),
    number: String(1 + randomInteger(random, 180)),
    town: towns.list[town]!,
    zip: `${10 + (town % 80)}${two(town % 100)}${randomInteger(random, 10)}`,
    phone: `0${2 + randomInteger(random, 7)}${digits(random, 8)}`,
    email: `${given}.${family}${has(random, 0.4) ? randomInteger(random, 99) : ''}`.normalize('NFD').replace(/[^A-Za-z0-9.]/g, '').toLowerCase() + `@${pick(random, ['orange.fr', 'gmail.com', 'web.de', 'sapo.pt', 'outlook.com', 'free.fr'])}`,
  };
}

/** Each thing once, and some again; `write` writes it clean (`copy` 0) or with what happens to it on the way (from 1 on). */
export function repeat<T>(random: Random, count: number, again: number, most: number, draw: () => T, write: (thing: T, copy: number) => string[]): Row[] {
  const rows: Row[] = [];
  for (let truth = 0; truth < count; truth++) {
    const thing = draw();
    rows.push({ cells: write(thing, 0), truth });
    for (let copy = 1; copy <= most && has(random, again); copy++) rows.push({ cells: write(thing, copy), truth });
  }
  return rows;
}
