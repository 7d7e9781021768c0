// Reads web addresses; the registered domain is what two of them share.
import { cleanText } from './cleanText.ts';
import { stripAccents } from './fold.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ValueReading } from './reading.ts';

export type WebsiteParts = {
  readonly host: string;
  /** The registered domain: `tienda.empresa.com.es` → `empresa.com.es`. */
  readonly domain: string;
  readonly path: string;
  /** The page belongs to a network where anybody has one, so that the domain tells nothing. */
  readonly shared: boolean;
};

const noParts: WebsiteParts = { host: '', domain: '', path: '', shared: false };
const secondLevels = new Set('com org net edu gob gov ac co nom or ne go sch ltd plc me info'.split(' '));
const sharedHosts = new Set(
  'facebook.com fb.com instagram.com twitter.com x.com linkedin.com youtube.com tiktok.com pinterest.com wordpress.com blogspot.com wixsite.com google.com sites.google.com linktr.ee github.io webnode.es jimdo.com weebly.com tumblr.com etsy.com amazon.es amazon.com paginasamarillas.es wallapop.com milanuncios.com idealista.com'.split(' '),
);

/** Canonical: scheme and host in lower case, https where none was given, no closing slash. */
export function readWebsite(text: string): ValueReading<WebsiteParts> {
  const raw = cleanText(text);
  if (raw === '') return empty(noParts);
  const match = /^(?:([a-z][a-z\d+.-]*):\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)(?::(\d{1,5}))?([/?#]\S*)?$/i.exec(raw.replace(/^(https?):\/?([^/])/i, '$1://$2').replace(/^https?:\/\/https?:\/\//i, 'https://'));
  if (match === null || (match[1] !== undefined && !/^https?$/i.test(match[1]))) {
    if (isPlaceholder(raw)) return empty(noParts, { kind: 'placeholder' });
    const mended = raw.replace(/\s+/g, '').replace(/^www,/, 'www.').replace(/,(?=[a-z]{2,}$)/, '.');
    if (mended !== raw) {
      const reading = readWebsite(mended);
      if (reading.validity === 'valid') return invalid(raw, noParts, { kind: 'urlSyntax' }, { value: reading.canonical, confidence: 0.8 });
    }
    return invalid(raw, noParts, { kind: 'urlSyntax' });
  }
  const scheme = (match[1] ?? 'https').toLowerCase();
  const host = match[2]!.toLowerCase().replace(/\.$/, '');
  if (!isHost(host)) {
    if (isPlaceholder(raw)) return empty(noParts, { kind: 'placeholder' });
    const mended = stripAccents(host).replace(/^ww\.|^wwww\.|^www(?=[a-z\d-]+\.[a-z]+$)/, 'www.').replaceAll(',', '.').replace(/\.{2,}/g, '.');
    const repaired = mended !== host && isHost(mended) ? `${scheme}://${mended}` : undefined;
    return repaired === undefined ? invalid(raw, noParts, { kind: 'urlSyntax' }) : invalid(raw, noParts, { kind: 'urlSyntax' }, { value: repaired, confidence: 0.75 });
  }
  const path = (match[4] ?? '').replace(/^\/+$/, '').replace(/\/$/, '');
  const domain = registeredDomain(host);
  const parts: WebsiteParts = { host, domain, path, shared: sharedHosts.has(domain) || sharedHosts.has(host) };
  const canonical = `${scheme}://${host}${match[3] === undefined ? '' : `:${match[3]}`}${path}`;
  return /^(?:www\.)?(?:example|ejemplo|test)\.(?:com|es|org)$/.test(host) ? suspect(canonical, parts, { kind: 'generic' }) : valid(canonical, parts);
}

/** The part of a host that was registered: one label before the public ending. */
export function registeredDomain(host: string): string {
  const labels = host.split('.');
  if (labels.length <= 2) return host;
  const ending = labels[labels.length - 1]!;
  const second = labels[labels.length - 2]!;
  const size = ending.length === 2 && secondLevels.has(second) ? 3 : 2;
  return labels.slice(-size).join('.');
}

function isHost(host: string): boolean {
  if (host.length > 253) return false;
  const labels = host.split('.');
  if (labels.length < 2) return false;
  return labels.every((label) => /^[a-z\d\u00a1-\uffff](?:[a-z\d\u00a1-\uffff_-]{0,61}[a-z\d\u00a1-\uffff])?$/.test(label)) && /^(?:[a-z\u00a1-\uffff]{2,}|xn--[a-z\d-]+)$/.test(labels[labels.length - 1]!);
}
