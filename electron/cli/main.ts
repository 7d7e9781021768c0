// The command line: picks the command and hands it its arguments; stdout carries only the command's output.
import { commands } from './commands.ts';
import { processIo } from './io.ts';

const [name, ...args] = process.argv.slice(2);

if (name === undefined || name === 'help' || name === '--help') {
  processIo.out(`fichero COMMAND …\n\n${Object.keys(commands).map((known) => `  ${known}`).join('\n')}\n\nfichero COMMAND --help tells more.\n`);
} else if (commands[name] !== undefined) {
  const run = await commands[name]();
  process.exitCode = await run(args, processIo);
} else {
  processIo.err(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.\n`);
  process.exitCode = 2;
}
