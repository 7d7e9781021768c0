// The line between data worker and machine: order of writes, replies, and what is dropped when the line ends.
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Journal } from '../../../shared/contract/journal.ts';
import type { MachineReply } from '../../../shared/contract/machine.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { Grants } from '../../../electron/main/machine/Grants.ts';
import { isPlainName } from '../../../electron/workspace/Outputs.ts';
import { checkMachineRequest } from '../../../electron/main/machine/machineShapes.ts';
import { serveMachine } from '../../../electron/main/machine/serveMachine.ts';

/** Plays Electron's port: what is said to it is heard by the machine. */
class FakePort extends EventEmitter {
  readonly replies: MachineReply[] = [];
  isClosed = false;
  start(): void {}
  close(): void {
    this.isClosed = true;
  }
  postMessage(reply: MachineReply): void {
    this.replies.push(reply);
  }
  say(id: number, call: string, request?: unknown): void {
    this.emit('message', { data: { id, call, request } });
  }
  async repliesTo(...ids: readonly number[]): Promise<readonly (MachineReply | undefined)[]> {
    await expect.poll(() => ids.every((id) => this.replies.some((reply) => reply.id === id))).toBe(true);
    return ids.map((id) => this.replies.find((reply) => reply.id === id));
  }
}

function openLine(journal: Partial<Journal> | null = null) {
  const port = new FakePort();
  const grants = new Grants();
  const folder = mkdtempSync(join(tmpdir(), 'fichero-line-'));
  const stop = serveMachine(port as never, { grants, journal: () => journal as never, verifierPage: 'none.html', formPage: 'none.html', destroyWorkingData: async () => {}, print: async ({ title }) => new TextEncoder().encode(`%PDF ${title}`) });
  return { port, grants, folder, stop };
}

test('writes happen in the order in which they were asked, without waiting for replies', async () => {
  const { port, grants, folder } = openLine();
  const { token } = grants.grantFolder(folder);
  port.say(1, 'output.create', { folder: token, name: 'order.txt' });
  for (let part = 0; part < 20; part++) port.say(2 + part, 'output.write', { output: 1, bytes: new TextEncoder().encode(`${part} `) });
  port.say(99, 'output.commit', { output: 1 });
  await port.repliesTo(99);
  expect(readFileSync(join(folder, 'order.txt'), 'utf8')).toBe(Array.from({ length: 20 }, (_, part) => `${part} `).join(''));
});

test('a printed document goes into a folder under a free name, or replaces the file that was named in a save dialog', async () => {
  const { port, grants, folder } = openLine();
  const document = { title: 'Report', language: 'en', body: '<h1>Report</h1>', style: '', footer: '' };
  const { token } = grants.grantFolder(folder);
  const target = grants.grantTarget(join(folder, 'chosen.pdf')).token;
  port.say(1, 'output.print', { folder: token, name: 'report.pdf', document });
  port.say(2, 'output.print', { folder: token, name: 'report.pdf', document });
  port.say(3, 'output.print', { target, document });
  port.say(4, 'output.print', { target, document: { ...document, title: 'Second' } });
  port.say(5, 'output.print', { target: 'made-up', document });
  const replies = await port.repliesTo(1, 2, 3, 4, 5);
  expect(replies.map((reply) => reply?.ok && (reply.response as { name: string }).name)).toEqual(['report.pdf', 'report (2).pdf', 'chosen.pdf', 'chosen.pdf', false]);
  expect(readdirSync(folder).sort()).toEqual(['chosen.pdf', 'report (2).pdf', 'report.pdf']);
  expect(readFileSync(join(folder, 'chosen.pdf'), 'utf8')).toBe('%PDF Second');
});

test('trouble of the journal is answered as trouble, a throw as a bug, and both leave the line open', async () => {
  const { port } = openLine({
    begin: async () => ({ ok: false, error: { kind: 'readOnly' } }),
    head: async () => {
      throw new Error('broken');
    },
    checkpoint: async () => ok(null),
  });
  port.say(1, 'journal.begin', { neededBytes: 1 });
  port.say(2, 'journal.head');
  port.say(3, 'journal.checkpoint');
  expect(await port.repliesTo(1, 2, 3)).toEqual([
    { id: 1, ok: false, trouble: { kind: 'readOnly' } },
    { id: 2, ok: false, bug: 'broken' },
    { id: 3, ok: true, response: null },
  ]);
});

test('without a workspace the journal answers so', async () => {
  const { port } = openLine();
  port.say(1, 'journal.info');
  expect(await port.repliesTo(1)).toEqual([{ id: 1, ok: false, trouble: { kind: 'noWorkspace' } }]);
});

test('the end of the line drops unfinished files and the unfinished append', async () => {
  let aborted = 0;
  const { port, grants, folder, stop } = openLine({
    abort: async () => {
      aborted += 1;
      return undefined;
    },
  });
  port.say(1, 'output.create', { folder: grants.grantFolder(folder).token, name: 'half.csv' });
  await port.repliesTo(1);
  expect(readdirSync(folder)).toHaveLength(1);
  await stop();
  expect([readdirSync(folder), aborted, port.isClosed]).toEqual([[], 1, true]);
});

test('malformed requests are told apart from unknown ones, and messages without an id are not answered', () => {
  expect(checkMachineRequest('text')).toEqual({ id: null, bug: 'malformed message' });
  expect(checkMachineRequest({ id: 1, call: '__proto__', request: undefined })).toEqual({ id: 1, bug: 'unknown call __proto__' });
  expect(checkMachineRequest({ id: 2, call: 'output.write', request: { output: 1, bytes: new Uint8Array(17 * 1024 * 1024) } })).toMatchObject({ id: 2, bug: expect.stringContaining('too many bytes') });
  expect(checkMachineRequest({ id: 3, call: 'journal.head', request: undefined })).toEqual({ id: 3, call: 'journal.head', request: undefined });
});

test.each([
  ['clientes.csv', true],
  ['Año 2026 (2).csv', true],
  ['', false],
  ['.', false],
  ['..', false],
  ['../a.csv', false],
  ['a/b.csv', false],
  ['a\\b.csv', false],
  ['.hidden', false],
  ['nul', false],
  ['COM1.csv', false],
  ['a:b.csv', false],
  ['a\u0000.csv', false],
  ['trailing.', false],
  ['trailing ', false],
  ['x'.repeat(201), false],
])('the name %j of an exported file is plain: %s', (name, expected) => {
  expect(isPlainName(name)).toBe(expected);
});
