// Remembers under which runtime each workspace was last used on this machine.
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import { readJson, writeJson } from '../jsonFile.ts';
import type { RuntimeMemory } from './Backups.ts';

const shape = z.record(z.string(), z.string());

export const runtimeMemory: RuntimeMemory = {
  last: (folder) => readJson(file(), shape)?.[folder] ?? null,
  remember: (folder, runtime) => writeJson(file(), { ...readJson(file(), shape), [folder]: runtime }),
};

function file(): string {
  return join(app.getPath('userData'), 'runtimes.json');
}
