// Work of the worker's own: it waits for a quiet moment, gives way, and nobody who asks for its results waits for that.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Background, inForeground } from '../../../renderer/engine/background.ts';
import { OpenEngine } from '../../../renderer/engine/openEngine.ts';
import { QualityRuns } from '../../../renderer/engine/qualityRuns.ts';
import { quietJob, type Job } from '../../../shared/kernel/job.ts';
import { checkRules } from '../../../shared/profile/checkRules.ts';
import type { Rule } from '../../../shared/profile/rules.ts';
import { freshnessOfWorkspace } from '../../../shared/state/analyse/freshnessOfWorkspace.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';
import { loadCustomers, openMemory } from '../../support/enriching.ts';

const today = epochDayOf(2026, 6, 1);

describe('work that nobody waits for', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('begins once the page has asked nothing for a while, and pauses again while it asks', async () => {
    const done: string[] = [];
    const background = new Background();
    const long = Promise.withResolvers<undefined>();
    const call = inForeground(() => long.promise);
    background.start([
      async (job: Job) => {
        done.push('first');
        await job.breathe();
        done.push('second');
      },
    ]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(done).toEqual([]);
    long.resolve(undefined);
    await call;
    await vi.advanceTimersByTimeAsync(500);
    // Somebody who types asks again before the pause is long enough.
    await inForeground(() => Promise.resolve());
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(done).toEqual(['first', 'second']);
  });
});

describe('the analysis in the background', () => {
  const customers = 'Nombre;Correo;Ciudad\nAna;ana@x.es;Soria\nEva;ana@x.es;Soria\nJuan;juan@y.es;Lugo\n';
  const unique: Rule = { id: 'tried', severity: 'note', owner: '', enabled: true, check: { kind: 'unique', fields: ['city'] } };

  it('answers those who look into it later, also about fields of which it found nothing out (a rule tried on them never answered)', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const engine = new OpenEngine(workspace, null, { language: 'en', actor: 'a' }, () => undefined);
    const runs = await QualityRuns.restore(engine, (day) => freshnessOfWorkspace(workspace, engine.knowledge.datesOf, day), (work) => work());
    await inForeground(async () => {
      const { readings } = await runs.ready(today, quietJob);
      expect((await checkRules(readings, [unique], quietJob)).length).toBe(2);
    });
    runs.close();
  });
});
