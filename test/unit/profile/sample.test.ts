// The planted problems of the bundled sample, counted against what the checks find in it.
import { createReadStream } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { detectFields } from '../../../shared/fields/detectFields.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { fieldOfCheck } from '../../../shared/profile/rules.ts';
import { analyseTable } from '../../../shared/state/analyse/analyseTable.ts';
import { viewOfTable } from '../../../shared/profile/viewOfTable.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { readSampleTruth, sampleDay, sampleFiles } from '../../support/sample.ts';

/** `field:reason` of every finding, by source and key of the row. */
const found = new Map<string, Set<string>>();
/** Fields that are filled, by source and key of the row. */
const filled = new Map<string, Set<string>>();
const truth = readSampleTruth();

beforeAll(async () => {
  for (const [source, url] of Object.entries(sampleFiles)) {
    const loaded = await loadTable(createReadStream(url));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const { table } = loaded.value;
    const view = viewOfTable(table, detectFields(table).map(({ name, field }) => ({ column: name, field: field ?? null })));
    const { findings } = (await analyseTable(view, sampleDay as EpochDay, quietJob)).analysis;
    const keys = table.columns[0]!.column;
    for (let row = 0; row < table.length; row++) {
      filled.set(`${source} ${textAt(keys, row)}`, new Set(view.fields.filter((field) => textAt(view.field(field)!, row).trim() !== '')));
    }
    for (let at = 0; at < findings.length; at++) {
      const key = `${source} ${textAt(keys, findings.row[at]!)}`;
      const field = fieldOfCheck(findings.perRule[findings.rule[at]!]!.rule.check);
      const list = found.get(key) ?? new Set();
      list.add(`${field}:${findings.reasons[findings.reason[at]!]!.kind}`);
      found.set(key, list);
    }
  }
});

describe('the planted problems of the sample', () => {
  it.each<[problem: string, finding: RegExp]>([
    ['impossibleDate', /^birthDate:(?:impossibleDate|notADate)/], ['futureBirth', /^birthDate:futureDate/], ['genericBirth', /^birthDate:genericDate/],
    ['typoDomain', /^email:emailTypo/], ['badEmail', /^email:emailSyntax/], ['disposableEmail', /^email:disposableAddress/], ['genericEmail', /^email:(?:generic|placeholder)/],
    ['genericPhone', /^phone:(?:generic|placeholder)/], ['badPhone', /^phone:phone/], ['excelNumber', /^phone:phone/], ['twoPhones', /^phone:severalValues/],
    ['genericTaxId', /^taxId:(?:generic|badShape|placeholder)/], ['wrongTaxLetter', /^taxId:wrongControl/], ['missingTaxLetter', /^taxId:missingControl/], ['lostTaxIdZero', /^taxId:lostZeros/],
    ['wrongIban', /^iban:/], ['postcodeNotOfProvince', /^postcode:postcodeOutside/], ['badPostcode', /^postcode:(?:unknownProvince|wrongPostcodeShape|placeholder)/], ['lostPostcodeZero', /^postcode:lostZeros/],
    ['mojibake', /:mojibake/], ['codePage850', /:mojibake/], ['testRow', /^email:generic/], ['missingName', /:missing/],
  ])('%s: all found', (problem, finding) => {
    const field = /^\^(\w+):/.exec(finding.source)?.[1] ?? 'any';
    const planted = truth.filter((row) => row.problems.includes(problem));
    expect(planted.length).toBeGreaterThan(0);
    // A later change may have emptied the cell of an earlier one.
    const stands = (row: (typeof planted)[number]): boolean => filled.get(`${row.source} ${row.key}`)!.has(field) || field === 'any';
    const missed = planted.filter((row) => stands(row) && !Array.from(found.get(`${row.source} ${row.key}`) ?? []).some((one) => finding.test(one)));
    expect(missed.map((row) => [row.source, row.key, Array.from(found.get(`${row.source} ${row.key}`) ?? [])])).toEqual([]);
  });

  // The sample invents British and Irish numbers in ranges that no operator has.
  it('stand out: no row without one has a finding, but for invented phones', () => {
    const clean = truth.filter((row) => row.problems.length === 0 && row.trap === '');
    const wrong = clean.filter((row) => Array.from(found.get(`${row.source} ${row.key}`) ?? []).some((one) => !/^phone:phone$|:(?:duplicate|missing)$/.test(one)));
    expect(wrong.map((row) => [row.source, row.key, Array.from(found.get(`${row.source} ${row.key}`) ?? [])]).slice(0, 5)).toEqual([]);
  });
});
