// Who may import whom. `npm run check` runs these rules, and test/architecture shows that each of them can fail.
'use strict';

const stages = 'load|profile|freshness|match|review|merge|enrich|log|export';
/** From the bottom up; a layer imports itself and what is below it. */
const layers = ['kernel', 'model', 'table|values', 'fields', stages, 'contract', 'state'];

const above = layers.slice(0, -1).map((layer, at) => ({
  name: `shared-layers-${layer.split('|')[0] === 'load' ? 'stages' : layer.replace('|', '-')}`,
  comment: 'kernel < model < table, values < fields < stages < contract < state: a layer never imports one above it.',
  severity: 'error',
  from: { path: `^shared/(${layer})/` },
  to: { path: `^shared/(${layers.slice(at + 1).join('|')})/` },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const npmPackage = { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...above,
    rule('stages-apart', 'Stages meet in model and table; a stage never imports another stage.', { path: `^shared/(${stages})/` }, { path: `^shared/(${stages})/`, pathNot: '^shared/$1/' }),
    rule('table-and-values-apart', 'The table knows no single values, and values know no tables.', { path: '^shared/(table|values)/' }, { path: '^shared/(table|values)/', pathNot: '^shared/$1/' }),
    rule('shared-is-pure', 'The core runs in workers, in Node and in tests: it knows neither the machine nor the page.', { path: '^shared/' }, { path: '^(electron|renderer|build|test)/' }),
    rule('shared-no-node', 'The core uses no module of Node.', { path: '^shared/' }, { dependencyTypes: ['core'] }),
    rule('adapters-only', 'npm packages enter the core through files named *.adapter.ts only.', { path: '^shared/', pathNot: '\\.adapter\\.ts$' }, npmPackage),
    rule('electron-not-renderer', 'The machine does not know the page.', { path: '^electron/' }, { path: '^renderer/' }),
    rule('electron-no-stages', 'The desktop has no customer logic; the command line and the workspace folder may use the core.', { path: '^electron/(main|preload)/' }, { path: `^shared/(${stages.replace('|log', '')}|fields|values|table|state)/` }),
    rule('preload-contract-only', 'The preload sees the contract and nothing else.', { path: '^electron/preload/' }, { path: '^(shared|electron)/', pathNot: '^(shared/contract|electron/preload)/' }),
    rule('folder-without-electron', 'The workspace folder and the command line run in plain Node.', { path: '^electron/(workspace|cli)/' }, { path: '^electron/(main|preload)/|(^|/)node_modules/electron/|^electron$' }),
    rule('renderer-not-electron', 'The page reaches the machine through the contract only.', { path: '^renderer/' }, { path: '^(electron|build|test)/|(^|/)node_modules/electron/' }),
    rule('renderer-no-node', 'The page is a browser page.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    rule('product-not-tools', 'What ships never imports tools or tests.', { path: '^(shared|electron|renderer)/' }, { path: '^(build|test)/' }),
    rule('screens-ask-the-engine', 'Screens draw and ask: never the store, workers, or the inside of a stage.', { path: '^renderer/(screens|app|ui|session)/' }, { path: `^renderer/(store|engine/(dataWorker|matchWorker|.*Worker))|(^|/)node_modules/dexie/|^shared/(${stages}|state|fields|table)/` }),
    rule('screens-apart', 'A screen never imports another screen.', { path: '^renderer/screens/([^/]+)/' }, { path: '^renderer/screens/', pathNot: '^renderer/screens/$1/' }),
    rule('ui-knows-no-customers', 'The components know no customers, no screens and no engine.', { path: '^renderer/ui/' }, { path: '^renderer/(screens|app|session|engine|store|operations)/|^shared/(?!kernel/|contract/desktop)' }),
    rule('grid-owns-table', 'TanStack Table is known to the grid alone.', { path: '^renderer/', pathNot: '^renderer/ui/grid/' }, { path: '(^|/)node_modules/@tanstack/(react-)?table' }),
    rule('store-owns-dexie', 'Dexie is known to the store alone.', { path: '^renderer/', pathNot: '^renderer/store/' }, { path: '(^|/)node_modules/dexie/' }),
    rule('no-circles', 'Two files that need each other are one.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('can-be-found', 'Every import leads somewhere.', {}, { couldNotResolve: true, pathNot: '^electron$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/|^test/architecture/fixtures/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.base.json` },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
};
