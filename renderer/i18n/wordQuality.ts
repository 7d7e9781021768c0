// Says rules, and why a value breaks one, in words.
import type { FindingReason, Rule, RuleCheck } from '../../shared/contract/engine.ts';
import { canonicalOf, type FieldId } from '../../shared/model/fields.ts';
import type { TextKey } from './index.ts';
import type { Words } from './useText.ts';
import { wordField } from './wordField.ts';

/** Why a value breaks a rule. `check` tells whether ends of ranges are days. */
export function wordFinding(words: Words, reason: FindingReason, check?: RuleCheck): string {
  const { t, day, number } = words;
  switch (reason.kind) {
    case 'emailSyntax': return t(`finding.reason.emailSyntax.${reason.problem}`);
    case 'phone': return t(`finding.reason.phone.${reason.problem}`);
    case 'genderDiffers': return t(`finding.reason.genderDiffers.${reason.expected}`);
    case 'lostZeros': return t('finding.reason.lostZeros', { count: reason.count });
    case 'belowRange':
    case 'aboveRange': {
      const end = reason.kind === 'belowRange' ? reason.from : reason.to;
      const text = check !== undefined && measuresDays(check) ? day(end) : number(end, Number.isInteger(end) ? 0 : 2);
      return reason.kind === 'belowRange' ? t('finding.reason.belowRange', { from: text }) : t('finding.reason.aboveRange', { to: text });
    }
    case 'notInReference': return t('finding.reason.notInReference', { reference: canonicalOf(reason.reference as FieldId) === undefined && !reason.reference.startsWith('custom:') ? reason.reference : wordField(words, reason.reference as FieldId) });
    default: {
      const { kind, ...facts } = reason;
      return t(`finding.reason.${kind}`, facts as Readonly<Record<string, string | number>>);
    }
  }
}

function measuresDays(check: RuleCheck): boolean {
  return check.kind === 'when' ? measuresDays(check.check) : check.kind === 'range' && check.of === 'date';
}

/** A reason in two or three words, as the name of a group. */
export function wordReason({ t }: Words, kind: FindingReason['kind']): string {
  return t(`finding.name.${kind}`);
}

/** What a rule demands. */
export function wordRule(words: Words, { check }: Pick<Rule, 'check'>): string {
  return wordCheck(words, check);
}

function wordCheck(words: Words, check: RuleCheck): string {
  const { t, list } = words;
  const name = (field: FieldId): string => wordField(words, field);
  switch (check.kind) {
    case 'valid':
    case 'required':
    case 'pattern': return t(`quality.rule.${check.kind}`, { field: name(check.field) });
    case 'requiredAny':
    case 'unique': return t(`quality.rule.${check.kind}`, { fields: list(check.fields.map(name)) });
    case 'allowed': return t('quality.rule.allowed', { field: name(check.field), count: check.values.length });
    case 'range': return t(check.of === 'length' ? 'quality.rule.length' : 'quality.rule.range', { field: name(check.field) });
    case 'reference': return t('quality.rule.reference', { field: name(check.field), list: check.list });
    case 'referenceField': return t('quality.rule.referenceField', { field: name(check.field), to: name(check.to) });
    case 'postcodeProvince':
    case 'postcodeCity':
    case 'taxIdOwner':
    case 'genderName': return t(`quality.rule.${check.kind}`);
    case 'dateOrder': return t('quality.rule.dateOrder', { first: name(check.first), second: name(check.second) });
    case 'when': {
      const { condition } = check;
      const values = condition.kind === 'oneOf' || condition.kind === 'notOneOf' ? condition.values.join(', ') : '';
      return t('quality.rule.when', { rule: wordCheck(words, check.check), condition: t(`quality.condition.${condition.kind}`, { field: name(condition.field), values }) });
    }
  }
}

/** The name of a row set of the quality screens, for the bar of filters. */
export function wordQualitySet(words: Words, name: string): string {
  const { t, has } = words;
  const [, kind, about = '', ...rest] = name.split('|');
  const field = wordField(words, about as FieldId);
  switch (kind) {
    case 'verdict': return t('quality.set.verdict', { field, verdict: t(`quality.${rest[0]}` as TextKey) });
    case 'pattern': return t('quality.set.pattern', { field, pattern: rest.join('|') });
    case 'outlier': return t('quality.set.outlier', { field });
    default: {
      const reason = rest[0] ?? '*';
      const said = has(`finding.name.${reason}`) ? t(`finding.name.${reason}` as TextKey) : (about.split(':')[1] ?? about);
      return t('quality.set.finding', { rule: reason === '*' ? wordField(words, said as FieldId) : said });
    }
  }
}
