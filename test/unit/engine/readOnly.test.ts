// A workspace that was opened to be read: every call that writes is refused before it does anything, and the rest answers.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineCall } from '../../../shared/contract/engine.ts';
import { everyEntry } from '../../../shared/contract/engine.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { listRecord, readRecord } from '../../../electron/workspace/recordFiles.ts';
import type { Workspace } from '../../../electron/workspace/Workspace.ts';
import { startEngineCalls } from '../../../renderer/engine/engineCalls.ts';
import type { Machine } from '../../../renderer/engine/machineClient.ts';
import { commitEntry, makeWorkspace, openWorkspace, temporaryFolder } from '../../support/workspaces.ts';

vi.stubGlobal('APP_VERSION', '0.0.0');

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** The machine's end of the line for one folder; a call that would write is a bug of this test's subject. */
function machineFor(folder: Workspace): Machine {
  const answers: Record<string, (request: never) => Promise<unknown>> = {
    'journal.info': () => folder.info(),
    'journal.head': () => folder.head(),
    'journal.entries': (request) => folder.entries(request),
    'journal.frame': (request) => folder.frame(request),
    'record.list': () => listRecord(nodeFiles, folder.folder),
    'record.read': ({ name, offset, length }: { name: string; offset: number; length: number }) => readRecord(nodeFiles, folder.folder, name, offset, length),
  };
  return (async (call: string, request: unknown) => {
    const answer = answers[call];
    if (answer === undefined) throw new Error(`The machine was asked to ${call}`);
    return answer(request as never);
  }) as Machine;
}

function stateOf(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted().map((name) => (statSync(join(path, name)).isDirectory() ? name : `${name} ${readFileSync(join(path, name)).toString('base64')}`));
}

test('refuses every call that writes, answers what an auditor asks, and leaves the folder as it was', async () => {
  const path = `${place.path}/w`;
  const keys = await makeWorkspace(path);
  const writing = await openWorkspace(path, keys);
  await commitEntry(writing, { act: 'rules' }, { items: [{ kind: 'source', id: 1, name: 'CRM', trustRank: 1 }] });
  await writing.close();
  const before = stateOf(path);
  const folder = await openWorkspace(path, keys, nodeFiles, { readOnly: true });
  const { handlers, isWrite, refuse } = startEngineCalls(machineFor(folder), () => undefined, (work) => work());
  await handlers.open({ actor: 'auditor', language: 'en' }, quietJob);
  const all = Object.keys(handlers) as EngineCall[];
  const refused = all.filter((call) => {
    try {
      refuse(call);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ trouble: { kind: 'machine', trouble: { kind: 'readOnly' } } });
      return true;
    }
  });
  const some = ['load.run', 'decide.merge', 'undo.undo', 'handSet.set', 'split.run', 'bulk.apply', 'match.run', 'export.run', 'stale.confirm', 'privacy.block', 'privacy.erase', 'log.receipt', 'sources.update'] as const satisfies readonly EngineCall[];
  for (const call of some) expect(refused).toContain(call);
  expect(refused.filter((call) => !isWrite(call))).toEqual([]);
  expect(all.filter((call) => isWrite(call) && !refused.includes(call) && !/^(open|close|log\.|match\.(threshold|preview|forecast|exportModel)|privacy\.certificate|quality\.report)/.test(call))).toEqual([]);
  expect(await handlers['log.list']({ filter: everyEntry, from: 0, count: 10 }, quietJob)).toMatchObject({ total: 2, lines: [{ act: 'rules' }, { act: 'create-workspace' }] });
  expect(await handlers['log.verify']({ receipts: [], language: 'en' }, quietJob)).toMatchObject({ clean: true, entries: 2 });
  expect(await handlers['log.trust'](undefined, quietJob)).toMatchObject({ entries: 2, receipts: 0, lastReceipt: null });
  await folder.close();
  expect(stateOf(path)).toEqual(before);
});
