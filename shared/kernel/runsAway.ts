// Tells regular expressions that may take for ever on a text: (a+)+$ tries every way of sharing forty letters out.

/** From so many repetitions on a counted group is as bad as an endless one. */
const MANY = 12;

/** What one part of an alternative matches: its text, or '' for a group. */
type Part = { readonly text: string; isOptional: boolean };
type Group = {
  readonly alternatives: Part[][];
  /** Parts in it, at any depth, that repeat without a bound. */
  readonly endless: string[];
};

/**
 * Whether a part that repeats without a bound holds another that does, and nothing parts one round from the next, or holds
 * alternatives that begin alike. Some of these are harmless. What takes the square of a text's length passes. `pattern` has
 * to be a regular expression with the flag u.
 */
export function runsAway(pattern: string): boolean {
  const stack: Group[] = [newGroup()];
  let closed: Group | undefined;
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const group = stack.at(-1)!;
    const parts = group.alternatives.at(-1)!;
    const times = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/u.exec(rest);
    if (times !== null) {
      const [sign, least, comma, most] = times;
      const isEndless = /^[*+]/u.test(sign) || (comma !== undefined && most === '');
      const last = parts.at(-1);
      if (last !== undefined && (/^[*?]/u.test(sign) || Number(least) === 0)) last.isOptional = true;
      if (closed !== undefined && (isEndless || Number(most ?? least ?? 0) >= MANY) && isAmbiguous(closed)) return true;
      if (isEndless && last !== undefined) group.endless.push(last.text);
      closed = undefined;
      at += sign.length;
      continue;
    }
    closed = undefined;
    if (rest.startsWith('(')) {
      parts.push({ text: '', isOptional: false });
      stack.push(newGroup());
      at += /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/u.exec(rest)![0].length;
    } else if (rest.startsWith(')')) {
      closed = stack.pop()!;
      stack.at(-1)!.endless.push(...closed.endless);
      at++;
    } else if (rest.startsWith('|')) {
      group.alternatives.push([]);
      at++;
    } else {
      const [text] = /^(?:\\[pPkux]?\{[^}]*\}|\\.|\[(?:\\.|[^\]])*\]|[^])/u.exec(rest)!;
      if (text !== '^' && text !== '$') parts.push({ text, isOptional: false });
      at += text.length;
    }
  }
  return false;
}

function newGroup(): Group {
  return { alternatives: [[]], endless: [] };
}

function isAmbiguous(group: Group): boolean {
  const { alternatives, endless } = group;
  if (alternatives.length > 1) {
    const starts = alternatives.map((parts) => plainSign(parts[0]));
    if (endless.length > 0 || starts.includes(undefined) || new Set(starts).size < starts.length) return true;
    return false;
  }
  // A sign at one end that nothing endless in it can be parts the rounds: " \p{L}+".
  const parts = alternatives[0]!;
  return endless.length > 0 && ![plainSign(parts[0]), plainSign(parts.at(-1))].some((sign) => sign !== undefined && endless.every((text) => text !== '' && !new RegExp(`^${text}$`, 'u').test(sign)));
}

/** The one sign that a part has to be; undefined where it may be several or none. */
function plainSign(part: Part | undefined): string | undefined {
  if (part === undefined || part.isOptional) return undefined;
  if (/^[^\\[.]$/u.test(part.text)) return part.text;
  return /^\\[^\w]$/u.test(part.text) ? part.text.slice(1) : undefined;
}
