// Runs commands of the command line in a folder of their own, with what they wrote and how they ended.
import type { Command, Io } from '../../electron/cli/io.ts';
import { temporaryFolder } from './workspaces.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type CommandLine = {
  readonly path: string;
  run(command: Command, ...args: string[]): Promise<Ran>;
  /** With more in the environment, such as another person. */
  runAs(env: Readonly<Record<string, string>>, command: Command, ...args: string[]): Promise<Ran>;
  remove(): void;
};

/** @param now each command asks it for the time; one moment for all of them unless given */
export function commandLine(now = () => 1_700_000_000_000): CommandLine {
  const folder = temporaryFolder();
  const { path } = folder;
  const runAs: CommandLine['runAs'] = async (env, command, ...args) => {
    let out = '';
    let err = '';
    const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false, now, env: { FICHERO_HOME: `${path}/home`, ...env }, cwd: path };
    const code = await command(args, io);
    return { code, out, err };
  };
  return { path, remove: () => folder.remove(), runAs, run: (command, ...args) => runAs({}, command, ...args) };
}
