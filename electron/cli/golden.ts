// fichero golden: the golden records as they stand, each value with the rule that chose it.
import type { RowId } from '../../shared/model/ids.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import type { Command } from './io.ts';
import { readArguments, withWorkspace } from './openForCommand.ts';
import { counted } from './words.ts';

export const runGolden: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, merged: { type: 'boolean' } });
  return withWorkspace(positionals[0], io, true, ({ workspace }) => {
    const golden = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en'));
    const leads = Array.from(golden.leads()) as RowId[];
    const records = (values.merged === true ? leads.filter((lead) => workspace.state.merges.isMerged(lead)) : leads).map((lead) => ({
      golden: workspace.state.goldenOf(lead),
      rows: golden.currentMembers(lead),
      values: golden.values(lead),
    }));
    if (values.json === true) io.out(`${JSON.stringify({ goldenRecords: leads.length, records })}\n`);
    else {
      for (const { golden: id, rows, values: surviving } of records) io.out(`${id} (${rows.length}) ${surviving.map(({ field, value, rule }) => `${field}=${value} [${rule}]`).join(' · ')}\n`);
      io.out(`${counted(leads.length, 'golden record')}\n`);
    }
    return Promise.resolve(0);
  });
};
