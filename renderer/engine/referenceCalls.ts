// Loads a picked file as a reference and keeps its rows with the working data.
import type { EngineCalls } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { loadReference } from '../../shared/state/files/referenceFile.ts';
import { grantedFile } from './loadCalls.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { Refused } from './refused.ts';

export async function loadReferenceFile(engine: OpenEngine, machine: Machine, request: EngineCalls['enrich.loadReference']['request'], job: Job): Promise<EngineCalls['enrich.loadReference']['response']> {
  const { overrides, fields, name, standsFor, trustRank, asOf, replaces } = request;
  const file = await grantedFile(machine, request.file);
  const loaded = await loadReference(engine.workspace, file, { overrides, fields, table: { name, standsFor, trustRank, asOf }, replaces: replaces === null ? [] : [replaces] }, job);
  if (!loaded.ok) {
    if (loaded.error.kind === 'machine') throw new Refused(loaded.error);
    return { ok: false, problem: loaded.error.problem };
  }
  const { id } = loaded.value;
  await engine.keep([{ kind: 'putLoad', load: id, table: engine.workspace.rows.table(id)! }]);
  engine.changed();
  return { ok: true, reference: id };
}
