// Local copies of a workspace: written, read back, verified, and only then older ones make room.
import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { canonicalBytes, isJsonObject, parseCanonical, type JsonValue } from '../../shared/log/canonicalJson.ts';
import { formatVersion } from '../../shared/log/entry.ts';
import { join, readIfThere, replaceFile, writeWhole, type Files } from './files.ts';
import { layout, segmentNumber } from './layout.ts';
import { maxSegmentBytes } from './segments.ts';

export const manifestName = 'backup.json';
/** How many are kept: the newest of each of so many days, weeks and months. */
export const keepDays = 12;
export const keepWeeks = 10;
export const keepMonths = 9;

type ManifestFile = { readonly name: string; readonly bytes: number; readonly sha256: string };
export type BackupFault = { readonly kind: 'unfinished' } | { readonly kind: 'fileMissing' | 'fileChanged'; readonly name: string };

/** Names of finished backups, oldest first. */
export async function listBackups(files: Files, folder: string): Promise<readonly string[]> {
  const path = join(folder, layout.backups);
  if ((await files.stat(path))?.isFolder !== true) return [];
  return (await files.list(path)).filter((name) => backupTime(name) !== undefined);
}

/** Copies the workspace as it is now. The caller keeps writers away meanwhile. @returns the backup's name */
export async function writeBackup(files: Files, folder: string, now: number): Promise<Result<string, BackupFault>> {
  const root = join(folder, layout.backups);
  if ((await files.stat(root)) === undefined) await files.makeFolder(root);
  const previous = (await listBackups(files, folder)).at(-1);
  const name = nameOf(now);
  if (name === previous) return ok(name);
  const temporary = join(root, `${name}.tmp`);
  await removeTree(files, temporary);
  for (const part of ['', layout.logFolder, layout.payloads]) await files.makeFolder(part === '' ? temporary : join(temporary, part));
  for (const file of await contentsOf(files, folder)) {
    const bytes = await files.readFile(join(folder, file));
    if (previous !== undefined && (await linkFromPrevious(files, join(root, previous, file), join(temporary, file), bytes))) continue;
    await writeWhole(files, join(temporary, file), bytes);
  }
  for (const part of [layout.logFolder, layout.payloads]) await files.syncFolder(join(temporary, part));
  await writeBackupManifest(files, temporary);
  const checked = await verifyBackup(files, temporary);
  if (!checked.ok) {
    await removeTree(files, temporary);
    return checked;
  }
  await files.rename(temporary, join(root, name));
  await files.syncFolder(root);
  const keep = planRotation(await listBackups(files, folder));
  for (const old of await listBackups(files, folder)) if (!keep.has(old)) await removeTree(files, join(root, old));
  return ok(name);
}

/** Reads every file of a backup and compares it with the manifest that was written last. */
export async function verifyBackup(files: Files, backup: string): Promise<Result<readonly string[], BackupFault>> {
  const manifest = await readManifest(files, backup);
  if (manifest === undefined) return err({ kind: 'unfinished' });
  const checked = await compareFiles(files, backup, manifest);
  return checked.ok ? ok(manifest.map(({ name }) => name)) : checked;
}

async function compareFiles(files: Files, folder: string, manifest: readonly ManifestFile[]): Promise<Result<undefined, BackupFault>> {
  for (const { name, bytes: size, sha256 } of manifest) {
    const content = isBackedUp(name) ? await readIfThere(files, join(folder, name)) : undefined;
    if (content === undefined) return err({ kind: 'fileMissing', name });
    if (content.length !== size || digest(content) !== sha256) return err({ kind: 'fileChanged', name });
  }
  return ok(undefined);
}

async function readManifest(files: Files, backup: string): Promise<readonly ManifestFile[] | undefined> {
  const bytes = await readIfThere(files, join(backup, manifestName));
  return bytes === undefined ? undefined : parseManifest(bytes);
}

export async function writeBackupManifest(files: Files, backup: string): Promise<void> {
  const listed: ManifestFile[] = [];
  for (const name of await contentsOf(files, backup)) {
    const bytes = await files.readFile(join(backup, name));
    listed.push({ name, bytes: bytes.length, sha256: digest(bytes) });
  }
  await replaceFile(files, backup, manifestName, canonicalBytes({ v: formatVersion, files: listed }));
}

/** Copies a verified backup into a new folder, and reads it back: sticks and network folders take what they do not keep. Never over anything. */
export async function copyBackup(files: Files, backup: string, target: string): Promise<Result<undefined, BackupFault>> {
  const checked = await verifyBackup(files, backup);
  if (!checked.ok) return checked;
  await copyFiles(files, backup, checked.value, target);
  return compareFiles(files, target, (await readManifest(files, backup)) ?? []);
}

/** Copies what makes a workspace out of a folder that has no manifest: whoever calls this has verified its log. */
export async function copyRecord(files: Files, folder: string, target: string): Promise<Result<undefined, BackupFault>> {
  await copyFiles(files, folder, await contentsOf(files, folder), target);
  return ok(undefined);
}

async function copyFiles(files: Files, folder: string, names: readonly string[], target: string): Promise<void> {
  for (const part of ['', layout.logFolder, layout.payloads]) await files.makeFolder(part === '' ? target : join(target, part));
  for (const name of names) await writeWhole(files, join(target, name), await files.readFile(join(folder, name)));
  for (const part of [layout.logFolder, layout.payloads]) await files.syncFolder(join(target, part));
  await files.syncFolder(target);
}

/** The backups to keep, by name: the last two, and the newest of each of the last days, weeks and months that have one. */
export function planRotation(names: readonly string[]): ReadonlySet<string> {
  const newestFirst = names.toSorted().reverse();
  const keep = new Set<string>(newestFirst.slice(0, 2));
  const dayMs = 86_400_000;
  const periods: readonly [number, (at: number) => string][] = [
    [keepDays, (at) => String(Math.floor(at / dayMs))],
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    [keepWeeks, (at) => String(Math.floor((at / dayMs + 3) / 7))],
    [keepMonths, (at) => new Date(at).toISOString().slice(0, 7)],
  ];
  for (const [count, periodOf] of periods) {
    const seen = new Set<string>();
    for (const name of newestFirst) {
      const period = periodOf(backupTime(name)!);
      if (seen.has(period) || seen.size >= count) continue;
      seen.add(period);
      keep.add(name);
    }
  }
  return keep;
}

/** 2026-05-01T10-30-00Z */
export function nameOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** When a backup of this name was made, in UTC milliseconds; undefined where the name is none of a backup. */
export function backupTime(name: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z$/.exec(name);
  if (parts === null) return undefined;
  const at = Date.parse(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}Z`);
  return Number.isNaN(at) ? undefined : at;
}

const recordFiles: ReadonlySet<string> = new Set([layout.workspace, layout.entries, layout.checkpoints, layout.laterErasures, layout.head]);

/** The files that make a workspace, relative to its folder. */
async function contentsOf(files: Files, folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of recordFiles) {
    if ((await files.stat(join(folder, name))) !== undefined) names.push(name);
  }
  for (const name of await files.list(join(folder, layout.payloads))) if (segmentNumber(name) !== undefined) names.push(`${layout.payloads}/${name}`);
  return names;
}

/** Full segments do not change: equal ones of the backup before are shared instead of copied once more. */
async function linkFromPrevious(files: Files, previous: string, target: string, bytes: Uint8Array): Promise<boolean> {
  if (bytes.length < maxSegmentBytes / 2) return false;
  const old = await readIfThere(files, previous);
  if (old === undefined || digest(old) !== digest(bytes)) return false;
  try {
    await files.link(previous, target);
    return true;
  } catch {
    return false;
  }
}

export async function removeTree(files: Files, path: string): Promise<void> {
  const found = await files.stat(path);
  if (found === undefined) return;
  if (!found.isFolder) {
    await files.remove(path);
    return;
  }
  for (const name of await files.list(path)) await removeTree(files, join(path, name));
  await files.removeFolder(path);
}

function parseManifest(bytes: Uint8Array): readonly ManifestFile[] | undefined {
  const parsed = parseCanonical(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { v, files, ...others } = parsed.value;
  if (v !== formatVersion || Object.keys(others).length > 0 || !Array.isArray(files)) return undefined;
  const isFile = (file: JsonValue | undefined): boolean => isJsonObject(file) && Object.keys(file).length === 3 && typeof file['name'] === 'string' && typeof file['bytes'] === 'number' && typeof file['sha256'] === 'string';
  return files.every(isFile) ? (files as readonly ManifestFile[]) : undefined;
}

/** No name leads out of the backup. */
function isBackedUp(name: string): boolean {
  const [folder, file, ...more] = name.split('/');
  return recordFiles.has(name) || (folder === layout.payloads && more.length === 0 && file !== undefined && segmentNumber(file) !== undefined);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
