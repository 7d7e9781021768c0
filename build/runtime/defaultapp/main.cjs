// What the stand-in Electron starts with: loads the app whose folder is named on the command line.
'use strict';
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  console.error('Name the folder of an app.');
  app.exit(2);
} else {
  const folder = path.resolve(named);
  const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(description.productName ?? description.name);
  app.setVersion(description.version);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  // Synchronous on purpose: privileged schemes can only be registered before the ready event.
  require(path.join(folder, description.main));
}
