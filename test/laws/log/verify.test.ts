import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { seededRandom } from '../../../shared/kernel/random.ts';
import { verifyLog, type VerifyReport } from '../../../shared/log/verify.ts';
import { filesOf, memoryReader, falsifiedLog, mutate, mutationKinds, randomLog, type MemoryLog } from '../../support/logMutations.ts';

/** L1: 300 on every commit; FICHERO_MUTATIONS=10000 for the long run. */
const rounds = Number(process.env['FICHERO_MUTATIONS'] ?? 300);

async function reportOf(log: MemoryLog, withReceipt = false): Promise<VerifyReport> {
  const outcome = await verifyLog(memoryReader(filesOf(log)), { verifySignature, receipts: withReceipt ? log.receipts : [] });
  if (outcome.kind !== 'verified') throw new Error(outcome.reason);
  return outcome.report;
}

describe('verifying', () => {
  it('finds nothing wrong with honest logs, and their receipts prove all of them', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const log = randomLog(seededRandom(seed));
      const report = await reportOf(log, true);
      expect(report.faults, `seed ${seed}`).toEqual([]);
      expect(report.clean).toBe(true);
      expect(report.entries).toBe(log.lines.length);
      expect(report.receipts).toMatchObject([{ proves: true, size: log.lines.length }]);
    }
  });

  it('catches every falsification and names the entry', async () => {
    const tried = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const kind = mutationKinds[round % mutationKinds.length]!;
      const { log, mutation } = falsifiedLog(kind, round + 1);
      tried.set(kind, (tried.get(kind) ?? 0) + 1);
      const report = await reportOf(log, mutation.needsReceipt);
      const words = `round ${round}: ${kind} of entry ${mutation.entry}`;
      expect(report.clean, words).toBe(false);
      if (mutation.entry !== undefined) {
        expect(report.faults.map(({ seq }) => seq), words).toContain(mutation.entry);
        expect(report.verdicts.map(({ seq }) => seq), words).toContain(mutation.entry);
      }
    }
    expect([...tried.keys()].sort()).toEqual([...mutationKinds].sort());
  });

  it('cannot tell a whole rewrite by the holder of disk and key, except by a receipt', async () => {
    const random = seededRandom(5);
    const log = randomLog(random);
    mutate(log, 'rewriteAll', random);
    expect((await reportOf(log)).clean).toBe(true);
    const report = await reportOf(log, true);
    expect(report.faults.map(({ kind }) => kind)).toContain('receiptMismatch');
    expect(report.receipts[0]).toMatchObject({ proves: false, size: 0 });
  });
});
