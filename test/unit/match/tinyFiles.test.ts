// A file of a few rows teaches nothing; what everybody sees in it is found all the same.
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { findDuplicates } from '../../../shared/match/findDuplicates.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { tableOf } from '../../support/matchTables.ts';

async function groups(headers: readonly string[], cells: readonly (readonly string[])[]): Promise<number[]> {
  return Array.from((await findDuplicates(tableOf(headers, cells), {}, inlinePool(), quietJob)).clusters.ids);
}

describe('files of a few rows', () => {
  it('two or three rows: the same name with the same town is found', async () => {
    expect(await groups(['nombre', 'ciudad'], [['José Muñoz', 'Cádiz'], ['Jose Munoz', 'Cadiz'], ['Ana Ruiz', 'Vigo']])).toEqual([1, 1, 0]);
    expect(await groups(['a', 'b'], [['Juan Pérez', '28001'], ['Juan Perez', '28001']])).toEqual([1, 1]);
  });

  it('without headers an address of e-mail is one from its values', async () => {
    expect(await groups(['column 1', 'column 2', 'column 3'], [['Ana', 'Ruiz', 'ana@x.es'], ['Ana', 'Ruis', 'ana@x.es'], ['Luis', 'Gil', 'lg@y.es']])).toEqual([1, 1, 0]);
  });

  it('slips, short forms and gaps are found, and sisters at one telephone stay two', async () => {
    const rows = [
      ['Ana', 'García López', 'ana@correo.es', '600111222', 'Madrid'],
      ['ANA', 'Garcia Lopez', 'ana@correo.es', '', 'Madrid'],
      ['Luis', 'Pérez Gil', 'luis@correo.es', '600333444', 'Vigo'],
      ['Luis', 'Perez Gil', '', '600333444', 'Vigo'],
      ['Marta', 'Sanz Ruiz', 'marta@x.es', '600555666', 'Madrid'],
      ['Marta', 'Sans Ruiz', 'marta@x.es', '600555666', ''],
      ['José', 'Ruiz', 'jr@y.es', '600777888', 'Lugo'],
      ['Pepe', 'Ruiz', 'jr@y.es', '', 'Lugo'],
      ['Eva', 'Gil Mora', 'eva@z.es', '600999000', 'Vigo'],
      ['Ana', 'Gil Mora', 'agil@z.es', '600999000', 'Vigo'],
      ['Pedro', 'Mora', 'pm@z.es', '611999000', 'Soria'],
    ];
    expect(await groups(['Nombre', 'Apellidos', 'Email', 'Teléfono', 'Ciudad'], rows)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 0, 0, 0]);
  });

  it('namesakes in one town are not enough', async () => {
    expect(await groups(['Nombre', 'Ciudad'], [['Ana', 'Madrid'], ['Ana', 'Vigo'], ['Luis', 'Madrid'], ['Eva', 'Lugo'], ['Eva', 'Soria']])).toEqual([0, 0, 0, 0, 0]);
  });
});
