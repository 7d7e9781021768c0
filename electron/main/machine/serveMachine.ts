// Answers the data worker's requests over its own port: granted files, the journal of the open workspace, exported files.
import { readFile } from 'node:fs/promises';
import type { MessagePortMain } from 'electron';
import { nodeFiles } from '../../workspace/nodeFiles.ts';
import { listRecord, readRecord } from '../../workspace/recordFiles.ts';
import type { JournalInFolder } from '../desktop/OpenWorkspace.ts';
import type { MachineReply, MachineTrouble, OutputPlace, PrintDocument } from '../../../shared/contract/machine.ts';
import { assertNever } from '../../../shared/kernel/assertNever.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Grants } from './Grants.ts';
import { Outputs } from '../../workspace/Outputs.ts';
import { checkMachineRequest, type CheckedRequest } from './machineShapes.ts';

export type MachineParts = {
  readonly grants: Grants;
  /** Of the workspace that is open now; null where none is. */
  readonly journal: () => JournalInFolder | null;
  /** Draws a document as a PDF. */
  readonly print: (document: PrintDocument) => Promise<Uint8Array>;
  /** Where the page that verifies bundles lies. */
  readonly verifierPage: string;
  /** Where the page of refresh forms lies. */
  readonly formPage: string;
  readonly destroyWorkingData: () => Promise<void>;
  /** What must be over before the first write: an earlier page's unfinished ones. */
  readonly after?: Promise<unknown>;
};

/** @returns a function that stops answering and drops what was begun */
export function serveMachine(port: Pick<MessagePortMain, 'on' | 'start' | 'postMessage' | 'close'>, parts: MachineParts): () => Promise<void> {
  const outputs = new Outputs(async () => (await parts.journal()?.freeRoom()) ?? false);
  // Reads may overtake each other; what writes goes one after the other, in the order in which it was asked.
  let writes: Promise<unknown> = parts.after ?? Promise.resolve();
  port.on('message', ({ data }: { data: unknown }) => {
    const request = checkMachineRequest(data);
    if (!('call' in request)) {
      if (request.id !== null) reply({ id: request.id, ok: false, bug: request.bug });
      return;
    }
    const answer = () => answerMachine(request, parts, outputs).then(
      (result) => reply(result.ok ? { id: request.id, ok: true, response: result.value } : { id: request.id, ok: false, trouble: result.error }),
      (error: unknown) => reply({ id: request.id, ok: false, bug: error instanceof Error ? error.message : String(error) }),
    );
    if (request.call.startsWith('file.') || request.call.startsWith('record.')) void answer();
    else writes = writes.then(answer);
  });
  port.start();
  return async () => {
    port.close();
    await writes;
    await outputs.abortAll();
    await parts.journal()?.abort();
  };

  function reply(message: MachineReply): void {
    port.postMessage(message);
  }
}

async function answerMachine(asked: CheckedRequest, { grants, journal, print, verifierPage, formPage, destroyWorkingData }: MachineParts, outputs: Outputs): Promise<Result<unknown, MachineTrouble>> {
  if (asked.call.startsWith('journal.')) {
    const open = journal();
    return open ? answerJournal(asked, open) : err({ kind: 'noWorkspace' });
  }
  if (asked.call === 'record.list' || asked.call === 'record.read') {
    const open = journal();
    if (open === null) return err({ kind: 'noWorkspace' });
    if (asked.call === 'record.list') return ok(await listRecord(nodeFiles, open.folder));
    const { name, offset, length } = asked.request;
    return ok(await readRecord(nodeFiles, open.folder, name, offset, length));
  }
  switch (asked.call) {
    case 'file.stat':
      return grants.stat(asked.request.token);
    case 'file.read':
      return grants.read(asked.request.token, asked.request.offset, asked.request.length);
    case 'workingData.destroy':
      await destroyWorkingData();
      return ok(undefined);
    case 'record.verifier':
      return ok(new Uint8Array(await readFile(verifierPage)));
    case 'form.page':
      return ok(new Uint8Array(await readFile(formPage)));
    case 'output.create':
      return createOutput(asked.request, grants, outputs);
    case 'output.print': {
      const { document, ...place } = asked.request;
      const created = await createOutput(place, grants, outputs);
      if (!created.ok) return created;
      const { output } = created.value;
      try {
        const written = await outputs.write(output, await print(document));
        return written.ok ? await outputs.commit(output) : written;
      } finally {
        // Does nothing after a commit.
        await outputs.abort(output);
      }
    }
    case 'output.write':
      return outputs.write(asked.request.output, asked.request.bytes);
    case 'output.commit':
      return outputs.commit(asked.request.output);
    case 'output.abort':
      return ok(await outputs.abort(asked.request.output));
    default:
      throw new Error(`No answer to ${asked.call}.`);
  }
}

async function createOutput(place: OutputPlace, grants: Grants, outputs: Outputs): Promise<Result<{ output: number }, MachineTrouble>> {
  if ('target' in place) {
    const path = grants.targetOf(place.target);
    return path === null ? err({ kind: 'notWritable', name: '', code: 'ENOENT' }) : outputs.createAt(path);
  }
  const folder = grants.folderOf(place.folder);
  return folder === null ? err({ kind: 'notWritable', name: place.name, code: 'ENOENT' }) : outputs.create(folder, place.name);
}

async function answerJournal(asked: CheckedRequest, journal: JournalInFolder): Promise<Result<unknown, MachineTrouble>> {
  switch (asked.call) {
    case 'journal.info':
      return ok(await journal.info());
    case 'journal.head':
      return ok(await journal.head());
    case 'journal.entries':
      return ok(await journal.entries(asked.request));
    case 'journal.frame':
      return ok(await journal.frame(asked.request));
    case 'journal.begin':
      return journal.begin(asked.request);
    case 'journal.append':
      return journal.append(asked.request);
    case 'journal.commit':
      return journal.commit(asked.request);
    case 'journal.write':
      return journal.write(asked.request);
    case 'journal.abort':
      return ok(await journal.abort());
    case 'journal.checkpoint':
      return journal.checkpoint();
    case 'journal.erase':
      // Should destroying fail half-way, what was there before can be had again; the copy is erased from as well.
      await journal.backUp();
      return journal.erase();
    case 'file.stat':
    case 'file.read':
    case 'output.create':
    case 'output.write':
    case 'output.commit':
    case 'output.abort':
    case 'output.print':
    case 'record.list':
    case 'record.read':
    case 'record.verifier':
    case 'form.page':
    case 'workingData.destroy':
      throw new Error(`No answer to ${asked.call}.`);
    default:
      return assertNever(asked);
  }
}
