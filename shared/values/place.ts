// Reads postcodes, towns and provinces, and tells whether they agree.
import { cleanText } from './cleanText.ts';
import { capitaliseName } from './capitals.ts';
import { foldWords } from './fold.ts';
import { mendMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { countryOfForeignProvince } from './foreignProvinces.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ReadContext, ValueReading } from './reading.ts';
import { findNearProvince, findProvince, findTown, provinceOfCode } from './spanishPlaces.ts';

export type PostcodeParts = {
  readonly country: string;
  /** Spain: code of the province, else ''. */
  readonly province: string;
};
export type CityParts = { readonly province: string; readonly known: boolean };
export type ProvinceParts = {
  /** Spain: the two digits, else ''. */
  readonly code: string;
  readonly community: string;
  readonly country: string;
};

/** Shapes per country; letters in capitals, spaces taken out. */
const shapes: Readonly<Record<string, RegExp>> = {
  PT: /^\d{7}$|^\d{4}$/, FR: /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/, DE: /^\d{5}$/, IT: /^\d{5}$/, GB: /^(?:GIR0AA|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2})$/,
  IE: /^(?:[AC-FHKNPRTV-Y]\d{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}$/, US: /^\d{5}(?:\d{4})?$/, CA: /^[ABCEGHJ-NPRSTVXY]\d[A-Z]\d[A-Z]\d$/, NL: /^[1-9]\d{3}[A-Z]{2}$/,
  BE: /^[1-9]\d{3}$/, CH: /^[1-9]\d{3}$/, AT: /^[1-9]\d{3}$/, LU: /^\d{4}$/, DK: /^\d{4}$/, NO: /^\d{4}$/, SE: /^\d{5}$/, FI: /^\d{5}$/, PL: /^\d{5}$/,
  MX: /^\d{5}$/, AR: /^(?:[A-Z]\d{4}[A-Z]{3}|\d{4})$/, BR: /^\d{8}$/, CL: /^\d{7}$/, CO: /^\d{6}$/, PE: /^\d{5}$/, AD: /^AD\d{3}$/, AU: /^\d{4}$/, NZ: /^\d{4}$/,
};

const noPostcode: PostcodeParts = { country: '', province: '' };

/** Canonical: without spaces where digits only, as its country writes it else (`SW1A 1AA`, `1000-001`). */
export function readPostcode(text: string, context: ReadContext): ValueReading<PostcodeParts> {
  if (text === '') return empty(noPostcode);
  const raw = cleanText(text);
  if (raw === '') return empty(noPostcode);
  let code = raw.toUpperCase().replace(/\.0+$/, '').replace(/[\s.\-–]/g, '');
  const prefixed = /^(?:CP|C\.P\.|E|ES|F|D|I|P)[-: ]*(?=\d)/.exec(code);
  if (prefixed !== null) code = code.slice(prefixed[0].length);
  if (isPlaceholder(raw) || /^0+$/.test(code)) return empty(noPostcode, { kind: 'placeholder' });
  if (context.country === 'ES') return readSpanishPostcode(code, raw);
  const shape = shapes[context.country];
  if (shape === undefined) return valid(raw.toUpperCase(), { country: context.country, province: '' });
  const parts: PostcodeParts = { country: context.country, province: '' };
  if (shape.test(code)) return valid(written(code, context.country), parts);
  const padded = code.padStart(5, '0');
  if (/^\d{4}$/.test(code) && /^(?:FR|DE|IT|US|MX)$/.test(context.country) && shape.test(padded)) {
    return suspect(padded, parts, { kind: 'lostZeros', count: 1 }, { value: padded, confidence: 0.9 });
  }
  const elsewhere = distinctCountry(code);
  if (elsewhere !== undefined) return valid(written(code, elsewhere), { country: elsewhere, province: '' });
  return invalid(raw.toUpperCase(), noPostcode, { kind: 'wrongPostcodeShape', country: context.country });
}

function readSpanishPostcode(code: string, raw: string): ValueReading<PostcodeParts> {
  if (/^\d{5}$/.test(code)) {
    const province = provinceOfCode(code.slice(0, 2));
    if (province === undefined) return invalid(code, { country: 'ES', province: '' }, { kind: 'unknownProvince' });
    if (/^\d\d000$/.test(code)) return suspect(code, { country: 'ES', province: province.code }, { kind: 'generic' });
    return valid(code, { country: 'ES', province: province.code });
  }
  if (/^[1-9]\d{3}$/.test(code)) {
    const padded = `0${code}`;
    return suspect(padded, { country: 'ES', province: padded.slice(0, 2) }, { kind: 'lostZeros', count: 1 }, { value: padded, confidence: 0.95 });
  }
  if (/^[\dO]{5}$/.test(code)) return invalid(code, noPostcode, { kind: 'wrongPostcodeShape', country: 'ES' }, { value: code.replaceAll('O', '0'), confidence: 0.9 });
  const elsewhere = distinctCountry(code);
  if (elsewhere !== undefined && (elsewhere !== 'PT' || /^\d{4}\s?-\s?\d{3}$/.test(raw))) return valid(written(code, elsewhere), { country: elsewhere, province: '' });
  return invalid(raw.toUpperCase(), noPostcode, { kind: 'wrongPostcodeShape', country: 'ES' });
}

/** Countries whose codes look like no other's. */
function distinctCountry(code: string): string | undefined {
  for (const country of ['GB', 'CA', 'NL', 'IE', 'AD']) if (shapes[country]!.test(code)) return country;
  return /^\d{7}$/.test(code) ? 'PT' : undefined;
}

function written(code: string, country: string): string {
  switch (country) {
    case 'GB':
      return `${code.slice(0, -3)} ${code.slice(-3)}`;
    case 'CA':
      return `${code.slice(0, 3)} ${code.slice(3)}`;
    case 'IE':
      return `${code.slice(0, 3)} ${code.slice(3)}`;
    case 'NL':
      return `${code.slice(0, 4)} ${code.slice(4)}`;
    case 'PT':
      return code.length === 7 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
    case 'US':
      return code.length === 9 ? `${code.slice(0, 5)}-${code.slice(5)}` : code;
    case 'BR':
      return `${code.slice(0, 5)}-${code.slice(5)}`;
    case 'PL':
      return `${code.slice(0, 2)}-${code.slice(2)}`;
    default:
      return code;
  }
}

/** Canonical: the name in use where the town is known, else the name as it stands, in ordinary capitals. */
export function readCity(text: string, context: ReadContext): ValueReading<CityParts> {
  const raw = cleanText(text);
  const unknown: CityParts = { province: '', known: false };
  if (raw === '') return empty(unknown);
  if (isPlaceholder(raw)) return empty(unknown, { kind: 'placeholder' });
  if (context.country === 'ES') {
    const town = findTown(raw) ?? findTown(raw.replace(/\s*\([^)]*\)$|\s*[,-]\s*[^,-]+$/, ''));
    if (town !== undefined) return valid(town.name, { province: town.province, known: true });
  }
  const mended = mendMojibake(raw);
  if (mended !== undefined) {
    const { canonical, parts } = readCity(mended.value, context);
    return suspect(raw, parts, { kind: 'mojibake' }, { value: canonical, confidence: mended.confidence });
  }
  if (/^\d+$/.test(foldWords(raw).replaceAll(' ', ''))) return invalid(raw, unknown, { kind: 'digitsInName' });
  const canonical = capitaliseName(raw);
  return /\d/.test(raw) ? suspect(canonical, unknown, { kind: 'digitsInName' }) : valid(canonical, unknown);
}

/** Canonical: the province's name in use in Spanish texts; names of other countries' provinces stay. */
export function readProvince(text: string, context: ReadContext): ValueReading<ProvinceParts> {
  const raw = cleanText(text);
  const unknown: ProvinceParts = { code: '', community: '', country: '' };
  if (raw === '') return empty(unknown);
  const province = context.country === 'ES' ? findProvince(raw) : undefined;
  if (province !== undefined) return valid(province.name, { code: province.code, community: province.community, country: 'ES' });
  if (isPlaceholder(raw)) return empty(unknown, { kind: 'placeholder' });
  const mended = mendMojibake(raw);
  if (mended !== undefined) {
    const { canonical: value, parts } = readProvince(mended.value, context);
    return suspect(raw, parts, { kind: 'mojibake' }, { value, confidence: mended.confidence });
  }
  if (context.country !== 'ES') return valid(/^\p{Lu}{2,3}$/u.test(raw) ? raw : capitaliseName(raw), unknown);
  const canonical = capitaliseName(raw);
  const abroad = countryOfForeignProvince(raw);
  if (abroad !== undefined) return valid(canonical, { ...unknown, country: abroad });
  const near = findNearProvince(raw);
  if (near !== undefined) return suspect(canonical, unknown, { kind: 'unknownProvince' }, { value: near.name, confidence: 0.85 });
  const town = findTown(raw);
  if (town !== undefined) return suspect(canonical, unknown, { kind: 'unknownProvince' }, { value: provinceOfCode(town.province)!.name, confidence: 0.7 });
  return suspect(canonical, unknown, { kind: 'unknownProvince' });
}

export type PlaceAgreement = 'agrees' | 'differs' | 'unknown';

/** Whether a Spanish postcode lies in the province. */
export function comparePostcodeProvince(postcode: string, province: string, context: ReadContext): PlaceAgreement {
  const code = readPostcode(postcode, context).parts.province;
  const named = findProvince(cleanText(province))?.code;
  if (code === '' || named === undefined) return 'unknown';
  return code === named ? 'agrees' : 'differs';
}

/** Whether a Spanish postcode lies in the province of a listed town. */
export function comparePostcodeCity(postcode: string, city: string, context: ReadContext): PlaceAgreement {
  const code = readPostcode(postcode, context).parts.province;
  const town = findTown(cleanText(city))?.province;
  if (code === '' || town === undefined) return 'unknown';
  return code === town ? 'agrees' : 'differs';
}
