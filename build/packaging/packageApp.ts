// Packages the built app with electron-builder around the Electron that this machine has.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { Platform, build, type Configuration } from 'electron-builder';
import { bundleApp } from '../bundle/bundleApp.ts';
import { findElectron } from '../runtime/findElectron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type PackageOptions = {
  /** The unpacked app only, without installers. */
  readonly folderOnly?: boolean;
  /** With the inspector that end-to-end tests need, beside and never in place of a release. */
  readonly forTests?: boolean;
};

/**
 * Installers need the pinned Electron: the stand-in is past its end of life, and the tools for installers are downloaded.
 * @returns the executable of the unpacked app
 */
export async function packageApp({ folderOnly = false, forTests = false }: PackageOptions): Promise<string> {
  const [runtime] = await Promise.all([findElectron(), bundleApp()]);
  const isFolder = folderOnly || forTests;
  if (runtime.kind === 'standIn' && !isFolder) {
    throw new Error('Releases are packaged with the pinned Electron, which is not here: use --dir to see the packaged app on the stand-in.');
  }
  const config = createRequire(import.meta.url)('./electronBuilder.cjs') as Configuration;
  const output = forTests ? 'out/packaged' : 'release';
  const platform = Platform.current();
  // Read where the fuses are burnt.
  process.env['FICHERO_PACKAGE_FOR_TESTS'] = forTests ? '1' : '0';
  await build({
    projectDir: root,
    targets: isFolder ? platform.createTarget('dir') : platform.createTarget(),
    config: { ...config, directories: { ...config.directories, output }, electronDist: runtime.folder, electronVersion: runtime.version },
  });
  const names: Readonly<Record<string, string>> = { darwin: 'mac/Fichero.app/Contents/MacOS/Fichero', win32: 'win-unpacked/Fichero.exe' };
  return resolve(root, output, names[process.platform] ?? 'linux-unpacked/fichero');
}
