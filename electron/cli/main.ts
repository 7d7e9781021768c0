// The command line: picks the command and hands it its arguments; stdout carries only the command's output.
import { commands } from './commands.ts';
import { processIo } from './io.ts';
import { CommandError } from './openForCommand.ts';

const [name, ...args] = process.argv.slice(2);

if (name === undefined || name === 'help' || name === '--help') {
  processIo.out(`fichero COMMAND …\n\n${Object.keys(commands).map((known) => `  ${known}`).join('\n')}\n\nfichero COMMAND --help tells more.\n`);
} else if (commands[name] !== undefined) {
  try {
    const run = await commands[name]();
    process.exitCode = await run(args, processIo);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    processIo.err(`${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  processIo.err(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.\n`);
  process.exitCode = 2;
}
