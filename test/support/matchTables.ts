// Small customer tables with known duplicates, and a pool of several workers in one thread, for matching tests.
import { seededRandom, pick, type Random } from '../../shared/kernel/random.ts';
import { MatchWorker, isForAll, type MatchPool } from '../../shared/match/MatchWorker.ts';
import { allocateShared } from '../../shared/table/allocate.ts';
import type { Table } from '../../shared/table/Table.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';

const givens = ['Ana', 'Luis', 'María', 'José', 'Carmen', 'Íñigo', 'Lucía', 'Pablo', 'Elena', 'Jorge', 'Marta', 'Sergio', 'Irene', 'Raúl', 'Olga', 'Diego'];
const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'ro', 'su', 'ta', 've', 'zo'];
const cities = ['Madrid', 'Sevilla', 'Lugo', 'Vigo', 'Soria', 'Cuenca', 'Huelva', 'Murcia'];

function word(random: Random, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += pick(random, syllables);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slip(random: Random, text: string): string {
  if (text.length < 3) return text;
  const at = 1 + Math.floor(random() * (text.length - 2));
  return random() < 0.5 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

export type Person = readonly string[];
export const personHeaders = ['nombre', 'apellido1', 'apellido2', 'fecha nacimiento', 'email', 'telefono', 'direccion', 'poblacion'];

/** Rows of persons; about every third is a repetition with slips. `truth[r]` numbers the person. */
export function people(rows: number, seed: number): { cells: Person[]; truth: number[] } {
  const random = seededRandom(seed);
  const known: string[][] = [];
  const cells: string[][] = [];
  const truth: number[] = [];
  while (cells.length < rows) {
    if (known.length > 3 && random() < 0.35) {
      const who = Math.floor(random() * known.length);
      const copy = known[who]!.slice();
      const at = Math.floor(random() * 7);
      copy[at] = slip(random, copy[at]!);
      if (random() < 0.4) copy[Math.floor(random() * 7)] = '';
      cells.push(copy);
      truth.push(who);
      continue;
    }
    const [given, first, second] = [pick(random, givens), word(random, 3), word(random, 2)];
    const year = 1940 + Math.floor(random() * 60);
    const person = [
      given,
      first,
      second,
      `${1 + Math.floor(random() * 28)}/${1 + Math.floor(random() * 12)}/${year}`,
      `${given.normalize('NFD').replace(/[^a-zA-Z]/g, '')}.${first}${Math.floor(random() * 900)}@ejemplo${Math.floor(random() * 5)}.es`.toLowerCase(),
      `6${String(10_000_000 + Math.floor(random() * 89_999_999))}`,
      `Calle ${word(random, 3)} ${1 + Math.floor(random() * 90)}`,
      pick(random, cities),
    ];
    truth.push(known.length);
    known.push(person);
    cells.push(person);
  }
  return { cells, truth };
}

export function tableOf(headers: readonly string[], cells: readonly Person[]): Table {
  return { length: cells.length, columns: headers.map((name, c) => ({ name, column: columnOf(cells.map((row) => row[c])) })) };
}

/** Several workers that take tasks in turn and answer late and out of order. */
export function scatteredPool(size: number): MatchPool {
  const workers = Array.from({ length: size }, () => new MatchWorker(allocateShared));
  let next = 0;
  return {
    size,
    allocate: allocateShared,
    run: async (task) => {
      if (isForAll(task)) return workers.map((worker) => worker.handle(task))[0]!;
      const turn = next++;
      for (let i = 0; i < turn % 3; i++) await Promise.resolve();
      return workers[turn % size]!.handle(task);
    },
  };
}

/** Groups as sets of rows, in one canonical text; `rename` says what a row is called. */
export function groupsAsText(ids: Uint32Array, rename: (row: number) => number = (row) => row): string {
  const groups = new Map<number, number[]>();
  ids.forEach((id, row) => {
    if (id !== 0) groups.set(id, [...(groups.get(id) ?? []), rename(row)]);
  });
  return [...groups.values()]
    .map((rows) => rows.sort((a, b) => a - b).join(' '))
    .sort()
    .join('; ');
}
