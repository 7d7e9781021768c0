// fichero as-of: the workspace as it stood after an entry.
import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { EntrySeq } from '../../shared/model/ids.ts';
import { exportFiles } from '../../shared/state/files/exportFiles.ts';
import { plainProfile } from '../../shared/model/exportProfile.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { Outputs } from '../workspace/Outputs.ts';
import type { Command } from './io.ts';
import { accept, CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted } from './words.ts';

const parts = ['golden', 'sourceRows', 'crosswalk'] as const;

/** Reads only: the workspace is left as it is, and another program may have it open. */
export const runAsOf: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { seq: { type: 'string' }, out: { type: 'string' }, part: { type: 'string' }, json: { type: 'boolean' } });
  const seq = Number(values.seq ?? '');
  if (values.seq === undefined || values.out === undefined || !Number.isInteger(seq) || seq < 0) throw new UsageError('Name the entry and the file.');
  const part = parts.find((one) => one === (values.part ?? 'golden'));
  if (part === undefined) throw new CommandError(`There is no part "${values.part}". Parts: ${parts.join(', ')}.`);
  const out = resolve(io.cwd, values.out);
  return withWorkspace(positionals[0], io, true, async ({ workspace }) => {
    if (seq >= workspace.entries.length) throw new CommandError(`There is no entry ${seq}; the last one is ${workspace.entries.length - 1}.`);
    const past = workspace.asOf(seq as EntrySeq);
    const job = jobFor(io);
    const knowledge = new FieldKnowledge(past.rows, 'en');
    const golden = await GoldenTable.make(past, new GoldenView(past, knowledge), undefined, job);
    const { files } = exportFiles({ workspace: past, golden, knowledge, profile: { ...plainProfile, parts: [part] }, places: null, groups: null, stamp: '' });
    await mkdir(dirname(out), { recursive: true });
    const outputs = new Outputs();
    try {
      const { output } = accept(await outputs.createAt(out), basename(out));
      const chunks = files[0]!.bytes(job);
      let next = await chunks.next();
      for (; next.done !== true; next = await chunks.next()) accept(await outputs.write(output, next.value), basename(out));
      const written = accept(await outputs.commit(output), basename(out));
      const facts = { file: out, seq, at: past.entries[seq]!.at, rows: next.value.rows, sha256: written.sha256, stateDigest: past.state.digest() };
      io.out(values.json === true ? `${JSON.stringify(facts)}\n` : `Wrote ${out}: ${counted(facts.rows, 'row')} as of entry ${seq}, ${new Date(facts.at).toISOString()}.\n`);
      return 0;
    } finally {
      await outputs.abortAll();
    }
  });
};
