// Both languages say everything, with the same placeholders, and no text stands outside of the catalogues.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { texts as menuTexts } from '../../../electron/main/desktop/texts.ts';
import { en } from '../../../renderer/i18n/en/index.ts';
import { es } from '../../../renderer/i18n/es/index.ts';
import { createTexts } from '../../../renderer/i18n/index.ts';

type Branch = { readonly [key: string]: string | Branch };
const renderer = fileURLToPath(new URL('../../../renderer', import.meta.url));

function leaves(branch: Branch, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(branch)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of leaves(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}
const english = leaves(en);
const spanish = leaves(es);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? '').toSorted((left, right) => left.localeCompare(right, 'en'));

test('both catalogues have the same keys', () => {
  expect([...spanish.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('no text is empty', () => {
  expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a text takes the same values in both languages', () => {
  const different = [...english].filter(([key, text]) => JSON.stringify(placeholders(text)) !== JSON.stringify(placeholders(spanish.get(key) ?? '')));
  expect(different.map(([key]) => key)).toEqual([]);
});

test('every stage that work reports has its words', () => {
  const reported = new Set<string>();
  for (const folder of ['shared', 'renderer/engine']) {
    const root = resolve(renderer, '..', folder);
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      for (const [, stage] of readFileSync(resolve(root, file), 'utf8').matchAll(/\breport\(\{\s*stage: '(\w+)'/g)) reported.add(stage!);
    }
  }
  expect([...reported].filter((stage) => !english.has(`job.stage.${stage}`))).toEqual([]);
  expect(reported.size).toBeGreaterThan(10);
});

test('what has one plural form has both', () => {
  const lacking = [...english.keys()].filter((key) => key.endsWith('_one') && !english.has(key.replace(/_one$/, '_other')));
  expect(lacking).toEqual([]);
});

test('Spanish uses its own quotation marks and opens its questions', () => {
  expect([...spanish].filter(([, text]) => /[“”]/.test(text)).map(([key]) => key)).toEqual([]);
  expect([...spanish].filter(([, text]) => (text.match(/\?/g)?.length ?? 0) !== (text.match(/¿/g)?.length ?? 0)).map(([key]) => key)).toEqual([]);
});

test('counts of millions read in Spanish', () => {
  const texts = createTexts('es');
  expect(texts.t('log.summary', { count: 1 })).toBe('1 entrada');
  expect(texts.t('log.summary', { count: 2300 })).toBe('2.300 entradas');
  expect(texts.t('log.summary', { count: 1_000_000 })).toBe('1.000.000 entradas');
});

test('one of something is not several, also where a text speaks of several numbers', () => {
  const spanishTexts = createTexts('es');
  expect(spanishTexts.t('log.said.load', { file: 'a.csv', source: 'CRM', rows: 1, quarantined: 0 })).toBe('Cargado a.csv en CRM: 1 fila, 0 en cuarentena');
  expect(spanishTexts.t('duplicates.runSummary', { groups: 1, rows: 2300, time: '1 s' })).toBe('1 grupo con 2.300 filas, encontrados en 1 s');
  expect(createTexts('en').t('duplicates.runSummary', { groups: 1, rows: 2, time: '1 s' })).toBe('1 group with 2 rows, found in 1 s');
});

test('the native menu calls the places as the app does', () => {
  for (const [language, catalogue] of [['en', en], ['es', es]] as const) {
    expect(menuTexts[language].places.map((name) => name.toLowerCase())).toEqual(Object.values(catalogue.place).map((name) => name.toLowerCase()));
  }
});

test('Spanish says tú to the steward, and usted only to the customers who are asked', () => {
  const formal = /\b(?:usted|elija|guarde|cargue|cárguela|añada|pegue|déjelo|dé un)\b/i;
  expect([...spanish].filter(([, text]) => formal.test(text)).map(([key]) => key)).toEqual([]);
});

// ------------------------------------------------------------ texts outside of the catalogues

const spokenAttributes = new Set(['aria-label', 'aria-description', 'title', 'label', 'placeholder', 'help', 'alt', 'text', 'resizeLabel', 'removeLabel']);
const hasLetters = (text: string) => /\p{L}{2,}/u.test(text);

/** Texts that a person would read: between tags, and in attributes that are shown or spoken. */
export function textsOutside(source: string): string[] {
  const file = ts.createSourceFile('screen.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const isWording = (node: ts.Node): boolean => ts.isJsxExpression(node) || ts.isConditionalExpression(node) || ts.isParenthesizedExpression(node) || ts.isTemplateExpression(node);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasLetters(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && spokenAttributes.has(node.name.getText(file)) && node.initializer) {
      const texts = (inner: ts.Node): void => {
        if ((ts.isStringLiteral(inner) || ts.isNoSubstitutionTemplateLiteral(inner) || ts.isTemplateHead(inner) || ts.isTemplateMiddleOrTemplateTail(inner)) && hasLetters(inner.text)) found.push(inner.text);
        else if (isWording(inner)) ts.forEachChild(inner, texts);
      };
      texts(node.initializer);
    }
    if (ts.isJsxExpression(node) && node.expression && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) {
      const wordings = ts.isConditionalExpression(node.expression) ? [node.expression.whenTrue, node.expression.whenFalse] : [node.expression];
      for (const wording of wordings) if (ts.isStringLiteral(wording) && hasLetters(wording.text)) found.push(wording.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('the search for texts outside of the catalogues', () => {
  test('finds them', () => {
    expect(textsOutside('<p>Hello <b title="World">{t("a.b")}</b>{ok ? "Yes" : "No"}</p>')).toEqual(['Hello', 'World', 'Yes', 'No']);
    expect(textsOutside('<p aria-label={`Row ${n}`} className="quiet">{count} · {t("a.b")}</p>')).toEqual(['Row ']);
  });
  test('finds none in the interface', () => {
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(40);
    const found = files.flatMap((file) => textsOutside(readFileSync(resolve(renderer, file), 'utf8')).map((text) => `${file}: ${text}`));
    expect(found).toEqual([]);
  });
});
