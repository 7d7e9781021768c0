// The command line: picks the command and hands it its arguments; stdout carries only the command's output.
import { commands, type KnownCommand } from './commands.ts';
import { processIo } from './io.ts';
import { CommandError, UsageError } from './openForCommand.ts';
import { isRefused, noRights } from './words.ts';

const [name, ...args] = process.argv.slice(2);
const isHelp = name === 'help' || name === '--help' || name === '-h';
const asked = name === undefined || (isHelp && args.length === 0) ? undefined : isHelp ? args[0]! : name;

if (asked === undefined) processIo.out(overview());
else {
  const command = Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  if (command === undefined) {
    processIo.err(`There is no command "${asked}". Commands: ${Object.keys(commands).join(', ')}.\n`);
    process.exitCode = 2;
  } else if (isHelp || args.includes('--help')) processIo.out(help(asked, command));
  else await run(command);
}

async function run(command: KnownCommand): Promise<void> {
  try {
    process.exitCode = await (await command.load())(args, processIo);
  } catch (error) {
    processIo.err(`${wordsOf(error)}\n${error instanceof UsageError ? `fichero ${command.usage}\n` : ''}`);
    process.exitCode = 2;
  }
}

/** @throws what is no expected trouble: a bug is shown whole */
function wordsOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  const { path } = error as NodeJS.ErrnoException;
  const code = String(error.code);
  return `${path ?? 'A file'} can't be used (${code}).${isRefused(code) ? ` ${noRights}` : ''}`;
}

function help(of: string, { does, usage, more }: KnownCommand): string {
  return `fichero ${usage}\n\n${of} ${does}.\n${more === undefined ? '' : `${more}\n`}`;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const lines = Object.entries(commands).map(([known, command]) => `  ${known.padEnd(width)}  ${command?.does ?? ''}`);
  return `fichero COMMAND …\n\n${lines.join('\n')}\n\nfichero COMMAND --help tells more.\n`;
}
