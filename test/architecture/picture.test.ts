// The layout drawn in the README is the layout of the folders.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Made by tools, and not part of the picture. */
const notDrawn = /^(out|release|coverage|node_modules|screenshots|test-results|playwright-report|\..*)$/;
/** Whose folders are the architecture, drawn by name. */
const drawnInside = ['electron', 'shared', 'renderer'];

const picture = foldersOf(readFileSync(resolve(root, 'README.md'), 'utf8'));

test('the picture has the top-level folders', () => {
  expect([...picture.keys()].toSorted()).toEqual(foldersIn(root));
});

describe('the picture has the folders inside', () => {
  test.each(drawnInside)('%s', (parent) => {
    expect(picture.get(parent)?.toSorted()).toEqual(foldersIn(resolve(root, parent)));
  });
});

test('the picture is read as it is drawn', () => {
  const readme = ['## Layout', '```', 'build/    tools; nothing ships', 'shared/   the core, no DOM:', '          kernel · model (the', '          nouns) · i18n', 'test/     unit · laws (slow, too)', '```'].join('\n');
  expect(foldersOf(readme)).toEqual(new Map([['build', ['tools; nothing ships']], ['shared', ['kernel', 'model', 'i18n']], ['test', ['unit', 'laws']]]));
});

/** Reads the block under "Layout": a folder at the start of a line, and what it holds, after a colon if there is one, apart by commas or dots in the middle. */
function foldersOf(readme: string): Map<string, string[]> {
  const block = /## Layout\s+```\w*\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const folders = new Map<string, string>();
  let current = '';
  for (const line of block.split('\n')) {
    const [, name, text = line] = /^(\w+)\/\s+(.*)$/.exec(line) ?? [];
    current = name ?? current;
    folders.set(current, `${folders.get(current) ?? ''} ${text.trim()}`);
  }
  folders.delete('');
  return new Map([...folders].map(([name, text]) => [name, namesIn(text)]));
}

function namesIn(text: string): string[] {
  const plain = text.replaceAll(/\([^)]*\)/g, '');
  return plain.slice(plain.indexOf(':') + 1).split(/[·,]/).map((name) => name.trim()).filter((name) => name !== '');
}

/** Sorted. A folder that holds nothing is none: git does not keep it. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notDrawn.test(entry.name) && readdirSync(resolve(folder, entry.name), { recursive: true, withFileTypes: true }).some((inside) => inside.isFile()))
    .map((entry) => entry.name)
    .toSorted();
}
