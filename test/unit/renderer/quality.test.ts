// What the quality screens compute before they draw: rules as forms, words of rules and reasons, the printed report.
import { describe, expect, test } from 'vitest';
import { createTexts } from '../../../renderer/i18n/index.ts';
import { createWords, type Words } from '../../../renderer/i18n/useText.ts';
import { wordFinding, wordQualitySet, wordRule } from '../../../renderer/i18n/wordQuality.ts';
import { checkOf, formOf } from '../../../renderer/screens/quality/ruleForm.ts';
import { changesSince } from '../../../renderer/screens/quality/scores.ts';
import { writeReport } from '../../../renderer/screens/quality/writeReport.ts';
import type { QualitySummary, RuleCheck, Scorecard } from '../../../shared/contract/engine.ts';
import { canonicalFields } from '../../../shared/model/fields.ts';
import type { EpochDay, SourceId } from '../../../shared/model/ids.ts';
import { defaultRules } from '../../../shared/profile/rules.ts';
import { defaultWeights } from '../../../shared/profile/scorecard.ts';

const wordsIn = (language: 'en' | 'es'): Words => createWords(createTexts(language), language);

describe('a rule as a form', () => {
  const own: readonly RuleCheck[] = [
    { kind: 'allowed', field: 'category', values: ['oro', 'plata'], ignoreCase: false },
    { kind: 'pattern', field: 'custom:Code', pattern: String.raw`A-\d+` },
    { kind: 'range', field: 'amount', of: 'number', from: 0.5, to: null },
    { kind: 'range', field: 'createdOn', of: 'date', from: 18_000, to: 20_000 },
    { kind: 'reference', field: 'city', list: 'Towns: Town' },
    { kind: 'referenceField', field: 'city', to: 'custom:Town' },
    { kind: 'when', condition: { kind: 'oneOf', field: 'country', values: ['ES', 'España'] }, check: { kind: 'required', field: 'taxId' } },
    { kind: 'when', condition: { kind: 'blank', field: 'email' }, check: { kind: 'required', field: 'phone' } },
  ];
  test('comes out as it went in, for every kind of rule', () => {
    const fields = [...canonicalFields, 'custom:Code', 'custom:Town'] as const;
    const checks = [...defaultRules(canonicalFields).map(({ check }) => check).filter((check) => check.kind !== 'requiredAny' || check.fields.length > 1), ...own];
    for (const check of checks) expect(checkOf(formOf({ id: 'r', severity: 'error', owner: '', enabled: true, check }, fields), fields)).toEqual(check);
  });
  test('is no rule while something is missing', () => {
    const form = formOf(null, ['email', 'city']);
    for (const kind of ['allowed', 'pattern', 'range', 'reference', 'requiredAny', 'taxIdOwner'] as const) expect([kind, checkOf({ ...form, kind }, ['email', 'city'])]).toEqual([kind, null]);
    expect(checkOf({ ...form, kind: 'pattern', pattern: '(' }, ['email'])).toBeNull();
  });
});

test('every default rule is said in words in both languages, and no placeholder is left', () => {
  for (const language of ['en', 'es'] as const) {
    const words = wordsIn(language);
    const said = defaultRules(canonicalFields).map((rule) => wordRule(words, rule));
    expect(said.filter((text) => text.includes('{{') || text.includes('quality.'))).toEqual([]);
    expect(new Set(said).size).toBe(said.length);
  }
});

test('ends of ranges are numbers or days, lists keep their names, sets are named', () => {
  const words = wordsIn('en');
  expect(wordFinding(words, { kind: 'belowRange', from: 20_000 }, { kind: 'range', field: 'createdOn', of: 'date', from: 20_000, to: null })).toBe('below Oct 4, 2024');
  expect(wordFinding(words, { kind: 'aboveRange', to: 0.5 }, { kind: 'range', field: 'amount', of: 'number', from: null, to: 0.5 })).toBe('above 0.50');
  expect(wordFinding(words, { kind: 'notInReference', reference: 'Towns: Town' })).toBe('not found in Towns: Town');
  expect(wordFinding(words, { kind: 'notInReference', reference: 'city' })).toBe('not found in City');
  expect(['quality|verdict|email|invalid', 'quality|pattern|phone|999|999', 'quality|outlier|amount|', 'quality|finding|valid:email|emailTypo'].map((name) => wordQualitySet(words, name))).toEqual(['Email: Invalid', 'Phone like 999|999', 'Amount: outliers', 'Rows with findings: Mistyped domain']);
});

const scorecard = (overall: number): Scorecard => ({ overall, completeness: 1, validity: overall, uniqueness: null, consistency: null, timeliness: null, rows: 3, fields: [{ field: 'email', weight: 3, score: overall, completeness: 1, validity: overall, uniqueness: null, consistency: null, timeliness: null }], actions: [{ kind: 'correct', field: 'email', rule: 'valid:email', reason: 'emailSyntax', rows: 1, gain: 0.1 }] });
const measure = (seq: number, overall: number) => ({ seq, at: seq * 86_400_000, today: seq as EpochDay, rows: 3, findings: 1, scores: { overall: overall * 1e6, completeness: 1e6, validity: overall * 1e6, uniqueness: null, consistency: null, timeliness: null }, sources: [], fields: [{ field: 'email' as const, score: overall * 1e6 }], rules: [{ rule: 'valid:email', broken: 2 }] });
const summary: QualitySummary = { today: 20_000 as EpochDay, rows: 3, country: 'ES', scorecard: scorecard(0.9), sources: [{ source: 1 as SourceId, scorecard: scorecard(0.9) }], weights: defaultWeights, open: 1, rowsWithErrors: 1, history: [measure(1, 0.7), measure(2, 0.8)] };
const line = { rule: defaultRules(['email'])[0]!, isDefault: true, isChanged: false, checked: 3, open: 1, accepted: 0, ignored: 0, byReason: [{ reason: 'emailSyntax' as const, rows: 1 }] };

test('what moved since last time is told per field and per rule', () => {
  const changes = changesSince(summary.history.at(-1)!, summary, [line]);
  expect(changes.fields.map(({ field, change }) => [field, Math.round(change * 1000)])).toEqual([['email', 100]]);
  expect(changes.rules.map(({ rule, before, after }) => [rule.id, before, after])).toEqual([['valid:email', 2, 1]]);
});

test('the report says the score in its language, and a name from data is no markup', () => {
  for (const [language, score, heading] of [['en', '90.0%', 'Data quality: A &lt;b&gt; &amp; Co'], ['es', '90,0\u00a0%', 'Calidad de los datos: A &lt;b&gt; &amp; Co']] as const) {
    const document = writeReport(wordsIn(language), 'A <b> & Co', summary, [line], new Map([[1 as SourceId, '<i>CRM']]));
    expect(document.language).toBe(language);
    for (const part of [score, heading, '&lt;i&gt;CRM', '<polyline']) expect(document.body).toContain(part);
    expect(document.body).not.toMatch(/\{\{|undefined|NaN/);
  }
});
