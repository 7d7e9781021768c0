// Reading files that the user granted.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Grants } from '../../../electron/main/machine/Grants.ts';
import { temporaryFolder } from '../../support/workspaces.ts';

test('a reading that begins does not close the file under another one (EBADF while a preview was asked again)', async () => {
  const folder = temporaryFolder();
  const path = resolve(folder.path, 'enero.csv');
  writeFileSync(path, 'a;b\n'.repeat(100_000));
  const grants = new Grants();
  const { token } = (await grants.grantFile(path))!;
  for (let round = 0; round < 50; round++) {
    await grants.stat(token);
    const answers = await Promise.all([grants.read(token, 0, 400_000), grants.stat(token), grants.read(token, 4, 400_000), grants.stat(token)]);
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  }
  folder.remove();
});
