// Every command by name, loaded when called, so that a command starts quickly.
import type { Command } from './io.ts';

export const commands: Readonly<Record<string, (() => Promise<Command>) | undefined>> = {
  create: async () => (await import('./create.ts')).runCreate,
  load: async () => (await import('./load.ts')).runLoad,
  info: async () => (await import('./info.ts')).runInfo,
  log: async () => (await import('./log.ts')).runLog,
  'as-of': async () => (await import('./asOf.ts')).runAsOf,
  bundle: async () => (await import('./bundle.ts')).runBundle,
  receipt: async () => (await import('./receipt.ts')).runReceipt,
  erase: async () => (await import('./erase.ts')).runErase,
  verify: async () => (await import('./verify.ts')).runVerify,
  rows: async () => (await import('./rows.ts')).runRows,
  match: async () => (await import('./match.ts')).runMatch,
  profile: async () => (await import('./quality.ts')).runProfile,
  check: async () => (await import('./quality.ts')).runCheck,
  golden: async () => (await import('./golden.ts')).runGolden,
  enrich: async () => (await import('./enrich.ts')).runEnrich,
  merge: async () => (await import('./merge.ts')).runMerge,
  unmerge: async () => (await import('./decide.ts')).runUnmerge,
  undo: async () => (await import('./decide.ts')).runUndo,
  redo: async () => (await import('./decide.ts')).runRedo,
  export: async () => (await import('./export.ts')).runExport,
  run: async () => (await import('./run.ts')).runRun,
  recipe: async () => (await import('./recipe.ts')).runRecipeCommand,
  demo: async () => (await import('./demo.ts')).runDemo,
};
