// Finds the workspace folders that a start of the app names, such as by a double click in the file browser.
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { WorkspaceToken } from '../../../shared/contract/desktop.ts';
import { workspaceEnding } from './dialogs.ts';
import { rememberWorkspace } from './knownWorkspaces.ts';

export function namedWorkspaces(argv: readonly string[]): readonly WorkspaceToken[] {
  return argv
    .slice(1)
    .filter((argument) => argument.endsWith(`.${workspaceEnding}`) && !argument.startsWith('-'))
    .map((argument) => resolve(argument))
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .map((folder) => rememberWorkspace(folder, basename(folder, `.${workspaceEnding}`), Date.now()));
}
