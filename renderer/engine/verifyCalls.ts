// Verifies the open workspace's record as it lies on disk, with the same code as the command line and the auditor's page.
import type { LogVerdict } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { verifyEd25519 } from '../../shared/log/ed25519.ts';
import type { LogReader } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/verifyWorkspace.ts';
import type { Machine } from './machineClient.ts';
import { Refused } from './refused.ts';

const READ_BYTES = 8 * 1024 * 1024;

export async function verifyRecord(machine: Machine, job: Job): Promise<LogVerdict> {
  const outcome = await verifyWorkspace(readerOver(machine), { verifySignature: verifyEd25519, job });
  if (outcome.kind === 'unreadable') throw new Refused({ kind: 'damagedLog', seq: 0, detail: outcome.reason });
  const { clean, entries, items, checkpoints, faults } = outcome.report;
  return { clean, entries, items, checkpoints: checkpoints.good, faults: faults.map(({ seq, kind, detail }) => ({ seq: seq ?? null, kind, detail })) };
}

function readerOver(machine: Machine): LogReader {
  const listed = machine('record.list', undefined);
  const read = async (name: string, size: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(size);
    for (let offset = 0; offset < size; ) {
      const piece = await machine('record.read', { name, offset, length: Math.min(READ_BYTES, size - offset) });
      if (piece === null || piece.length === 0) return bytes.subarray(0, offset);
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  };
  return {
    file: async (name) => {
      const found = (await listed).find((file) => file.name === name);
      return found === undefined ? undefined : read(name, found.bytes);
    },
    segments: async function* () {
      for (const { name, bytes } of await listed) if (name.startsWith('payloads/')) yield await read(name, bytes);
    },
  };
}
