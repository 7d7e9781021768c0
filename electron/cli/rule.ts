// fichero rule: shows which steps need a second person, and changes that.
import { planApprovals } from '../../shared/state/plan/plan.ts';
import { planErasureRule } from '../../shared/state/plan/planPrivacy.ts';
import type { Command } from './io.ts';
import { accept, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { counted } from './words.ts';

const bands = ['automatic', 'review', 'unlikely'] as const;

export const runRule: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { 'second-for-erasure': { type: 'string' }, 'second-from': { type: 'string' }, 'second-for-bands': { type: 'string' }, json: { type: 'boolean' } });
  const erasure = values['second-for-erasure'];
  if (erasure !== undefined && erasure !== 'on' && erasure !== 'off') throw new UsageError('--second-for-erasure takes on or off.');
  const from = values['second-from'];
  const minRows = from === undefined ? undefined : from === 'off' ? null : Number(from);
  if (typeof minRows === 'number' && !(Number.isInteger(minRows) && minRows >= 2)) throw new UsageError('--second-from takes a number of rows from 2 on, or off.');
  const named = values['second-for-bands'] === undefined ? undefined : values['second-for-bands'].split(',').filter((band) => band !== 'off');
  if (named?.some((band) => !(bands as readonly string[]).includes(band)) === true) throw new UsageError(`--second-for-bands takes some of ${bands.join(', ')}, or off.`);
  const isChange = erasure !== undefined || minRows !== undefined || named !== undefined;
  return withWorkspace(positionals[0], io, !isChange, async ({ workspace }) => {
    const { state } = workspace;
    if (erasure !== undefined && state.privacy.needsApproval !== (erasure === 'on')) accept(await workspace.commit(planErasureRule(erasure === 'on')), 'not saved');
    if (minRows !== undefined || named !== undefined) {
      const known = state.approvalRule ?? { minRows: null, bands: [] };
      const rule = { minRows: minRows === undefined ? known.minRows : minRows, bands: named === undefined ? known.bands : bands.filter((band) => named.includes(band)) };
      const next = rule.minRows === null && rule.bands.length === 0 ? null : rule;
      if (JSON.stringify(next) !== JSON.stringify(state.approvalRule)) accept(await workspace.commit(planApprovals(next)), 'not saved');
    }
    const { minRows: rows, bands: inBands } = state.approvalRule ?? { minRows: null, bands: [] };
    const facts = { secondForErasure: state.privacy.needsApproval, secondFrom: rows, secondForBands: inBands };
    const decisions = [...(rows === null ? [] : [`groups of ${counted(rows, 'row')} or more`]), ...(inBands.length === 0 ? [] : [`groups of the band ${inBands.join(', ')}`])];
    io.out(
      values.json === true
        ? `${JSON.stringify(facts)}\n`
        : `Destroying what is known about a person ${facts.secondForErasure ? 'needs' : 'does not need'} a second person.\nDecisions that need a second person: ${decisions.length === 0 ? 'none' : decisions.join('; ')}.\n`,
    );
    return 0;
  });
};
