// Reads names of companies: the legal form in every spelling, and the core that is left without it.
import { capitaliseName } from './capitals.ts';
import { cleanText } from './cleanText.ts';
import { foldText, foldWords } from './fold.ts';
import { mendMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, suspect, valid } from './reading.ts';
import type { Judgement, ValueReading } from './reading.ts';

export type CompanyNameParts = {
  /** As its country writes it: S.L., Ltd, GmbH; '' where none was written. */
  readonly legalForm: string;
  /** Name without the legal form, as written. */
  readonly name: string;
  /** Folded words of the name without legal form, links and articles. */
  readonly core: string;
};

/** canonical form: folded spellings with single letters joined. Longest first where one holds another. */
const formLines = `
S.L.U.: slu|slunipersonal|sl unipersonal|s lu|sociedad limitada unipersonal|soc limitada unipersonal|sl u|sociedad limitada un
S.L.N.E.: slne|sl nueva empresa|sociedad limitada nueva empresa
S.L.L.: sll|slab|sl laboral|sociedad limitada laboral|sociedad laboral limitada|soc limitada laboral
S.L.P.: slp|slpu|sl profesional|sociedad limitada profesional|slp unipersonal
S.L.: sl|srl es|sociedad limitada|soc limitada|soc ltda|sociedad de responsabilidad limitada|s limitada|soc lim|sdad ltda|sdad limitada|s ltda
S.A.U.: sau|sa unipersonal|sociedad anonima unipersonal|soc anonima unipersonal
S.A.L.: sal|sa laboral|sociedad anonima laboral
S.A.D.: sad|sociedad anonima deportiva
S.A.: sa|sociedad anonima|soc anonima|sdad anonima|s anonima|societe anonyme|sociedade anonima|societat anonima
S.C.C.L.: sccl|societat cooperativa catalana limitada|scclp
S.C.A.: sca|sociedad cooperativa andaluza|s coop and|scoop and|soc coop and
S.Coop.: scoop|s coop|sociedad cooperativa|soc coop|coop|cooperativa|scoop ltda|s coop ltda|sociedad cooperativa limitada|scl|coop v|coopv|s coop v|scoopv|s coop mad|s coop pequena|koop e|koope|koop elk|s coop galega|scg
S.C.P.: scp|societat civil particular|sociedad civil particular|sociedad civil profesional|societat civil privada
S.C.: sc|sociedad civil|soc civil|societat civil
C.B.: cb|comunidad de bienes|comun de bienes|com bienes|comunitat de bens|com b
S.Com.: scom|s com|sociedad comanditaria|s en c|s comanditaria
S.A.T.: sat|sociedad agraria de transformacion
A.I.E.: aie|agrupacion de interes economico
U.T.E.: ute|union temporal de empresas
C.P.: comunidad de propietarios|com prop|cdad prop|cdad propietarios|com propietarios|ccpp|comunitat de propietaris
Fundación: fundacion|fund|fundacio|fundazioa|fundacion privada
Asociación: asociacion|asoc|associacio|ass|elkartea
Ltd: ltd|limited|ltd co|co ltd|company limited|pty ltd|pte ltd|pvt ltd|private limited
PLC: plc|public limited company
LLP: llp|limited liability partnership
LLC: llc|limited liability company|l l c
LP: lp|limited partnership
Inc.: inc|incorporated
Corp.: corp|corporation
Co.: co|company|and co|and company|y cia|cia|y compania|compania|et cie|cie
PBC: pbc
CIC: cic|community interest company
S.A. de C.V.: sa de cv|sadecv|sociedad anonima de capital variable|sapi de cv
S. de R.L.: s de rl|sderl|s de rl de cv|srl de cv
S.A.S.: sas|sasu|societe par actions simplifiee|sociedad por acciones simplificada
SARL: sarl|sarlu|societe a responsabilite limitee
EURL: eurl
SNC: snc
SCI: sci
SpA: spa|societa per azioni
S.r.l.: srl|srls|societa a responsabilita limitata
GmbH & Co. KG: gmbh co kg|gmbh und co kg|gmbh and co kg|gmbh cokg
GmbH: gmbh|gesellschaft mit beschrankter haftung|mbh
AG: ag|aktiengesellschaft
KG: kg|kommanditgesellschaft
OHG: ohg
UG: ug|ug haftungsbeschrankt
e.V.: ev|eingetragener verein
e.K.: ek
B.V.: bv|besloten vennootschap
N.V.: nv
BVBA: bvba|sprl
Lda.: lda|limitada|unipessoal lda|unip lda|ltda|ltda me|eireli
AB: ab|aktiebolag
ApS: aps
A/S: as|a s
Oy: oy|oyj
Sp. z o.o.: sp zoo|sp z oo|spolka zoo|spzoo
s.r.o.: sro|spol sro
a.s.: akciova spolecnost
Kft.: kft|zrt|nyrt
d.o.o.: doo
EOOD: eood|ood|ad
SE: se|societas europaea
SICAV: sicav|sicav sa
`;

type Form = { readonly form: string; readonly spelling: string; readonly words: number; readonly sure: boolean };
const formsByEnd = new Map<string, Form[]>();
/** Words that may also be a name's own end; alone they do not make a company. */
const doubtful = new Set('co company ab as ad se sat sal cia compania ag spa sci sa sc cp cb lp ev ek limitada cooperativa coop fundacion fund asociacion asoc ass compania sad sca lda aps oy corp kg ug inc'.split(' '));
for (const line of formLines.trim().split('\n')) {
  const colon = line.indexOf(': ');
  const form = line.slice(0, colon);
  for (const spelling of line.slice(colon + 2).split('|')) {
    const words = spelling.split(' ');
    const end = words[words.length - 1]!;
    const list = formsByEnd.get(end) ?? [];
    list.push({ form, spelling, words: words.length, sure: !doubtful.has(spelling) });
    formsByEnd.set(end, list);
  }
}
for (const list of formsByEnd.values()) list.sort((left, right) => right.spelling.length - left.spelling.length);

/** Every legal form with its spellings, folded. */
export function listLegalForms(): { readonly form: string; readonly spellings: readonly string[] }[] {
  return formLines.trim().split('\n').map((line) => {
    const colon = line.indexOf(': ');
    return { form: line.slice(0, colon), spellings: line.slice(colon + 2).split('|') };
  });
}

const links = new Set('de del la el los las y e i and the of et und les le des da do dos der die das und en'.split(' '));
const leadingForms = /^(?:fundacion|fundacio|asociacion|associacio|comunidad de propietarios|cdad de propietarios|cdad prop|com prop|comunitat de propietaris|sociedad cooperativa|s coop|cooperativa|ute|cb|sat)(?= )/;

/** Folded words with points and the like gone and single letters joined: `S. L. U.` → `slu`. */
function companyKey(text: string): string {
  // Points inside a word are letters of a form (S.L.); other signs part words.
  const folded = foldText(text);
  const pointless = folded.includes('.') ? folded.replace(/(?<=\p{L})\.(?=\p{L}(?:\.|\b))/gu, '') : folded;
  const words = foldWords(pointless);
  return hasSingleLetters(words) ? words.replace(/(?<!\S)\p{L}(?: \p{L})+(?!\S)/gu, (letters) => letters.replaceAll(' ', '')) : words;
}

/** Whether two words of one letter stand side by side. */
function hasSingleLetters(words: string): boolean {
  for (let at = 1; at + 1 < words.length; at++) {
    if (words.charCodeAt(at) === 32 && (at === 1 || words.charCodeAt(at - 2) === 32) && (at + 2 === words.length || words.charCodeAt(at + 2) === 32)) return true;
  }
  return false;
}

/** Whether the last word ends a legal form or the first begins one; the cheap test before the true one. */
function mayHaveLegalForm(text: string): boolean {
  let end = text.length;
  while (end > 0 && isBreak(text.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  const last = foldText(text.slice(start, end)).replaceAll('.', '');
  if (last.length <= 1 || formsByEnd.has(last)) return true;
  const first = text.charCodeAt(0) | 32;
  return (first === 97 || first === 99 || first === 102 || first === 115 || first === 117) && leadingForms.test(companyKey(text));
}

/** Space, comma, point, hyphen, parenthesis, slash. */
function isBreak(code: number): boolean {
  return code === 32 || code === 44 || code === 46 || code === 45 || code === 40 || code === 41 || code === 47 || code === 59;
}

/** The legal form at the end (or, of foundations and the like, at the start) of a name; `sure` where it can be nothing else. */
export function findLegalForm(text: string): { readonly form: string; readonly rest: string; readonly sure: boolean } | undefined {
  if (!mayHaveLegalForm(text)) return undefined;
  const key = companyKey(text);
  const dotted = /\b\p{L}\.\s?\p{L}\.?/u.test(text) || /[,]\s*\p{L}{2,4}\.?$/u.test(text);
  const at = key.lastIndexOf(' ');
  const end = key.slice(at + 1);
  for (const form of formsByEnd.get(end) ?? []) {
    if (key.length > form.spelling.length && key.endsWith(` ${form.spelling}`)) {
      return { form: form.form, rest: key.slice(0, -form.spelling.length - 1), sure: form.sure || (dotted && /^[a-z]{2,4}$/.test(form.spelling)) || (form.spelling === 'sa' && /\bSA$/.test(text)) };
    }
  }
  const lead = leadingForms.exec(key);
  if (lead !== null) {
    const form = (formsByEnd.get(lead[0].split(' ').at(-1)!) ?? []).find((one) => one.spelling === lead[0]);
    if (form !== undefined) return { form: form.form, rest: key.slice(lead[0].length + 1), sure: true };
    return { form: 'Asociación', rest: key.slice(lead[0].length + 1), sure: true };
  }
  return undefined;
}

/** Validity and reason of `readCompanyName`, without its parts. */
export function judgeCompanyName(text: string): Judgement {
  const raw = cleanText(text);
  if (raw === '') return { validity: 'empty' };
  if (isPlaceholder(raw)) return { validity: 'empty', reason: { kind: 'placeholder' } };
  return mendMojibake(raw) === undefined ? { validity: 'valid' } : { validity: 'suspect', reason: { kind: 'mojibake' } };
}

/** Canonical: name in ordinary capitals and the form as its country writes it, `Talleres Ruiz, S.L.`. */
export function readCompanyName(text: string): ValueReading<CompanyNameParts> {
  const none: CompanyNameParts = { legalForm: '', name: '', core: '' };
  const raw = cleanText(text);
  if (raw === '') return empty(none);
  if (isPlaceholder(raw)) return empty(none, { kind: 'placeholder' });
  const mended = mendMojibake(raw);
  const { parts, canonical } = splitCompanyName(mended?.value ?? raw);
  // What does not read back the same is left as it stands.
  const settled = canonical === raw || (!isPlaceholder(canonical) && splitCompanyName(canonical).canonical === canonical) ? canonical : raw;
  if (mended !== undefined) return suspect(raw, parts, { kind: 'mojibake' }, { value: settled, confidence: mended.confidence });
  return valid(settled, parts);
}

function splitCompanyName(fixed: string): { readonly parts: CompanyNameParts; readonly canonical: string } {
  const legal = findLegalForm(fixed);
  const leads = legal !== undefined && !companyKey(fixed).startsWith(legal.rest);
  const name = legal === undefined || leads ? capitaliseName(fixed) : capitaliseName(withoutForm(fixed, legal.rest));
  const parts: CompanyNameParts = { legalForm: legal?.form ?? '', name, core: coreOf(legal?.rest ?? companyKey(fixed)) };
  const canonical = legal === undefined || leads ? name : `${name}${/^[A-Z]\./.test(legal.form) ? ',' : ''} ${legal.form}`;
  return { parts, canonical };
}

function coreOf(rest: string): string {
  const kept = rest.split(' ').filter((word) => !links.has(word));
  return kept.length === 0 ? rest : kept.join(' ');
}

/** Whether the last word before `end` may be the last of the folded words; the cheap test before folding them all. */
function endsWithWord(text: string, end: number, rest: string): boolean {
  let to = end;
  while (to > 0 && isBreak(text.charCodeAt(to - 1))) to--;
  if (to === 0) return false;
  const last = foldText(text[to - 1]!);
  // Single letters are joined, and signs other than letters part words: there the fold decides.
  return !/^[a-z0-9]$/.test(last) || last === rest[rest.length - 1];
}

/** Cuts the form off the written name: the longest start whose key is the rest. */
function withoutForm(text: string, rest: string): string {
  for (let end = text.length - 1; end > 0; end--) {
    const character = text[end]!;
    if (character !== ' ' && character !== ',' && character !== '.' && character !== '(' && character !== '-') continue;
    if (!endsWithWord(text, end, rest)) continue;
    if (companyKey(text.slice(0, end)) === rest) return text.slice(0, end).replace(/[\s,.;(-]+$/, (tail) => (/^\.$/.test(tail) && /\b\p{L}{1,4}$/u.test(text.slice(0, end - 1)) ? tail : ''));
  }
  return text;
}
