// Files that wait to be loaded, and loading without questions for the bundled sample.
import { create } from 'zustand';
import type { PickedFile } from '../../shared/contract/desktop.ts';
import type { EngineCalls, LoadPreview } from '../../shared/contract/engine.ts';
import type { FieldMapping } from '../../shared/model/source.ts';
import { runJob } from './jobs.ts';
import type { Session } from './session.ts';

/** The load dialog shows the first of these. */
export const useLoadQueue = create<{ readonly files: readonly PickedFile[]; readonly total: number }>(() => ({ files: [], total: 0 }));

/** Puts files at the end of the queue. */
export function queueFiles(files: readonly PickedFile[]): void {
  if (files.length > 0) useLoadQueue.setState((state) => ({ files: [...state.files, ...files], total: state.total + files.length }));
}

/** Takes the first files off the queue; their dialog closes. */
export function nextFiles(count: number): void {
  useLoadQueue.setState((state) => ({ files: state.files.slice(count), total: state.files.length <= count ? 0 : state.total }));
}

/** Asks for files and queues them. */
export async function pickFiles({ desktop }: Session): Promise<void> {
  queueFiles(await desktop.call('files.pick', { purpose: 'load', multiple: true }));
}

/** Queues what the clipboard holds; false where it holds no text. */
export async function pasteFile({ desktop }: Session): Promise<boolean> {
  const pasted = await desktop.call('files.paste', undefined);
  if (pasted !== null) queueFiles([pasted]);
  return pasted !== null;
}

/** The mapping as the engine proposes it. */
export function proposedMapping(preview: LoadPreview): FieldMapping {
  return preview.mapping.map(({ column, field }) => ({ column, field }));
}

/** Loads a file with every guess taken as it is, as a new source; ends in the same outcome as the dialog's. */
export async function loadAsProposed(session: Session, file: PickedFile): Promise<EngineCalls['load.run']['response']> {
  const read = await session.engine.call('load.preview', { file: file.token, overrides: {} });
  if (!read.ok) return read;
  return runJob(session, 'loading', file.name, 'load.run', {
    file: file.token,
    overrides: {},
    mapping: proposedMapping(read.preview),
    source: { kind: 'new', name: read.preview.sourceName },
    mode: { kind: 'append' },
  });
}

/** Whether two files may be deliveries of one system by what they are called: numbers and dates in a name do not count. */
export function isCalledLike(left: string, right: string): boolean {
  const words = (name: string): string => name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '').toLowerCase().replaceAll(/[^\p{L}]+/gu, ' ').trim();
  return words(left) === words(right);
}
