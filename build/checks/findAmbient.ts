// Finds what the pure core must not use: the clock, chance, the console, timers, and anything that depends on the machine's language.

export type Ambient = { readonly line: number; readonly text: string; readonly found: string };

/** What is banned, and what to do instead. */
export const bans: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'Date.now', pattern: /\bDate\.now\b/ },
  { name: 'new Date()', pattern: /\bnew Date\(\s*\)/ },
  { name: 'Math.random', pattern: /\bMath\.random\b/ },
  { name: 'crypto.getRandomValues', pattern: /\bcrypto\.(getRandomValues|randomUUID)\b/ },
  { name: 'performance', pattern: /\bperformance\s*\.\s*\w/ },
  { name: 'console', pattern: /\bconsole\s*\.\s*\w/ },
  { name: 'timers', pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/ },
  { name: 'default-locale Intl', pattern: /\bIntl\.\w+\(\s*(\)|undefined\b|\[\s*\])/ },
  { name: 'default-locale method', pattern: /\.(toLocaleString|toLocaleDateString|toLocaleTimeString|toLocaleUpperCase|toLocaleLowerCase)\(\s*(\)|undefined\b)/ },
  { name: 'default-locale compare', pattern: /\.localeCompare\(\s*[^,()]+(\([^()]*\))?\s*\)/ },
];

/** Looks at code only: comments and the inside of texts are blanked first. */
export function findAmbient(source: string): readonly Ambient[] {
  return blankComments(source)
    .split('\n')
    .flatMap((text, at) => bans.filter(({ pattern }) => pattern.test(text)).map(({ name }) => ({ line: at + 1, text: text.trim(), found: name })));
}

/** Keeps the lines. Texts in quotes count as code: a banned call in a text is as rare as it is suspicious. */
function blankComments(source: string): string {
  return source.replaceAll(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match, quoted?: string) => quoted ?? match.replaceAll(/[^\n]/g, ' '));
}
