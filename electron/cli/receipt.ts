// fichero receipt: signs the record as it stands and writes the receipt for somebody else to keep.
import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { receiptOf, receiptText } from '../../shared/log/checkpoint.ts';
import { afterSignature, sealEntry } from '../../shared/log/entry.ts';
import { replaceFile } from '../workspace/files.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import type { Command } from './io.ts';
import { accept, CommandError, readArguments, stampFor, UsageError } from './openForCommand.ts';
import { withRecord } from './openRecord.ts';
import { counted } from './words.ts';

export const runReceipt: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, json: { type: 'boolean' } });
  if (values.out === undefined) throw new UsageError('Name the file.');
  const out = resolve(io.cwd, values.out);
  await mkdir(dirname(out), { recursive: true });
  return withRecord(positionals[0], io, false, async (record) => {
    accept(await record.begin({ neededBytes: 0 }), 'receipt');
    // That a receipt went out is itself on record, so that its age can be shown.
    const sealed = sealEntry(afterSignature({ act: 'checkpoint', note: { receipt: 1 } }, record.checkpointed?.size ?? 0), record.end, stampFor(io)());
    accept(await record.commit({ line: sealed.line, previous: record.end.hash }), 'receipt');
    accept(await record.checkpoint(), 'receipt');
    const checkpoint = record.checkpointed;
    if (checkpoint?.size !== record.end.size) throw new CommandError('This machine has no key to sign with.');
    const receipt = receiptOf(checkpoint);
    await replaceFile(nodeFiles, dirname(out), basename(out), new TextEncoder().encode(receiptText(receipt)));
    io.out(values.json === true ? `${JSON.stringify({ file: out, size: checkpoint.size, head: checkpoint.head, words: receipt.words })}\n` : `Wrote ${out}: ${counted(checkpoint.size, 'entry', 'entries')}, words: ${receipt.words.join(' ')}\n`);
    return 0;
  });
};
