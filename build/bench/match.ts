// Prints how long matching takes by stage, from 10,000 to 1,000,000 generated rows, with one and two workers:
// npm run bench:match [-- ROWS,ROWS …]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { MatchReport } from '../../electron/cli/match.ts';

const cli = resolve(import.meta.dirname, '../../electron/cli/main.ts');
const generator = resolve(import.meta.dirname, '../generate/main.ts');
const sizes = (process.argv[2] ?? '10000,100000,1000000').split(',').map(Number);
const scratch = mkdtempSync(join(tmpdir(), 'bench-match-'));
const stages = ['read', 'prepare', 'block', 'train', 'score', 'cluster', 'total'] as const;

process.stdout.write(`| rows | workers | ${stages.join(' s | ')} s | pairs | pairs/s scored | peak MB | growth |\n|${'---|'.repeat(stages.length + 6)}\n`);
const before = new Map<number, { rows: number; total: number }>();
for (const rows of sizes) {
  const file = join(scratch, `${rows}.csv`);
  execFileSync(process.execPath, [generator, '--rows', String(rows), '--out', file], { stdio: 'ignore' });
  for (const workers of [1, 2]) {
    const report = JSON.parse(execFileSync(process.execPath, [cli, 'match', file, '--workers', String(workers), '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })) as MatchReport;
    const { seconds, candidatePairs, peakMemoryMB } = report;
    const last = before.get(workers);
    const growth = last === undefined ? '' : `${(seconds.total / last.total).toFixed(1)} × for ${rows / last.rows} × rows`;
    before.set(workers, { rows, total: seconds.total });
    process.stdout.write(`| ${rows} | ${workers} | ${stages.map((stage) => seconds[stage].toFixed(2)).join(' | ')} | ${candidatePairs} | ${Math.round(candidatePairs / Math.max(0.001, seconds.score))} | ${peakMemoryMB} | ${growth} |\n`);
  }
}
rmSync(scratch, { recursive: true });
