// What the stand-in Electron starts with: `electron [-r SCRIPT]… FOLDER` loads the scripts and then the app in the folder.
'use strict';
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const scripts = [];
let folder = null;
for (let at = 1; at < process.argv.length && folder === null; at++) {
  const argument = process.argv[at];
  if (argument === '-r' || argument === '--require') scripts.push(process.argv[++at]);
  else if (!argument.startsWith('-')) folder = path.resolve(argument);
}
if (folder === null) {
  console.error('Name the folder of an app.');
  app.exit(2);
} else {
  for (const script of scripts) require(path.resolve(script));
  const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(description.productName ?? description.name);
  app.setVersion(description.version);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  // Synchronous on purpose: privileged schemes can only be registered before the ready event.
  require(path.join(folder, description.main));
}
