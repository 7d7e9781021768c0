// fichero profile FILE|WORKSPACE and check FILE|WORKSPACE: what the columns hold, what is wrong, what is old.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { detectFields } from '../../shared/fields/detectFields.ts';
import { freshnessOf } from '../../shared/freshness/freshnessOf.ts';
import { epochDayAt } from '../../shared/freshness/months.ts';
import { defaultPolicies, withExpiries } from '../../shared/freshness/policies.ts';
import { summarise } from '../../shared/freshness/summary.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import type { EpochDay } from '../../shared/model/ids.ts';
import { checkTable, profileTable } from '../../shared/profile/profileTable.ts';
import { viewOfTable } from '../../shared/profile/viewOfTable.ts';
import { FieldKnowledge } from '../../shared/state/fieldKnowledge.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';

type Subject = { readonly view: FieldView; readonly rows: Uint32Array | undefined; readonly stale: ((today: EpochDay) => unknown) | undefined };

/** fichero profile FILE|WORKSPACE [--json] */
export const runProfile: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return withSubject(positionals[0], io, async ({ view, rows }) => {
    const profile = await profileTable(view, { context: { today: todayOf(io) }, ...(rows === undefined ? {} : { rows }) }, jobFor(io));
    if (values.json === true) io.out(`${JSON.stringify(profile)}\n`);
    else for (const { field, rows: all, filled, distinct } of profile.columns) io.out(`${field}: ${filled} of ${all} filled, ${distinct} distinct\n`);
    return 0;
  });
};

/** fichero check FILE|WORKSPACE [--today YYYY-MM-DD] [--json] */
export const runCheck: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, today: { type: 'string' } });
  const today = values.today === undefined ? todayOf(io) : epochDayAt(Date.parse(values.today), 0);
  if (Number.isNaN(today)) throw new CommandError('--today takes a day such as 2026-03-14.');
  return withSubject(positionals[0], io, async ({ view, rows, stale }) => {
    const { check } = await checkTable(view, { context: { today }, ...(rows === undefined ? {} : { rows }) }, jobFor(io));
    const report = { ...check, stale: stale?.(today) ?? null };
    if (values.json === true) io.out(`${JSON.stringify(report)}\n`);
    else {
      io.out(`Score ${(check.scorecard.overall * 100).toFixed(1)} %, ${check.findings} findings in ${check.rows} rows\n`);
      for (const { id, broken, checked } of check.rules) if (broken > 0) io.out(`  ${id}: ${broken} of ${checked}\n`);
    }
    return 0;
  });
};

async function withSubject(path: string | undefined, io: Io, work: (subject: Subject) => Promise<number>): Promise<number> {
  if (path === undefined) throw new CommandError('Name a file or a workspace.');
  const place = resolve(io.cwd, path);
  const facts = await stat(place).catch(() => undefined);
  if (facts === undefined) throw new CommandError(`There is no file or workspace ${path}.`);
  if (!facts.isDirectory()) {
    const loaded = await loadTable(createReadStream(place, { highWaterMark: 1 << 20 }), { fileName: basename(place), size: facts.size });
    const { table } = accept(loaded, path);
    const mapping = detectFields(table).map(({ name, field }) => ({ column: name, field: field ?? null }));
    return work({ view: viewOfTable(table, mapping), rows: undefined, stale: undefined });
  }
  return withWorkspace(place, io, true, ({ workspace }) => {
    const { rows, state } = workspace;
    const current = rows.currentRows();
    const knowledge = new FieldKnowledge(rows, 'en');
    return work({
      view: rows,
      rows: Uint32Array.from(current.keys()).filter((row) => current[row] === 1),
      stale: (today) =>
        summarise(
          freshnessOf({ view: rows, policies: withExpiries(defaultPolicies, state.policies ?? []), today, datesOf: knowledge.datesOf, confirmed: state.confirmed, rows: current }),
        ),
    });
  });
}

function todayOf(io: Io): EpochDay {
  return epochDayAt(io.now(), -new Date(io.now()).getTimezoneOffset());
}
