// The switches burnt into the packaged Electron, and the reading of them back.
'use strict';
const { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } = require('@electron/fuses');

/** Playwright talks to the main process through its inspector, so the tests' own package leaves that one on. */
function wantedFuses(isForTests) {
  return {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: isForTests,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  };
}

/** Burns the fuses and reads them back from the binary; throws where one is not as wanted. */
async function burnFuses(executable, isForTests, isMac) {
  const wanted = wantedFuses(isForTests);
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature: isMac, ...wanted });
  const found = await getCurrentFuseWire(executable);
  for (const [fuse, isOn] of Object.entries(wanted)) {
    if (found[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE)) throw new Error(`The fuse ${FuseV1Options[fuse]} could not be set.`);
  }
}

module.exports = { burnFuses, wantedFuses };
