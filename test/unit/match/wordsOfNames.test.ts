// What the matcher makes of names and numbers that only look alike.
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { findDuplicates, type MatchRun } from '../../../shared/match/findDuplicates.ts';
import { comparerOf } from '../../../shared/match/compare/comparer.ts';
import { levelNames, type ComparisonKind } from '../../../shared/match/matchTypes.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { prepareField } from '../../../shared/match/prepare/prepareField.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { tableOf } from '../../support/matchTables.ts';

function levelOf(kind: ComparisonKind, left: string, right: string, others: readonly string[] = []): string {
  const field = prepareField({ name: 'c', kind, columns: [0], field: undefined }, [columnOf([left, right, ...others])]);
  return levelNames[kind][comparerOf(field, 500)(field.codes[0]!, field.codes[1]!)]!;
}

const find = (headers: readonly string[], cells: readonly (readonly string[])[]): Promise<MatchRun> => findDuplicates(tableOf(headers, cells), {}, inlinePool(), quietJob);

const given = (i: number): string => ['Ana', 'Bea', 'Eva', 'Luis', 'Juan'][i % 5]!;
const family = (i: number): string => `Ferro${['ba', 'de', 'vi', 'to', 'lu', 'ma', 'ne', 'si'][i % 8]}${['ra', 'ga', 'ya'][i % 3]}`;

describe('whole names', () => {
  it('of one family with other given names have but some words in common', () => {
    expect(levelOf('name', 'GARCIA HERNANDEZ, JOSE', 'Cristina García Hernández')).toBe('someWords');
    expect(levelOf('name', 'Ruiz Alonso, Nuria', 'Alejandro Alberto Ruiz Alonso')).toBe('someWords');
  });

  it('of one person are close: short forms, initials, slips, a given name left out', () => {
    for (const [left, right] of [['Francisco Ruiz Alonso', 'Ruiz Alonso, Paco'], ['Mónica Gil Sanz', 'M. Gil Sanz'], ['José Luis Gil Sanz', 'Gil Sanz, Luis'], ['Cristina Gil Sanz', 'Cristian Gil Sanz']] as const) expect(levelOf('name', left, right)).not.toMatch(/^(?:different|someWords)$/);
  });

  it('beside their parts take no part, as each name would count twice', async () => {
    const cells = Array.from({ length: 60 }, (_, i) => [`${given(i)} ${family(i)}`, given(i), family(i), `19${10 + i}-02-03`]);
    const { roles } = await find(['full_name', 'first_name', 'surname', 'dob'], cells);
    expect(roles.map(({ role, ignored }) => ignored ?? role)).toEqual(['dependent', 'given', 'surname', 'date']);
  });

  it('of somebody else beside given name and surname are compared', async () => {
    const cells = Array.from({ length: 60 }, (_, i) => [`${given(i + 7)} ${family(i + 9)}`, given(i), family(i), `19${10 + i}-02-03`]);
    const { roles } = await find(['full_name', 'first_name', 'surname', 'dob'], cells);
    expect(roles[0]!.ignored).toBeUndefined();
  });
});

describe('columns beside names', () => {
  it('of middle names are given names, of which an initial is one', async () => {
    for (const header of ['midl_name', 'MiddleName', 'Middle Initial', 'segundo_nombre']) {
      const cells = Array.from({ length: 60 }, (_, i) => [`Ruiz${i}`, 'Ana', i % 3 === 0 ? 'B' : ['Berta', 'Clara', 'Diana'][i % 3]!, `19${10 + i}-02-03`]);
      const { roles } = await find(['last_name', 'first_name', header, 'dob'], cells);
      expect(roles[2]!.role).toBe('given');
    }
    expect(levelOf('given', 'B', 'Berta')).toBe('initial');
  });

  it('of ages are numbers, one year apart is close', async () => {
    const cells = Array.from({ length: 2000 }, (_, i) => [`Ruiz${i % 700}`, `Ana${i % 31}`, String(18 + ((i * 11) % 70)), `${i} Road`]);
    const { roles } = await find(['last_name', 'first_name', 'age', 'street'], cells);
    expect(roles[2]!.role).toBe('number');
    const ages = Array.from({ length: 40 }, (_, i) => String(20 + i));
    expect(levelOf('number', '75', '76', ages)).toBe('close');
    expect(levelOf('number', '75', '78', ages)).toBe('near');
    expect(levelOf('number', '75', '60', ages)).toBe('different');
  });
});

describe('one column alone', () => {
  it('of names: the same wording is the same thing, in any order and with a slip', async () => {
    const names = Array.from({ length: 80 }, (_, i) => `Talleres Ferrovial${String.fromCodePoint(97 + (i % 26), 97 + Math.floor(i / 26))} Industria`);
    const { clusters, candidatePairs } = await find(['empresa'], [...names, names[3]!, 'Industria Talleres Ferrovialea'].map((name) => [name]));
    expect(candidatePairs).toBeGreaterThan(0);
    expect(clusters.ids[3]).toBeGreaterThan(0);
    expect(clusters.ids[80]).toBe(clusters.ids[3]);
  });

  it('of towns: equal values are no duplicates', async () => {
    const { clusters } = await find(['ciudad'], Array.from({ length: 300 }, (_, i) => [['Vigo', 'Madrid', 'Lugo', 'Soria'][i % 4]!]));
    expect(clusters.count).toBe(0);
  });
});
