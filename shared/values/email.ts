// Reads e-mail addresses: syntax, misspelt domains, roles, throw-away and dead addresses.
import { cleanText } from './cleanText.ts';
import { deadDomains, deadUsers, disposableDomains, freeMailDomains, likelyDomain, roleUsers } from './emailDomains.ts';
import { stripAccents } from './fold.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { EmailProblem, ValueReading } from './reading.ts';

export type EmailParts = {
  /** Before the @, lower case. */
  readonly user: string;
  /** Without the `+tag` that some providers ignore. */
  readonly baseUser: string;
  readonly domain: string;
  /** info@, ventas@ … */
  readonly role: boolean;
  /** A domain where anybody has an address. */
  readonly freeMail: boolean;
};

const none: EmailParts = { user: '', baseUser: '', domain: '', role: false, freeMail: false };

/** Canonical: lower case. Source of the syntax: RFC 5321 dot-atoms, without quoted users and address literals. */
export function readEmail(text: string): ValueReading<EmailParts> {
  const raw = cleanText(text);
  if (raw === '') return empty(none);
  const address = raw.toLowerCase();
  const problem = syntaxProblem(address);
  if (problem === undefined) return judge(address);
  if (isPlaceholder(raw)) return empty(none, { kind: 'placeholder' });
  const several = address.split(/[;,/|\s]+(?:y |and |o )?/).filter((part) => part !== '');
  const good = several.filter((part) => syntaxProblem(part) === undefined);
  if (good.length > 1 && good.length === several.length) {
    const first = judge(good[0]!);
    return suspect(first.canonical, first.parts, { kind: 'severalValues', count: good.length }, { value: first.canonical, confidence: 0.6 });
  }
  const mended = mend(address);
  if (mended !== undefined) {
    const reading = judge(mended);
    return invalid(address, none, { kind: 'emailSyntax', problem }, { value: reading.repair?.value ?? mended, confidence: 0.85 });
  }
  return invalid(address, none, { kind: 'emailSyntax', problem });
}

function judge(address: string): ValueReading<EmailParts> {
  const at = address.indexOf('@');
  const user = address.slice(0, at);
  const domain = address.slice(at + 1);
  const plus = user.indexOf('+');
  const role = roleUsers.has(user);
  const parts: EmailParts = { user, baseUser: plus > 0 ? user.slice(0, plus) : user, domain, role, freeMail: freeMailDomains.has(domain) };
  const likely = likelyDomain(domain);
  if (likely !== undefined) {
    return suspect(address, parts, { kind: 'emailTypo', domain, likely }, { value: `${user}@${likely}`, confidence: 0.95 });
  }
  if (deadUsers.has(user) || deadDomains.has(domain)) return suspect(address, parts, { kind: 'generic' });
  if (disposableDomains.has(domain)) return suspect(address, parts, { kind: 'disposableAddress', domain });
  return role ? valid(address, parts, { kind: 'roleAddress', user }) : valid(address, parts);
}

function syntaxProblem(address: string): EmailProblem | undefined {
  const at = address.indexOf('@');
  if (at < 0) return 'noAt';
  if (at === 0) return 'noUser';
  if (at === address.length - 1) return 'noDomain';
  if (address.length > 254 || at > 64) return 'tooLong';
  let before = 46;
  for (let i = 0; i < at; i++) {
    const code = address.charCodeAt(i);
    if (code === 46) {
      if (before === 46) return 'dots';
    } else if (!isUserCharacter(code)) return 'badCharacter';
    before = code;
  }
  if (before === 46) return 'dots';
  let lastDot = -1;
  before = 46;
  for (let i = at + 1; i < address.length; i++) {
    const code = address.charCodeAt(i);
    if (code === 46) {
      if (before === 46 || before === 45) return 'dots';
      lastDot = i;
    } else if (code === 45) {
      if (before === 46) return 'badCharacter';
    } else if (code === 64) return 'severalAts';
    else if (!isDomainCharacter(code)) return 'badCharacter';
    before = code;
  }
  if (before === 46 || before === 45) return 'dots';
  if (lastDot < 0) return 'noTopDomain';
  const ending = address.slice(lastDot + 1);
  if (ending.length < 2 || (!ending.startsWith('xn--') && /[\d-]/.test(ending))) return 'noTopDomain';
  return undefined;
}

/** atext of RFC 5322, and letters beyond ASCII (RFC 6531). */
function isUserCharacter(code: number): boolean {
  if (code >= 97 && code <= 122) return true;
  if (code >= 48 && code <= 57) return true;
  return code === 95 || code === 45 || code === 43 || code === 39 || code > 0xa0
    || code === 33 || (code >= 35 && code <= 38) || code === 42 || code === 47 || code === 61 || code === 63 || code === 94 || code === 96 || (code >= 123 && code <= 126);
}

function isDomainCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 0xbf;
}

/** What was probably meant by an address that breaks the syntax. */
function mend(address: string): string | undefined {
  let mended = address
    .replace(/^(?:mailto|e-?mail|correo)\s*:\s*/, '')
    .replace(/^.*<([^<>]+)>.*$/, '$1')
    .replace(/\s*[([{]\s*(?:at|arroba)\s*[)\]}]\s*/, '@')
    .replace(/\s+(?:at|arroba)\s+/, '@')
    .replace(/\s*[([{]\s*(?:dot|punto)\s*[)\]}]\s*/g, '.')
    .replace(/\s+/g, '')
    .replace(/@{2,}/, '@')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.,;:<'"([]+|[.,;:>'")\]]+$/g, '')
    .replace(/\.@/, '@')
    .replace(/@\./, '@')
    .replace(/,(?=[a-z]{2,}$)/, '.');
  if (!mended.includes('@')) {
    // ana.ruiz2gmail.com and ana.ruizqgmail.com: the key beside the one that gives @.
    mended = mended.replace(/^(.+?)[2q"]?((?:gmail|hotmail|outlook|yahoo|icloud)\.[a-z.]+)$/, '$1@$2');
  }
  if (/@(?:gmail|icloud)$/.test(mended)) mended += '.com';
  else if (/@(?:gmail|hotmail|outlook|yahoo|icloud)(?:com|es)$/.test(mended)) mended = mended.replace(/(com|es)$/, '.$1');
  const at = mended.indexOf('@');
  if (at > 0) mended = mended.slice(0, at) + stripAccents(mended.slice(at));
  return syntaxProblem(mended) === undefined && mended !== address ? mended : undefined;
}
