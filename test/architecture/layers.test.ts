// The import rules hold for the project, and each of them can fail.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLayers, productFolders, ruleNames, type LayerReport } from '../../build/checks/cruise.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the project keeps its layers, and every source file was looked at', async () => {
  const { violations, modules } = await checkLayers(root);
  expect(violations).toEqual([]);
  const sources = productFolders.flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`).filter((name) => /(?<!\.d)\.tsx?$/.test(name)),
  );
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((source) => !modules.includes(source))).toEqual([]);
});

/** One import per rule that breaks it: [rule, importing file, imported file or package]. */
const breaches: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['shared-layers-kernel', 'shared/kernel/a.ts', 'shared/model/target.ts'],
  ['shared-layers-model', 'shared/model/a.ts', 'shared/table/target.ts'],
  ['shared-layers-table-values', 'shared/table/a.ts', 'shared/fields/target.ts'],
  ['shared-layers-fields', 'shared/fields/a.ts', 'shared/match/target.ts'],
  ['shared-layers-stages', 'shared/match/a.ts', 'shared/contract/target.ts'],
  ['shared-layers-contract', 'shared/contract/a.ts', 'shared/state/target.ts'],
  ['stages-apart', 'shared/match/b.ts', 'shared/merge/target.ts'],
  ['table-and-values-apart', 'shared/values/a.ts', 'shared/table/target.ts'],
  ['shared-is-pure', 'shared/kernel/b.ts', 'renderer/ui/target.ts'],
  ['shared-no-node', 'shared/kernel/c.ts', 'node:fs'],
  ['adapters-only', 'shared/values/b.ts', 'zod'],
  ['electron-not-renderer', 'electron/main/a.ts', 'renderer/ui/target.ts'],
  ['electron-no-stages', 'electron/main/b.ts', 'shared/match/target.ts'],
  ['preload-contract-only', 'electron/preload/a.ts', 'electron/main/target.ts'],
  ['folder-without-electron', 'electron/workspace/a.ts', 'electron'],
  ['renderer-not-electron', 'renderer/app/a.ts', 'electron/main/target.ts'],
  ['renderer-no-node', 'renderer/app/b.ts', 'node:path'],
  ['product-not-tools', 'electron/main/c.ts', 'build/target.ts'],
  ['screens-ask-the-engine', 'renderer/screens/stale/a.ts', 'renderer/store/target.ts'],
  ['screens-apart', 'renderer/screens/stale/b.ts', 'renderer/screens/match/target.ts'],
  ['ui-knows-no-customers', 'renderer/ui/a.ts', 'shared/model/target.ts'],
  ['grid-owns-table', 'renderer/app/c.ts', '@tanstack/react-table'],
  ['store-owns-dexie', 'renderer/engine/a.ts', 'dexie'],
  ['can-be-found', 'renderer/app/d.ts', './nowhere.ts'],
];
/** Imports that look alike and are allowed. */
const allowed: readonly (readonly [from: string, to: string])[] = [
  ['shared/state/good.ts', 'shared/match/target.ts'],
  ['shared/match/good.ts', 'shared/model/target.ts'],
  ['shared/values/good.adapter.ts', 'zod'],
  ['electron/preload/good.ts', 'shared/contract/target.ts'],
  ['electron/workspace/good.ts', 'node:fs'],
  ['renderer/screens/stale/good.ts', 'renderer/ui/target.ts'],
  ['renderer/store/good.ts', 'dexie'],
  ['renderer/ui/grid/good.ts', '@tanstack/react-table'],
];

describe('each rule can fail', () => {
  const folder = mkdtempSync(resolve(tmpdir(), 'fichero-layers-'));
  let report: LayerReport;

  beforeAll(async () => {
    writeFileSync(resolve(folder, 'package.json'), '{"type":"module","dependencies":{"zod":"*","dexie":"*","@tanstack/react-table":"*"},"devDependencies":{"electron":"*"}}');
    symlinkSync(resolve(root, 'node_modules'), resolve(folder, 'node_modules'));
    const imports = [...breaches.map(([, from, to]) => [from, to] as const), ...allowed];
    for (const [from, to] of imports) {
      if (isOwn(to)) write(to, 'export const target = 1;\n');
      write(from, `import * as target from '${isOwn(to) ? resolve(folder, to) : to}';\nexport const used = target;\n`);
    }
    write('shared/model/circleLeft.ts', "import { right } from './circleRight.ts';\nexport const left = (): unknown => right;\n");
    write('shared/model/circleRight.ts', "import { left } from './circleLeft.ts';\nexport const right = (): unknown => left;\n");
    report = await checkLayers(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(breaches)('%s', (rule, from) => {
    expect(report.violations.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(rule);
  });

  test('no-circles', () => {
    expect(report.violations.filter((violation) => violation.rule === 'no-circles').map(({ from }) => from)).toContain('shared/model/circleLeft.ts');
  });

  test('and none fails without reason', () => {
    const innocent = new Set(allowed.map(([from]) => from));
    expect(report.violations.filter(({ from }) => innocent.has(from))).toEqual([]);
  });

  test('no rule is left out', () => {
    expect([...breaches.map(([rule]) => rule), 'no-circles'].toSorted()).toEqual(ruleNames.toSorted());
  });

  function isOwn(to: string): boolean {
    return productFolders.some((own) => to.startsWith(`${own}/`));
  }
  function write(path: string, text: string): void {
    mkdirSync(dirname(resolve(folder, path)), { recursive: true });
    writeFileSync(resolve(folder, path), text);
  }
});
