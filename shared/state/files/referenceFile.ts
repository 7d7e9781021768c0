// Loads a file as a reference: through the same readers as a delivery and into the same record, but beside the customers.
import { detectFields } from '../../fields/detectFields.ts';
import type { Job } from '../../kernel/job.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import type { LoadId, SourceId } from '../../model/ids.ts';
import type { FieldMapping, Load, ReferenceTable } from '../../model/source.ts';
import type { LoadItem } from '../facts/items.ts';
import { customField, loadFacts, quarantineKeeper } from './loadFile.ts';
import { readFile, type FileSource, type LoadFailure } from './readFile.ts';
import type { Workspace } from '../workspace.ts';

export type ReferenceRequest = {
  readonly overrides: LoadOverrides;
  /** Columns that it does not name are guessed; null guesses all. */
  readonly fields: FieldMapping | null;
  readonly table: Omit<ReferenceTable, 'fields'>;
  /** An older version that leaves. */
  readonly replaces: readonly LoadId[];
  /** A reference in force with the same bytes is taken instead of loading them again. */
  readonly reuse?: boolean;
};

/** References belong to no source. */
const NO_SOURCE = 0 as SourceId;
const RECORD_BYTES_PER_FILE_BYTE = 2;

/** @throws Cancelled; then, and after every failure, the workspace is as it was */
export async function loadReference(workspace: Workspace, file: FileSource, request: ReferenceRequest, job: Job): Promise<Result<Load, LoadFailure>> {
  const append = await workspace.beginAppend(file.bytes * RECORD_BYTES_PER_FILE_BYTE);
  if (!append.ok) return err({ kind: 'machine', trouble: append.error });
  const running = append.value;
  try {
    const aside = quarantineKeeper();
    let fields = request.fields;
    const read = await readFile(
      file,
      request.overrides,
      async (batch, part) => {
        for (const bad of batch.quarantined) aside.keep(bad, part);
        if (batch.table.length === 0) return ok(undefined);
        fields ??= detectFields(batch.table).map(({ name, field }) => ({ column: name, field: field ?? customField(name) }));
        return running.addRows(batch.table);
      },
      job,
      running.file,
    );
    if (!read.ok) {
      await running.abort();
      return read;
    }
    const same = request.reuse === true ? inForce(workspace, read.value.sha256) : undefined;
    if (same !== undefined) {
      await running.abort();
      return ok(same);
    }
    const facts = loadFacts(file, read.value, fields ?? []);
    const item: LoadItem = {
      ...facts,
      mapping: facts.columns.map((column) => ({ column, field: null })),
      source: NO_SOURCE,
      firstRow: workspace.state.rowCount,
      replaces: request.replaces,
      reference: { ...request.table, fields: facts.mapping },
    };
    const settled = await running.settleRows(job);
    if (!settled.ok) {
      await running.abort();
      return err({ kind: 'machine', trouble: settled.error });
    }
    const written = await running.finish({ act: 'load', items: [item], undoes: null, note: { reference: 1 }, basis: null }, { rows: item.rows, quarantined: item.quarantined }, aside.items);
    if (!written.ok) return err({ kind: 'machine', trouble: written.error });
    return ok(workspace.state.load(written.value.seq as number as LoadId)!);
  } catch (error) {
    await running.abort();
    throw error;
  }
}

function inForce({ state }: Workspace, sha256: string): Load | undefined {
  return state.enrichment.liveReferences.map((id) => state.load(id)).find((load) => load?.fileSha256 === sha256);
}
