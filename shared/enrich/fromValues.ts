// Proposes what a record's own values tell of its other fields: a postcode its province, a tax id whether it is a person's.
import type { Job } from '../kernel/job.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { valueCount, valueIndexOf, valueText, type TextColumn } from '../table/TextColumn.ts';
import { readBirthDate } from '../values/date.ts';
import { disposableDomains } from '../values/emailDomains.ts';
import { findLegalForm } from '../values/companyName.ts';
import { readEmail } from '../values/email.ts';
import { findCountry } from '../values/country.adapter.ts';
import { countryOfForeignProvince } from '../values/foreignProvinces.ts';
import { readGender } from '../values/gender.ts';
import { readIban } from '../values/bankAccount.adapter.ts';
import { readLanguage } from '../values/language.ts';
import { readPhone } from '../values/phone.adapter.ts';
import { readPostcode } from '../values/place.ts';
import { splitPersonName } from '../values/personName.ts';
import type { ReadContext } from '../values/reading.ts';
import { findProvince } from '../values/spanishPlaces.ts';
import { readTaxId } from '../values/taxId.ts';
import type { Lookups } from './bundledTables.ts';
import type { DeriveRule } from './enrichTypes.ts';
import { Target, type RecordFacts } from './fromReference.ts';
import type { RecordColumns } from './linkByKey.ts';
import type { ProposalList } from './ProposalList.ts';

export type DeriveWorld = { readonly lookups: Lookups; readonly language: 'en' | 'es'; readonly contextOf: (field: FieldId) => ReadContext };
type Told = { readonly value: string; readonly confidence: number };
type Derivation = {
  readonly rule: DeriveRule;
  readonly into: FieldId;
  /** The first of these that a record fills is read. */
  readonly from: readonly CanonicalField[];
  /** The value read may stand in the same field: it is made whole. */
  readonly mends?: boolean;
  /** An answer that many different values give says nothing of any of them. */
  readonly isOwn?: boolean;
  /** Another field whose value changes the answer. */
  readonly beside?: CanonicalField;
  readonly tell: (text: string, world: DeriveWorld, field: CanonicalField, beside: string) => Told | undefined;
};

const told = (value: string | undefined, confidence: number): Told | undefined => (value === undefined || value === '' ? undefined : { value, confidence });

/** Values that the app words itself, in the language of whoever asks. */
const words = {
  en: { mobile: 'Mobile', fixed: 'Landline', other: 'Other', company: 'Company', person: 'Person', female: 'Ms', male: 'Mr' },
  es: { mobile: 'Móvil', fixed: 'Fijo', other: 'Otro', company: 'Empresa', person: 'Persona', female: 'Sra.', male: 'Sr.' },
} as const;

const salutations: Readonly<Record<string, readonly [female: string, male: string]>> = {
  es: ['Sra.', 'Sr.'], ca: ['Sra.', 'Sr.'], gl: ['Sra.', 'Sr.'], eu: ['And.', 'Jn.'], pt: ['Sra.', 'Sr.'], en: ['Ms', 'Mr'], de: ['Frau', 'Herr'], fr: ['Mme', 'M.'], it: ['Sig.ra', 'Sig.'],
};

const languageOfCountry: Readonly<Record<string, string>> = {
  ES: 'es', MX: 'es', AR: 'es', CO: 'es', CL: 'es', PE: 'es', UY: 'es', EC: 'es', GB: 'en', IE: 'en', US: 'en', AU: 'en', NZ: 'en', PT: 'pt', BR: 'pt', FR: 'fr', DE: 'de', AT: 'de', IT: 'it', AD: 'ca',
};

const derivations: readonly Derivation[] = [
  {
    rule: 'provinceFromPostcode', from: ['postcode'], into: 'province',
    tell: (text, { lookups, contextOf }) => {
      const { parts, validity } = readPostcode(text, contextOf('postcode'));
      return parts.country === 'ES' && validity !== 'invalid' ? told(lookups.provinceOfPrefix(parts.province), 0.98) : undefined;
    },
  },
  { rule: 'provinceFromCity', from: ['city'], into: 'province', tell: (text, { lookups }) => told(lookups.provinceOfTown(text), 0.85) },
  {
    rule: 'countryFromPlace', from: ['province', 'phone', 'taxId'], into: 'country',
    tell: (text, { contextOf }, field) => {
      if (field === 'province') return told(findProvince(text) === undefined ? countryOfForeignProvince(text) : 'ES', 0.95);
      if (field === 'phone') return /^\s*(?:\+|00)/.test(text) ? told(readPhone(text, contextOf('phone')).parts.country, 0.8) : undefined;
      const { parts, validity } = readTaxId(text, contextOf('taxId'));
      return validity === 'valid' ? told(parts.country, 0.85) : undefined;
    },
  },
  {
    rule: 'phoneCountry', from: ['phone'], into: 'custom:phoneCountry',
    tell: (text, { contextOf }) => {
      const plain = spanishLine(text);
      if (plain !== undefined) return told('ES', 0.95);
      const { parts, validity } = readPhone(text, contextOf('phone'));
      return validity === 'invalid' ? undefined : told(parts.country, 0.95);
    },
  },
  {
    rule: 'phoneType', from: ['phone'], into: 'custom:phoneType',
    tell: (text, { contextOf, language }) => {
      const plain = spanishLine(text);
      if (plain !== undefined) return told(words[language][plain], 0.95);
      const { parts, validity } = readPhone(text, contextOf('phone'));
      if (validity === 'invalid' || parts.type === 'unknown' || parts.type === 'fixedOrMobile') return undefined;
      return told(words[language][parts.type === 'mobile' || parts.type === 'fixed' ? parts.type : 'other'], 0.95);
    },
  },
  {
    rule: 'partyType', from: ['taxId'], into: 'custom:partyType',
    tell: (text, { contextOf, language }) => {
      const { parts, validity } = readTaxId(text, contextOf('taxId'));
      return validity === 'invalid' || parts.person === undefined ? undefined : told(parts.person ? words[language].person : words[language].company, 0.98);
    },
  },
  {
    rule: 'taxIdLetter', from: ['taxId'], into: 'taxId', mends: true,
    tell: (text, { contextOf }) => {
      const { reason, repair } = readTaxId(text, contextOf('taxId'));
      return reason?.kind === 'missingControl' ? told(repair?.value, 0.9) : undefined;
    },
  },
  {
    // A domain with mailboxes for everybody is nobody's site, whether it is known for that or not.
    rule: 'websiteFromEmail', from: ['email'], into: 'website', isOwn: true,
    tell: (text) => {
      const { parts, validity } = readEmail(text);
      return validity !== 'valid' || parts.freeMail || disposableDomains.has(parts.domain) ? undefined : told(parts.domain === '' ? '' : `https://${parts.domain}`, 0.7);
    },
  },
  {
    rule: 'legalForm', from: ['companyName'], into: 'custom:legalForm',
    tell: (text) => {
      const found = findLegalForm(text);
      return found === undefined ? undefined : told(found.form, found.sure ? 0.95 : 0.6);
    },
  },
  {
    rule: 'genderFromName', from: ['givenName', 'fullName'], into: 'gender',
    tell: (text, { lookups, contextOf }, field) => told(lookups.genderOf(givenNameIn(text, field, contextOf)), 0.9),
  },
  {
    rule: 'salutation', from: ['gender', 'givenName', 'fullName'], into: 'custom:salutation', beside: 'language',
    tell: (text, world, field, beside) => {
      const gender = field === 'gender' ? readGender(text, world.contextOf('gender')).parts.gender : world.lookups.genderOf(givenNameIn(text, field, world.contextOf));
      if (gender !== 'female' && gender !== 'male') return undefined;
      const spoken = readLanguage(beside).parts.language || world.language;
      return told(salutations[spoken]?.[gender === 'female' ? 0 : 1], field === 'gender' ? 0.95 : 0.85);
    },
  },
  {
    rule: 'language', from: ['country', 'province'], into: 'language',
    tell: (text, _, field) => {
      const country = field === 'country' ? findCountry(text) : findProvince(text) === undefined ? undefined : 'ES';
      return told(country === undefined ? undefined : languageOfCountry[country], 0.7);
    },
  },
  ...(['birthYear', 'birthMonth', 'birthDay'] as const).map((rule, part): Derivation => ({
    rule, from: ['birthDate'], into: `custom:${rule}`,
    tell: (text, { contextOf }) => {
      const { canonical, validity } = readBirthDate(text, contextOf('birthDate'));
      return validity === 'valid' ? told(canonical.split('-')[part], 0.99) : undefined;
    },
  })),
  {
    rule: 'bankName', from: ['iban'], into: 'custom:bankName',
    tell: (text, { lookups, contextOf }) => {
      const { parts, validity } = readIban(text, contextOf('iban'));
      return validity === 'invalid' || parts.bank === '' ? undefined : told(lookups.bankOf(parts.bank), 0.95);
    },
  },
];

/** Nine digits of the Spanish plan without prefix or with 34: told without the library, which takes a hundred times longer. */
function spanishLine(text: string): 'mobile' | 'fixed' | undefined {
  const match = /^(?:(?:\+|00)34)?([6789]\d{8})$/.exec(text.replace(/[\s.()-]+/g, ''));
  if (match === null) return undefined;
  const line = match[1]!;
  return /^(?:6|7[1-4])/.test(line) ? 'mobile' : /^[89][1-8]/.test(line) ? 'fixed' : undefined;
}

function givenNameIn(text: string, field: CanonicalField, contextOf: DeriveWorld['contextOf']): string {
  return field === 'givenName' ? text : splitPersonName(text, contextOf('fullName')).given;
}

const RECORDS_PER_BREATH = 4_096;

/** Proposes by every rule what is empty and could be told; each distinct value is read once. @throws Cancelled */
export async function proposeFromValues(list: ProposalList, records: RecordColumns, facts: RecordFacts, world: DeriveWorld, job: Job): Promise<void> {
  for (const [at, derivation] of derivations.entries()) {
    const { rule, into, from, mends, beside } = derivation;
    const sources = from.flatMap((field) => {
      const column = records.field(field);
      return column === undefined || (field === into && mends !== true) ? [] : [{ field, column, source: new Target(column, field), known: new Array<Told | null | undefined>(beside === undefined ? valueCount(column) : 0) }];
    });
    if (sources.length === 0) continue;
    if (derivation.isOwn === true) for (const one of sources) dropCommon(derivation, one, world);
    const besides = beside === undefined ? undefined : records.field(beside);
    const target = new Target(records.field(into), into);
    const field = list.fieldNumber(into);
    const source = { kind: 'derived' as const, rule };
    const number = list.sourceNumber(source);
    for (let record = 0; record < records.length; record++) {
      if (record % RECORDS_PER_BREATH === 0) {
        job.report({ stage: 'deriving', done: at * records.length + record, total: derivations.length * records.length, unit: 'rows' });
        await job.breathe();
      }
      if (mends !== true && !target.isEmpty(record)) continue;
      for (const one of sources) {
        if (one.source.isEmpty(record)) continue;
        const answer = tellOnce(derivation, one, record, world, besides);
        if (answer === null) continue;
        const because = [one.field];
        if (!facts.isFixed(record, into) && !facts.isRejected(record, into, answer.value, source, because)) {
          list.addNumbered(facts.rowOf(record), field, target.textAt(record), answer.value, number, null, answer.confidence, list.becauseNumber(because));
        }
        break;
      }
    }
  }
}

/** From so many different values on, if they are this part of all. */
const COMMON_VALUES = 25;
const COMMON_PART = 0.01;

/** Takes back the answers that too many values give. */
function dropCommon({ tell }: Derivation, { field, column, known }: { field: CanonicalField; column: TextColumn; known: (Told | null | undefined)[] }, world: DeriveWorld): void {
  const values = valueCount(column);
  const times = new Map<string, number>();
  for (let value = 0; value < values; value++) {
    const answer = tell(valueText(column, value).trim(), world, field, '') ?? null;
    known[value] = answer;
    if (answer !== null) times.set(answer.value, (times.get(answer.value) ?? 0) + 1);
  }
  const most = Math.max(COMMON_VALUES, values * COMMON_PART);
  for (let value = 0; value < values; value++) if ((times.get(known[value]?.value ?? '') ?? 0) > most) known[value] = null;
}

function tellOnce({ tell }: Derivation, { field, column, known }: { field: CanonicalField; column: TextColumn; known: (Told | null | undefined)[] }, record: number, world: DeriveWorld, besides: TextColumn | undefined): Told | null {
  const value = valueIndexOf(column, record);
  const before = known[value];
  if (before !== undefined) return before;
  const answer = tell(valueText(column, value).trim(), world, field, besides === undefined ? '' : valueText(besides, valueIndexOf(besides, record))) ?? null;
  // What another field decides too is asked anew for every record.
  if (known.length > 0) known[value] = answer;
  return answer;
}
