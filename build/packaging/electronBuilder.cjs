// What electron-builder packs and for whom. packageApp gives it the Electron to pack.
'use strict';
const { rmSync } = require('node:fs');
const path = require('node:path');
const { burnFuses } = require('./fuses.cjs');

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'org.fichero.app',
  productName: 'Fichero',
  directories: { output: 'release', buildResources: 'build/icons' },
  // Everything that runs is bundled in out/: no folder of packages is shipped.
  files: ['package.json', 'out/main/**/*.cjs', 'out/preload/**/*', 'out/renderer/**/*', '!out/renderer/**/*.map', 'electron/resources/**/*', '!node_modules/**/*'],
  asar: true,
  npmRebuild: false,
  electronLanguages: ['en-US', 'es', 'es-419'],
  linux: { target: ['AppImage', 'deb'], category: 'Office', executableName: 'fichero', synopsis: 'Find duplicates, merge reversibly, prove every change', maintainer: 'Fichero' },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.business' },
  publish: null,
  afterPack: async ({ appOutDir, electronPlatformName, packager }) => {
    const { productFilename } = packager.appInfo;
    const name = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe` }[electronPlatformName] ?? packager.executableName;
    // The stand-in brings these along; a packed app has no use for them.
    for (const left of ['complete', 'resources/default_app.asar']) rmSync(path.join(appOutDir, left), { force: true });
    await burnFuses(path.join(appOutDir, name), process.env.FICHERO_PACKAGE_FOR_TESTS === '1', electronPlatformName === 'darwin');
  },
};
