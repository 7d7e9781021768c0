// The page that a customer, a salesperson or a visitor of a fair fills in: both languages, no network, and a small file to send back.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { answerText, type AnswerFile } from '../../shared/enrich/answerFile.ts';
import type { FormDesign, FormField } from '../../shared/enrich/formDesign.ts';
import type { CanonicalField } from '../../shared/model/fields.ts';

/** What the app puts into the page. */
type Asks = {
  readonly workspace: string;
  readonly pack: number;
  readonly reference: string;
  readonly name: string;
  readonly language: 'en' | 'es';
  readonly design: FormDesign;
  readonly values: Readonly<Partial<Record<CanonicalField, string>>>;
};

const texts = {
  en: {
    reference: 'Reference',
    referenceHelp: 'From the letter or the list, if you have one.',
    required: 'required',
    missing: 'Please fill this in.',
    consentMissing: 'Please tick this to go on.',
    right: 'Please check what we know of you, change what is wrong, and save.',
    save: 'Save the answer',
    saved: 'Saved. Send the file back to us: {{file}}',
    line: 'Or copy this line into a message:',
    copy: 'Copy the line',
    copied: 'Copied',
    another: 'Fill in for somebody else',
    offline: 'This page works without a network. Nothing leaves this device until you send the file yourself.',
  },
  es: {
    reference: 'Referencia',
    referenceHelp: 'La de la carta o la lista, si la tiene.',
    required: 'obligatorio',
    missing: 'Rellene este campo, por favor.',
    consentMissing: 'Marque esta casilla para continuar, por favor.',
    right: 'Revise lo que sabemos de usted, corrija lo que esté mal y guarde.',
    save: 'Guardar la respuesta',
    saved: 'Guardada. Envíenos el archivo: {{file}}',
    line: 'O copie esta línea en un mensaje:',
    copy: 'Copiar la línea',
    copied: 'Copiada',
    another: 'Rellenar para otra persona',
    offline: 'Esta página funciona sin red. Nada sale de este dispositivo hasta que usted envíe el archivo.',
  },
} as const;

/** How a field is typed; browsers help with what they know. */
const kinds: Readonly<Partial<Record<CanonicalField, readonly [type: string, autocomplete: string]>>> = {
  email: ['email', 'email'], phone: ['tel', 'tel'], website: ['text', 'url'], fullName: ['text', 'name'], givenName: ['text', 'given-name'], surname: ['text', 'family-name'], companyName: ['text', 'organization'],
  address: ['text', 'street-address'], postcode: ['text', 'postal-code'], city: ['text', 'address-level2'], province: ['text', 'address-level1'], country: ['text', 'country-name'], birthDate: ['date', 'bday'],
};

const asks = JSON.parse(document.getElementById('asks')?.textContent ?? 'null') as Asks | null;
const root = document.getElementById('root')!;
let language: 'en' | 'es' = asks?.language ?? 'es';
/** What stands in the fields, kept while the language changes. */
let filled: Record<string, string> = { reference: asks?.reference ?? '', ...asks?.values };
let consents = false;
let missing = new Set<string>();
let saved: { readonly file: string; readonly line: string } | null = null;

function draw(): void {
  if (asks === null) return;
  const t = texts[language];
  const { design } = asks;
  document.documentElement.lang = language;
  document.title = design.title[language];
  const form = element('form', { novalidate: '' });
  form.append(element('p', { class: 'intro' }, design.intro[language] || (asks.reference === '' ? '' : t.right)));
  if (asks.reference === '') form.append(line('reference', t.reference, false, t.referenceHelp));
  else form.append(element('p', { class: 'who' }, asks.name === '' ? asks.reference : `${asks.name} · ${asks.reference}`));
  for (const field of design.fields) form.append(fieldLine(field));
  if (design.consent[language] !== '') form.append(consentLine());
  form.append(element('div', { class: 'actions' }, element('button', { type: 'submit', id: 'save' }, t.save)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  root.replaceChildren(head(), saved === null ? form : done(saved), element('p', { class: 'offline' }, t.offline));
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

function head(): HTMLElement {
  const group = element('div', { role: 'group', class: 'languages' });
  for (const code of ['es', 'en'] as const) {
    const button = element('button', { type: 'button', lang: code, 'aria-pressed': String(code === language) }, code === 'es' ? 'Español' : 'English');
    button.addEventListener('click', () => {
      language = code;
      draw();
    });
    group.append(button);
  }
  return element('header', {}, element('h1', {}, asks!.design.title[language]), group);
}

function fieldLine({ field, required, label }: FormField): HTMLElement {
  const said = label[language] || label.en || label.es || field;
  return line(field, said, required, '');
}

function line(name: string, label: string, required: boolean, help: string): HTMLElement {
  const t = texts[language];
  const [type, autocomplete] = kinds[name as CanonicalField] ?? ['text', 'off'];
  const isMissing = missing.has(name);
  const isLong = name === 'notes';
  const attributes = { id: name, name, autocomplete, ...(required ? { 'aria-required': 'true' } : {}), ...(isMissing ? { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` } : {}) };
  // A date that is known is not always written as the browser's field of dates wants it.
  const isDate = type === 'date' && /^(?:\d{4}-\d\d-\d\d)?$/.test(filled[name] ?? '');
  const input = element(isLong ? 'textarea' : 'input', isLong ? { ...attributes, rows: '3' } : { ...attributes, type: type === 'date' && !isDate ? 'text' : type }) as HTMLInputElement;
  input.value = filled[name] ?? '';
  input.addEventListener('input', () => {
    filled[name] = input.value;
  });
  return element(
    'div',
    { class: isMissing ? 'line missing' : 'line' },
    element('label', { for: name }, label, ...(required ? [element('span', { class: 'required' }, ` (${t.required})`)] : [])),
    input,
    ...(help === '' ? [] : [element('p', { class: 'help' }, help)]),
    ...(isMissing ? [element('p', { class: 'error', id: `${name}-error` }, t.missing)] : []),
  );
}

function consentLine(): HTMLElement {
  const { design } = asks!;
  const box = element('input', { type: 'checkbox', id: 'consent', ...(missing.has('consent') ? { 'aria-invalid': 'true' } : {}) }) as HTMLInputElement;
  box.checked = consents;
  box.addEventListener('change', () => {
    consents = box.checked;
  });
  return element('div', { class: 'consent' }, box, element('label', { for: 'consent' }, design.consent[language]), ...(missing.has('consent') ? [element('p', { class: 'error' }, texts[language].consentMissing)] : []));
}

function save(): void {
  const { design, workspace, pack } = asks!;
  missing = new Set(design.fields.filter(({ field, required }) => required && (filled[field] ?? '').trim() === '').map(({ field }): string => field));
  if (design.consentRequired && design.consent[language] !== '' && !consents) missing.add('consent');
  if (missing.size > 0) {
    draw();
    return;
  }
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  const answer: AnswerFile = {
    format: 'fichero-answer',
    v: 1,
    workspace,
    pack,
    reference: (filled['reference'] ?? '').trim(),
    answeredOn: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    language,
    consent: design.consent.en === '' && design.consent.es === '' ? null : consents,
    values: design.fields.map(({ field }) => ({ field, value: (filled[field] ?? '').trim() })).filter(({ value }) => value !== ''),
  };
  const text = answerText(answer);
  const file = `answer-${answer.reference === '' ? `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}` : answer.reference.replaceAll(/[^\w-]+/g, '')}.json`;
  const link = element('a', { download: file, href: URL.createObjectURL(new Blob([text], { type: 'application/json' })) });
  link.click();
  saved = { file, line: text };
  draw();
}

function done(answer: { readonly file: string; readonly line: string }): HTMLElement {
  const t = texts[language];
  const area = element('textarea', { readonly: '', rows: '4', id: 'line', 'aria-label': t.line }) as HTMLTextAreaElement;
  area.value = answer.line;
  const copy = element('button', { type: 'button' }, t.copy);
  copy.addEventListener('click', () => {
    area.select();
    document.execCommand('copy');
    copy.textContent = t.copied;
  });
  const parts = [element('p', { class: 'saved', role: 'status', id: 'saved' }, t.saved.replace('{{file}}', answer.file)), element('p', {}, t.line), area, element('div', { class: 'actions' }, copy)];
  if (asks!.reference === '') {
    const another = element('button', { type: 'button', id: 'another' }, t.another);
    another.addEventListener('click', () => {
      filled = {};
      consents = false;
      saved = null;
      draw();
    });
    parts[3]!.append(another);
  }
  return element('section', { class: 'done' }, ...parts);
}

function element(name: string, attributes: Record<string, string>, ...children: (HTMLElement | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

draw();
