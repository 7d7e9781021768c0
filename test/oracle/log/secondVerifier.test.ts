import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { seededRandom } from '../../../shared/kernel/random.ts';
import { faultKinds } from '../../../shared/log/verifyEntries.ts';
import { verifyLog } from '../../../shared/log/verify.ts';
import { falsifiedLog, filesOf, memoryReader, mutationKinds, randomLog } from '../../support/logMutations.ts';
import { secondVerify } from './secondVerifier.ts';

/** 300 on every commit; FICHERO_MUTATIONS=10000 for the long run. */
const rounds = Number(process.env['FICHERO_MUTATIONS'] ?? 300);

describe('a verifier written from FORMAT.md alone', () => {
  const seen = new Set<string>();
  it('agrees on honest and on falsified logs, entry by entry', async () => {
    for (let round = 0; round < rounds; round++) {
      const kind = mutationKinds[round % (mutationKinds.length + 1)];
      const { log, mutation } = kind === undefined ? { log: randomLog(seededRandom(7_000_000 + round)), mutation: undefined } : falsifiedLog(kind, 7_000_000 + round);
      const files = filesOf(log);
      const receipts = mutation?.needsReceipt === true || round % 2 === 0 ? log.receipts : [];
      const first = await verifyLog(memoryReader(files), { verifySignature, receipts });
      const second = secondVerify(files, receipts.map(({ bytes }) => bytes));
      if (first.kind !== 'verified') throw new Error(first.reason);
      for (const fault of first.report.faults) seen.add(fault.kind);
      const words = `round ${round}: ${kind}; ${JSON.stringify(first.report.faults)} against ${second.complaints.join('; ')}`;
      expect(second.clean, words).toBe(first.report.clean);
      const verdicts = [...second.verdicts].sort((left, right) => left[0] - right[0]);
      expect(verdicts, words).toEqual(first.report.verdicts.map(({ seq, verdict }) => [seq, verdict]));
    }
    // Nothing that can be found wrong went untried.
    expect(faultKinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('agrees on logs with random bytes changed in any file', async () => {
    let spoiled = 0;
    for (let round = 0; round < rounds; round++) {
      const random = seededRandom(9_000_000 + round);
      const files = filesOf(randomLog(random));
      const names = [...files.keys()];
      const name = names[Math.floor(random() * names.length)]!;
      const bytes = files.get(name)!;
      if (bytes.length === 0) continue;
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
      const first = await verifyLog(memoryReader(files), { verifySignature });
      if (first.kind !== 'verified') continue;
      const second = secondVerify(files);
      expect(second.clean, `round ${round}: ${name}; ${JSON.stringify(first.report.faults)} against ${second.complaints.join('; ')}`).toBe(first.report.clean);
      if (!first.report.clean) spoiled++;
    }
    expect(spoiled).toBeGreaterThan(rounds * 0.8);
  });
});
