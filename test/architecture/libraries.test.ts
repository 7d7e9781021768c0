import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { libraries } from '../../renderer/screens/settings/libraries.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>;

describe('the list of libraries in About', () => {
  it('gives the licence that each library states', () => {
    for (const { name, licence } of libraries) expect([name, read(`node_modules/${name}/package.json`)['license']]).toEqual([name, licence]);
  });
});
