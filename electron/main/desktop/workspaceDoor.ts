// The door to workspace folders, with this machine's files and keys.
import type { WorkspaceDoor } from './OpenWorkspace.ts';

export function workspaceDoor(): WorkspaceDoor {
  throw new Error('not yet');
}
