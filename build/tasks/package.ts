// `npm run package`: installers for this system; with --dir only the unpacked app, which works on a closed network too.
import { packageApp } from '../packaging/packageApp.ts';

try {
  console.log(`Packaged: ${await packageApp({ folderOnly: process.argv.includes('--dir') })}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
