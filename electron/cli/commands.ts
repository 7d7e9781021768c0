// Every command by name: what it does, how it is called, and where it is, loaded when called so that a command starts quickly.
import { conflictRules } from '../../shared/enrich/enrichTypes.ts';
import { crmKinds, exportFileFormats, exportParts } from '../../shared/model/exportProfile.ts';
import type { Command } from './io.ts';

export type KnownCommand = {
  /** Ends the sentence "it …". */
  readonly does: string;
  readonly usage: string;
  readonly more?: string;
  readonly load: () => Promise<Command>;
};

export const commands: Readonly<Record<string, KnownCommand | undefined>> = {
  create: {
    does: 'makes an empty workspace folder',
    usage: 'create DIR [--title TEXT] [--json]',
    load: async () => (await import('./create.ts')).runCreate,
  },
  load: {
    does: 'loads a file, or several as one, all of it or nothing',
    usage: 'load DIR FILE … --source NAME [--key COLUMN … | --replace | --returned COLUMN]\n     [--encoding E] [--delimiter D] [--header LINE] [--sheet NAME] [--entry NAME|*] [--fill-short] [--json]',
    more: 'A source that is there already gets the rows too; with --key it is refreshed, and rows that did not change keep their ids and\ndecisions; with --replace the new rows stand instead of the old ones. --returned names the column with the ids of this\nworkspace in what another system exported. --entry chooses the file in an archive, * all of them.',
    load: async () => (await import('./load.ts')).runLoad,
  },
  info: {
    does: 'tells what a workspace holds',
    usage: 'info DIR [--json]',
    load: async () => (await import('./info.ts')).runInfo,
  },
  rows: {
    does: 'shows source rows',
    usage: 'rows DIR [--where FIELD=TEXT | --where FIELD~TEXT …] [--limit N] [--json]',
    more: 'FIELD=TEXT is equal as delivered, FIELD= is blank, FIELD~TEXT contains with case and accents folded. The app counts rows from 1;\nthe ids that other commands take with --row count from 0, and stand beside.',
    load: async () => (await import('./rows.ts')).runRows,
  },
  profile: {
    does: 'tells what the columns hold',
    usage: 'profile FILE|DIR [--json]',
    load: async () => (await import('./quality.ts')).runProfile,
  },
  check: {
    does: 'tells what is wrong, what is stale, and the score',
    usage: 'check FILE|DIR [--today YYYY-MM-DD] [--json]',
    load: async () => (await import('./quality.ts')).runCheck,
  },
  match: {
    does: 'finds duplicates and says how sure it is; writes nothing into a workspace',
    usage: 'match FILE|DIR [--out DIR] [--truth COLUMN] [--exclude COL,COL] [--source-column COL] [--link-only] [--one-to-one]\n      [--threshold P] [--model FILE] [--workers N] [--json]',
    more: '--out gets clusters.csv, pairs.csv and model.json, which --model takes up again.',
    load: async () => (await import('./match.ts')).runMatch,
  },
  merge: {
    does: 'finds duplicates and merges every group that is at least so probable, as one entry',
    usage: 'merge DIR --above P [--json]',
    load: async () => (await import('./merge.ts')).runMerge,
  },
  unmerge: {
    does: 'takes a row out of its record, or takes a merge back',
    usage: 'unmerge DIR --row ID [--merge ENTRY | --all] [--open] [--keep FIELD=ID …] [--json]',
    more: '--merge takes back the one of that entry, --all every merge of the record. With --open the rows may be proposed again, else they\nare ruled not to be duplicates. --keep says with which row a value set by hand goes, FIELD= with none.',
    load: async () => (await import('./decide.ts')).runUnmerge,
  },
  undo: {
    does: 'takes the last step back; nothing is erased',
    usage: 'undo DIR [--json]',
    load: async () => (await import('./decide.ts')).runUndo,
  },
  redo: {
    does: 'does again what was taken back last',
    usage: 'redo DIR [--json]',
    load: async () => (await import('./decide.ts')).runRedo,
  },
  golden: {
    does: 'shows the golden records, each value with the rule that chose it',
    usage: 'golden DIR [--merged] [--json]',
    load: async () => (await import('./golden.ts')).runGolden,
  },
  enrich: {
    does: 'proposes values from a reference file, and accepts those that are sure enough',
    usage: `enrich DIR --from FILE --key FIELD=COLUMN … --fields FIELD=COLUMN,… [--rule ${conflictRules.join('|')}]\n       [--name TEXT] [--accept-above P] [--json]`,
    more: 'A key may be the same word on both sides: --key taxId. Fields likewise: --fields phone,website, or a column of the file by its name.',
    load: async () => (await import('./enrich.ts')).runEnrich,
  },
  export: {
    does: 'writes files for others, and an entry that says so',
    usage: 'export DIR --out FOLDER [--parts golden,crosswalk,log] [--format F | --excel-es] [--columns FIELD[=HEADER],…]\n       [--where FIELD=TEXT …] [--crm SYSTEM] [--only-changed] [--profile NAME] [--ids content] [--json]',
    more: `Parts: ${exportParts.join(', ')}. Formats: ${exportFileFormats.join(', ')}. Systems: ${crmKinds.join(', ')}.`,
    load: async () => (await import('./export.ts')).runExport,
  },
  recipe: {
    does: 'writes what was done on a source as a recipe for its next file',
    usage: 'recipe DIR --source NAME [--out FILE]',
    load: async () => (await import('./recipe.ts')).runRecipeCommand,
  },
  run: {
    does: 'does again on other files what a recipe says',
    usage: 'run RECIPE --in FILE [--in FILE …] --workspace DIR [--out DIR] [--reference FILE …] [--rename OLD=NEW …] [--repair] [--json]',
    more: 'The workspace is made where it is not there. Several files are read as one. --repair takes the proposals for columns that are\ncalled otherwise now; --reference loads a table to enrich from that the workspace does not have yet.',
    load: async () => (await import('./run.ts')).runRun,
  },
  verify: {
    does: 'checks a workspace, an audit bundle or the proof of one change: exit code 0 clean, 1 faults, 2 unreadable',
    usage: 'verify DIR|BUNDLE|PROOF [--receipt FILE …] [--lang en|es] [--json]',
    load: async () => (await import('./verify.ts')).runVerify,
  },
  log: {
    does: 'shows the entries of the change log, or those about one row',
    usage: 'log DIR [--row ID] [--since SEQ] [--lang en|es] [--json]',
    more: 'With --json one line an entry.',
    load: async () => (await import('./log.ts')).runLog,
  },
  'as-of': {
    does: 'writes the records as they stood after an entry',
    usage: 'as-of DIR --seq N --out FILE.csv [--part golden|sourceRows|crosswalk] [--json]',
    load: async () => (await import('./asOf.ts')).runAsOf,
  },
  bundle: {
    does: 'writes the record, a verifier and summaries into one file for an auditor',
    usage: 'bundle DIR --out FILE.zip [--json]',
    load: async () => (await import('./bundle.ts')).runBundle,
  },
  receipt: {
    does: 'signs the record as it stands, for somebody else to keep',
    usage: 'receipt DIR --out FILE.json [--json]',
    load: async () => (await import('./receipt.ts')).runReceipt,
  },
  erase: {
    does: 'destroys what the record and its backups hold about a person',
    usage: 'erase DIR --row ID [--row ID …] --reason CODE [--only] [--block | --approve] [--dry-run] [--json]',
    more: 'Unless --only is given, rows merged with those named go too. --block stops before anything is destroyed, --dry-run before anything is written.',
    load: async () => (await import('./erase.ts')).runErase,
  },
  rule: {
    does: 'shows which steps need a second person, and changes that',
    usage: 'rule DIR [--second-for-erasure on|off] [--second-from ROWS|off] [--second-for-bands BAND,…|off] [--json]',
    more: 'A decision about a group of so many rows, or of such a band (automatic, review, unlikely), waits until another person has decided alike.',
    load: async () => (await import('./rule.ts')).runRule,
  },
  backup: {
    does: 'verifies a workspace and makes a backup of it, read back before it counts',
    usage: 'backup DIR [--out FOLDER] [--json]',
    more: 'With --out a copy goes to FOLDER, such as on other media; it must be new or empty.',
    load: async () => (await import('./backup.ts')).runBackup,
  },
  restore: {
    does: 'makes a workspace again from a backup that verifies',
    usage: 'restore BACKUP --out DIR [--json]',
    more: 'BACKUP is a folder below backups/ of a workspace, or a copy on other media. DIR must be new or empty.',
    load: async () => (await import('./backup.ts')).runRestore,
  },
  demo: {
    does: 'does the main job on the bundled sample and prints what it did',
    usage: 'demo [--out DIR]',
    load: async () => (await import('./demo.ts')).runDemo,
  },
};
