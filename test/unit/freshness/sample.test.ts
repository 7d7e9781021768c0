import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { detectFields } from '../../../shared/fields/detectFields.ts';
import { freshnessOf, isStale, reasonsOf, type StaleReason } from '../../../shared/freshness/freshnessOf.ts';
import { defaultPolicies } from '../../../shared/freshness/policies.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import type { TextColumn } from '../../../shared/table/TextColumn.ts';
import { readSampleTruth, sampleDay, sampleFiles, type SampleSource } from '../../support/sample.ts';

// 2024-03-05, 05/03/2024 and 05-03-2024.
function readDay(text: string): number | undefined {
  const parts = text.split(/[-/]/).map(Number);
  const [year, month, day] = parts[0]! > 31 ? parts : parts.reverse();
  return text === '' ? undefined : Date.UTC(year!, month! - 1, day) / 86_400_000;
}

/** Which of the reasons shows that a planted problem was found. */
const shownBy: Readonly<Record<string, StaleReason['kind']>> = {
  oldContact: 'fieldTooOld',
  oldVerification: 'fieldTooOld',
  dormant: 'dormant',
  purgeCandidate: 'purgeCandidate',
  expiredConsent: 'consentExpired',
  bounced: 'bounced',
};

const verdicts: { readonly problems: readonly string[]; readonly kinds: readonly StaleReason['kind'][]; readonly stale: boolean }[] = [];

beforeAll(async () => {
  for (const source of Object.keys(sampleFiles) as SampleSource[]) {
    const loaded = await loadTable([readFileSync(sampleFiles[source])]);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const { table } = loaded.value;
    const columns = new Map<FieldId, TextColumn>();
    for (const { column, name, field } of detectFields(table)) columns.set(field ?? `custom:${name}`, table.columns[column]!.column);
    const freshness = freshnessOf({
      view: { length: table.length, fields: [...columns.keys()], field: (id) => columns.get(id) },
      policies: defaultPolicies,
      today: sampleDay as EpochDay,
      datesOf: () => readDay,
    });
    const truth = readSampleTruth().filter((row) => row.source === source);
    truth.forEach(({ problems }, row) => verdicts.push({ problems, kinds: reasonsOf(freshness, row).map(({ kind }) => kind), stale: isStale(freshness, row) }));
  }
});

describe('freshness of the bundled sample', () => {
  it.each(Object.entries(shownBy))('finds every row planted as %s', (problem, kind) => {
    const planted = verdicts.filter(({ problems }) => problems.includes(problem));
    expect(planted.length).toBeGreaterThan(20);
    expect(planted.filter(({ kinds }) => !kinds.includes(kind))).toEqual([]);
  });

  it('flags no row that was not planted as stale', () => {
    const innocent = verdicts.filter(({ problems }) => !problems.some((problem) => problem in shownBy));
    expect(innocent.length).toBeGreaterThan(2000);
    expect(innocent.filter(({ stale }) => stale)).toEqual([]);
  });
});
