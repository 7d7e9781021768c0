// Remembers the workspaces that were opened on this machine, newest first; the page knows them by token only.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import type { KnownWorkspace, WorkspaceToken } from '../../../shared/contract/desktop.ts';
import { readJson, writeJson } from '../jsonFile.ts';

type Remembered = { readonly token: string; readonly folder: string; readonly title: string; readonly openedAt: number };

const remembered = z.array(z.object({ token: z.string(), folder: z.string(), title: z.string(), openedAt: z.number() }));
const limit = 20;

export function listWorkspaces(): readonly KnownWorkspace[] {
  return read().map(({ token, folder, title, openedAt }) => ({ token: token as WorkspaceToken, title, displayPath: folder, openedAt, exists: existsSync(folder) }));
}

/** Puts a workspace first. The token stays the same for the same folder. */
export function rememberWorkspace(folder: string, title: string, openedAt: number): WorkspaceToken {
  const all = read();
  const token = all.find((one) => one.folder === folder)?.token ?? randomUUID();
  write([{ token, folder, title, openedAt }, ...all.filter((one) => one.folder !== folder)].slice(0, limit));
  return token as WorkspaceToken;
}

export function forgetWorkspace(token: WorkspaceToken): void {
  write(read().filter((one) => one.token !== token));
}

/** Null for a token that was never given out, or was forgotten. */
export function folderOf(token: WorkspaceToken): string | null {
  return read().find((one) => one.token === token)?.folder ?? null;
}

function read(): readonly Remembered[] {
  return readJson(workspacesFile(), remembered) ?? [];
}

function write(all: readonly Remembered[]): void {
  writeJson(workspacesFile(), all);
}

function workspacesFile(): string {
  return join(app.getPath('userData'), 'workspaces.json');
}
