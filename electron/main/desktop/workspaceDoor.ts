// The door to workspace folders: makes and opens them with this machine's files, keys and clock, for the person of the settings.
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import type { WorkspaceTrouble } from '../../../shared/contract/desktop.ts';
import { assertNever } from '../../../shared/kernel/assertNever.ts';
import { err } from '../../../shared/kernel/result.ts';
import { ballastBytes } from '../../workspace/ballast.ts';
import { createFolder } from '../../workspace/createFolder.ts';
import { folderKeys, type Protector } from '../../workspace/keys.ts';
import { thisMachine } from '../../workspace/lockFile.ts';
import { nodeFiles } from '../../workspace/nodeFiles.ts';
import { openFolder, type OpenFault } from '../../workspace/openFolder.ts';
import { restoreFolder } from '../../workspace/restoreFolder.ts';
import type { WorkspaceDoor } from './OpenWorkspace.ts';
import { backupTime } from '../../workspace/backups.ts';
import { layout } from '../../workspace/layout.ts';
import { readSettings } from './settingsFile.ts';

/** After the ready event: the system's key store is there only then. */
export function workspaceDoor(): WorkspaceDoor {
  const files = nodeFiles;
  const keys = folderKeys(files, join(app.getPath('userData'), 'keys'), systemProtector());
  const machine = thisMachine();
  const now = () => Date.now();
  const who = () => ({ actor: readSettings().actor, role: 'steward' as const, app: app.getVersion() });

  const open = async (folder: string, readOnly: boolean) => {
    const opened = await openFolder(folder, { files, keys, machine, now, who: who(), readOnly, ballastBytes });
    return opened.ok ? opened : err(troubleOf(opened.error, folder));
  };
  return {
    open,
    restore: async (folder, backup, target) => {
      const restored = await restoreFolder(join(folder, layout.backups, backup), backupTime(backup) ?? 0, target, { files, keys, machine, now, who: who() });
      if (restored.ok) return open(target, false);
      const fault = restored.error;
      if (fault.kind === 'exists') return err({ kind: 'notWritable', displayPath: target, code: 'EEXIST' });
      if (fault.kind === 'unfinished') return err({ kind: 'damaged', displayPath: folder, detail: backup });
      if ('name' in fault) return err({ kind: 'damaged', displayPath: folder, detail: fault.name });
      return err(troubleOf(fault, target));
    },
    create: async (folder, title) => {
      const created = await createFolder(folder, { files, keys, title, stamp: { ...who(), at: now() } });
      if (created.ok) return open(folder, false);
      // Nothing that is there is ever replaced.
      return err({ kind: 'notWritable', displayPath: folder, code: created.error.kind === 'exists' ? 'EEXIST' : created.error.code });
    },
  };
}

function troubleOf(fault: OpenFault, displayPath: string): WorkspaceTrouble {
  switch (fault.kind) {
    case 'notAWorkspace':
      return { kind: 'notAWorkspace', displayPath };
    case 'newerFormat':
      return { kind: 'newerFormat', displayPath, format: fault.format };
    case 'damaged':
      return { kind: 'damaged', displayPath, detail: fault.detail };
    case 'inUse':
      return { kind: 'inUse', displayPath, pid: fault.pid };
    case 'notWritable':
      return { kind: 'notWritable', displayPath, code: fault.code };
    default:
      return assertNever(fault);
  }
}

/** Absent where the system has no key store: Electron would only disguise the key with a password known to everybody. */
function systemProtector(): Protector | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return undefined;
  return {
    protect: (secret) => new Uint8Array(safeStorage.encryptString(Buffer.from(secret).toString('base64'))),
    reveal: (bytes) => new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64')),
  };
}
