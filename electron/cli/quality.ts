// fichero profile and fichero check: what the columns hold, what is wrong, what is old.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { detectFields } from '../../shared/fields/detectFields.ts';
import { epochDayAt } from '../../shared/freshness/months.ts';
import { summarise } from '../../shared/freshness/summary.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import type { EpochDay } from '../../shared/model/ids.ts';
import { profileTable, summariseCheck } from '../../shared/profile/profileTable.ts';
import { addTallies } from '../../shared/profile/tally.ts';
import { viewOfTable } from '../../shared/profile/viewOfTable.ts';
import { analyseTable } from '../../shared/state/analyse/analyseTable.ts';
import { analyseWorkspace } from '../../shared/state/analyse/analyseWorkspace.ts';
import { freshnessOfWorkspace } from '../../shared/state/analyse/freshnessOfWorkspace.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted } from './words.ts';

export const runProfile: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  const profile = async (view: FieldView, rows?: Uint32Array): Promise<number> => {
    const found = await profileTable(view, { context: { today: todayOf(io) }, ...(rows === undefined ? {} : { rows }) }, jobFor(io));
    if (values.json === true) io.out(`${JSON.stringify(found)}\n`);
    else for (const { field, rows: all, filled, distinct } of found.columns) io.out(`${field}: ${filled} of ${all} filled, ${distinct} distinct\n`);
    return 0;
  };
  return withSubject(positionals[0], io, profile, ({ rows }) => {
    const current = rows.currentRows();
    return profile(rows, Uint32Array.from(current.keys()).filter((row) => current[row] === 1));
  });
};

export const runCheck: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, today: { type: 'string' } });
  const today = values.today === undefined ? todayOf(io) : epochDayAt(Date.parse(values.today), 0);
  if (Number.isNaN(today)) throw new UsageError('--today takes a day such as 2026-03-14.');
  const tell = (report: ReturnType<typeof summariseCheck> & { readonly stale: unknown }): number => {
    if (values.json === true) io.out(`${JSON.stringify(report)}\n`);
    else {
      io.out(`Score ${(report.scorecard.overall * 100).toFixed(1)} %, ${counted(report.findings, 'finding')} in ${counted(report.rows, 'row')}\n`);
      for (const { id, broken, checked } of report.rules) if (broken > 0) io.out(`  ${id}: ${broken} of ${checked}\n`);
    }
    return 0;
  };
  return withSubject(
    positionals[0],
    io,
    async (view) => tell({ ...(await analyseTable(view, today, jobFor(io))).check, stale: null }),
    async (workspace) => {
      const { state } = workspace;
      const freshness = freshnessOfWorkspace(workspace, new FieldKnowledge(workspace.rows, 'en').datesOf, today);
      const { readings, findings, tallies, scorecard, sources, groupScores } = await analyseWorkspace(workspace, freshness, jobFor(io));
      const bySource = sources.map((source, group) => ({ source: state.source(source)?.name ?? '', scorecard: groupScores[group] }));
      return tell(Object.assign(summariseCheck(readings, findings, addTallies(tallies), scorecard), { sources: bySource, stale: summarise(freshness) }));
    },
  );
};

async function withSubject(path: string | undefined, io: Io, ofFile: (view: FieldView) => Promise<number>, ofWorkspace: (workspace: Workspace) => Promise<number>): Promise<number> {
  if (path === undefined) throw new UsageError('Name a file or a workspace.');
  const place = resolve(io.cwd, path);
  const facts = await stat(place).catch(() => undefined);
  if (facts === undefined) throw new CommandError(`There is no file or workspace ${path}.`);
  if (facts.isDirectory()) return withWorkspace(place, io, true, ({ workspace }) => ofWorkspace(workspace));
  const loaded = await loadTable(createReadStream(place, { highWaterMark: 1 << 20 }), { fileName: basename(place), size: facts.size });
  const { table } = accept(loaded, path);
  return ofFile(viewOfTable(table, detectFields(table).map(({ name, field }) => ({ column: name, field: field ?? null }))));
}

function todayOf(io: Io): EpochDay {
  return epochDayAt(io.now(), -new Date(io.now()).getTimezoneOffset());
}
