// Makes a new workspace folder with its first entry, whole or not at all.
import { randomBytes } from 'node:crypto';
import { toHex } from '../../shared/kernel/hex.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { textToJson } from '../../shared/log/canonicalJson.ts';
import { emptyHead, formatVersion, sealEntry, type Stamp } from '../../shared/log/entry.ts';
import { PayloadBuilder } from '../../shared/log/PayloadBuilder.ts';
import { frameInSegment } from '../../shared/log/segment.ts';
import { codeOf, join, writeWhole, type Files } from './files.ts';
import type { KeyStore } from './keys.ts';
import { headBytes } from '../../shared/log/headFile.ts';
import { layout, segmentName, workspaceBytes, type WorkspaceFile } from './layout.ts';
import { random } from './random.ts';

export type CreateOptions = {
  readonly files: Files;
  readonly keys: KeyStore;
  readonly title: string;
  /** Who creates it, when. */
  readonly stamp: Stamp;
};

export type CreateFault = { readonly kind: 'exists' } | { readonly kind: 'notWritable'; readonly code: string };

/** Builds the folder under a temporary name beside its place and renames it: a crash leaves no half workspace. */
export async function createFolder(folder: string, options: CreateOptions): Promise<Result<WorkspaceFile, CreateFault>> {
  const { files, keys, stamp } = options;
  const title = options.title.toWellFormed();
  try {
    const there = await files.stat(folder);
    if (there !== undefined && (!there.isFolder || (await files.list(folder)).length > 0)) return err({ kind: 'exists' });
    const id = toHex(new Uint8Array(randomBytes(16)));
    const signer = await keys.create(id);
    const payload = new PayloadBuilder(random);
    const frames = [...payload.items([{ title: textToJson(title) }])];
    const sealed = sealEntry({ act: 'create-workspace', note: { key: signer.publicKey } }, emptyHead(id), stamp, payload.commitment());
    const file: WorkspaceFile = { v: formatVersion, id, title, created: stamp.at, key: signer.publicKey };

    const temporary = `${folder}.${id.slice(0, 8)}.tmp`;
    for (const part of ['', layout.logFolder, layout.payloads]) await files.makeFolder(part === '' ? temporary : join(temporary, part));
    const line = new Uint8Array(sealed.line.length + 1);
    line.set(sealed.line);
    line[sealed.line.length] = 10;
    const segment = new Uint8Array(frames.flatMap((bytes, part) => [...frameInSegment(0, part, bytes)]));
    await writeWhole(files, join(temporary, layout.payloads, segmentName(1)), segment);
    await writeWhole(files, join(temporary, layout.entries), line);
    await writeWhole(files, join(temporary, layout.checkpoints), new Uint8Array());
    await writeWhole(files, join(temporary, layout.head), headBytes(sealed.head));
    await writeWhole(files, join(temporary, layout.workspace), workspaceBytes(file));
    for (const part of [layout.logFolder, layout.payloads]) await files.syncFolder(join(temporary, part));
    await files.syncFolder(temporary);
    if (there !== undefined) await files.removeFolder(folder);
    await files.rename(temporary, folder);
    await files.syncFolder(parentOf(folder));
    return ok(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    return err({ kind: 'notWritable', code });
  }
}

function parentOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end < 0 ? '.' : end === 0 ? '/' : path.slice(0, end);
}
