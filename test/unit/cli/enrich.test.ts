import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCreate } from '../../../electron/cli/create.ts';
import { runUndo } from '../../../electron/cli/decide.ts';
import { runEnrich } from '../../../electron/cli/enrich.ts';
import { runGolden } from '../../../electron/cli/golden.ts';
import { runInfo } from '../../../electron/cli/info.ts';
import type { Command } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { CommandError } from '../../../electron/cli/openForCommand.ts';
import { runVerify } from '../../../electron/cli/verify.ts';
import { commandLine, type CommandLine, type Ran } from '../../support/commandLine.ts';

let place: CommandLine;
let folder: string;
beforeEach(async () => {
  place = commandLine();
  folder = place.path;
  await writeFile(join(folder, 'customers.csv'), 'NIF;Nombre;Teléfono\n12345678Z;Ana Gil;600111222\nB12345674;Talleres Ruiz SL;\n00000001R;Luis Sol;\n');
  await writeFile(join(folder, 'directory.csv'), 'Tax id,Phone,Sector\n12345678-z,600999888,Retail\nES B12345674,915550000,Industry\n99999999R,1,Other\n');
  await run(runCreate, 'w.fichero');
  await run(runLoad, 'w.fichero', 'customers.csv', '--source', 'CRM');
});
afterEach(() => place.remove());

const run = (command: Command, ...args: string[]): Promise<Ran> => place.run(command, ...args);

const digest = async (): Promise<unknown> => (JSON.parse((await run(runInfo, 'w.fichero', '--json')).out) as { stateDigest: unknown }).stateDigest;
const enrich = (...more: string[]) => run(runEnrich, 'w.fichero', '--from', 'directory.csv', '--key', 'taxId=Tax id', '--fields', 'phone,Sector', '--json', ...more);

describe('fichero enrich', () => {
  it('counts, proposes, and changes no record until told from which confidence to accept', async () => {
    const before = (await run(runGolden, 'w.fichero', '--json')).out;
    const { code, out } = await enrich();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ records: 3, matched: 2, ambiguous: 0, unmatched: 1, withoutKey: 0, referenceRows: 3, unused: 1, proposals: 3, accepted: 0, byField: { phone: 1, category: 2 } });
    expect((await run(runGolden, 'w.fichero', '--json')).out).toBe(before);
  });

  it('accepts as one entry that undo takes back, changes nothing when run again, and leaves a record that verifies', async () => {
    await enrich();
    const before = await digest();
    expect(JSON.parse((await enrich('--accept-above', '0.9')).out)).toMatchObject({ accepted: 3 });
    const golden = (await run(runGolden, 'w.fichero', '--json')).out;
    expect(golden).toContain('915550000');
    expect(golden).toContain('Industry');
    const after = await digest();
    const entries = JSON.parse((await run(runInfo, 'w.fichero', '--json')).out) as { entries: number };
    expect(JSON.parse((await enrich('--accept-above', '0.9')).out)).toMatchObject({ proposals: 0, accepted: 0 });
    expect(JSON.parse((await run(runInfo, 'w.fichero', '--json')).out)).toMatchObject({ entries: entries.entries });
    expect(await digest()).toBe(after);
    expect((await run(runVerify, 'w.fichero')).code).toBe(0);
    await run(runUndo, 'w.fichero');
    expect(await digest()).toBe(before);
  });

  it('says in words what is wrong with the call or the file', async () => {
    await expect(run(runEnrich, 'w.fichero', '--from', 'directory.csv', '--key', 'nif=Tax id', '--fields', 'phone')).rejects.toThrow(/no field "nif"/);
    await expect(run(runEnrich, 'w.fichero', '--from', 'directory.csv', '--key', 'taxId=NIF', '--fields', 'phone')).rejects.toThrow(/no column "NIF"/);
    await expect(run(runEnrich, 'w.fichero', '--from', 'gone.csv', '--key', 'taxId', '--fields', 'phone')).rejects.toThrow(CommandError);
    await writeFile(join(folder, 'directory.csv'), 'Tax id,Phone,Sector\n,600999888,Retail\n-,1,Other\n');
    const { code, err, out } = await enrich();
    expect([code, JSON.parse(out)]).toMatchObject([0, { matched: 0, referenceWithoutKey: 2, proposals: 0 }]);
    expect(err).toContain('No row of directory.csv has a value in Tax id');
  });
});
