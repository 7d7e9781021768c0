// Reads any value by its field: the registry of what the app knows about each canonical field.
import type { CanonicalField } from '../model/fields.ts';
import { judgeAddress, readAddress, readHouseNumber } from './address.ts';
import { readAmount } from './amount.ts';
import { readIban } from './bankAccount.adapter.ts';
import { cleanText } from './cleanText.ts';
import { judgeCompanyName, readCompanyName } from './companyName.ts';
import { readCountry } from './country.adapter.ts';
import { readBirthDate, readDate } from './date.ts';
import { readEmail } from './email.ts';
import { readGender } from './gender.ts';
import { readLanguage } from './language.ts';
import { mendMojibake } from './mojibake.ts';
import { judgePersonName, readNamePart, readPersonName } from './personName.ts';
import { readPhone } from './phone.adapter.ts';
import { readCity, readPostcode, readProvince } from './place.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, suspect, valid } from './reading.ts';
import type { Judgement, ReadContext, ValueReader, ValueReading } from './reading.ts';
import { readTaxId } from './taxId.ts';
import { readWebsite } from './website.ts';

/** Canonical: spaces put in order, mojibake left to its repair. For ids, categories and notes. */
export function readPlainText(text: string): ValueReading<null> {
  const raw = cleanText(text);
  if (raw === '') return empty(null);
  if (isPlaceholder(raw)) return empty(null, { kind: 'placeholder' });
  const mended = mendMojibake(raw);
  return mended === undefined ? valid(raw, null) : suspect(raw, null, { kind: 'mojibake' }, mended);
}

const readers: Readonly<Record<CanonicalField, ValueReader>> = {
  customerId: readPlainText,
  fullName: readPersonName,
  givenName: readNamePart,
  surname: readNamePart,
  surname2: readNamePart,
  companyName: readCompanyName,
  gender: readGender,
  birthDate: readBirthDate,
  taxId: readTaxId,
  email: readEmail,
  phone: readPhone,
  website: readWebsite,
  address: readAddress,
  street: readAddress,
  houseNumber: readHouseNumber,
  postcode: readPostcode,
  city: readCity,
  province: readProvince,
  country: readCountry,
  iban: readIban,
  language: readLanguage,
  createdOn: readDate,
  updatedOn: readDate,
  verifiedOn: readDate,
  lastContactOn: readDate,
  lastPurchaseOn: readDate,
  consentOn: readDate,
  amount: readAmount,
  category: readPlainText,
  notes: readPlainText,
};

/** Fields whose canonical form costs far more than telling whether the value is valid. */
const judges: { readonly [Field in CanonicalField]?: (text: string) => Judgement } = {
  fullName: judgePersonName,
  companyName: judgeCompanyName,
  address: judgeAddress,
  street: judgeAddress,
};

/** Validity and reason of a value, as `readValue` gives them (but that an address without number is plainly valid). */
export function judgeValue(field: CanonicalField, text: string, context: ReadContext): Judgement {
  return judges[field]?.(text) ?? readers[field](text, context);
}

/** Reads a value of a field. Pure: the same text and context give the same reading. */
export function readValue(field: CanonicalField, text: string, context: ReadContext): ValueReading {
  return readers[field](text, context);
}
