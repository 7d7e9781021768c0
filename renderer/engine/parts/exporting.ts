// Answers the calls about exports.
import type { ExportCalls } from '../../../shared/contract/calls/exporting.ts';
import { planExportProfile } from '../../../shared/state/plan/plan.ts';
import { checkFor, writeExport } from '../exportCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const exportingPart = ({ at, machine }: Reach): Part<ExportCalls> => ({
  handlers: {
    'export.run': async ({ folder, profile, today }, job) => (await writeExport(at(), machine, folder, profile, today, new Date().toISOString().slice(0, 10), job)).report,
    'export.check': ({ profile, today }, job) => checkFor(at(), profile, today, job),
    'export.profiles': () => at().engine.workspace.state.exportProfiles.list,
    'export.keep': async ({ name, profile }) => {
      await at().engine.commit({ ok: true, value: planExportProfile(name, profile) });
      return undefined;
    },
  },
  writes: ['export.run', 'export.keep'],
});
