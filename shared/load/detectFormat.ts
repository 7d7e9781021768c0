// Tells the format of a delivered file from its first bytes; its name decides only where they leave it open.
import { guessEncoding, recogniseBinary, startDecoding } from './encoding.ts';

export const fileFormats = ['delimited', 'json', 'ndjson', 'vcard', 'xlsx', 'xlsb', 'xls', 'ods', 'zip', 'gzip', 'parquet', 'html', 'xml'] as const;
/** Of these, html and xml are recognised only to be refused by name. */
export type FileFormat = (typeof fileFormats)[number];

/** Characters that are enough to tell text formats apart. */
const LOOK_CHARACTERS = 65_536;

export function detectFormat(sample: Uint8Array, fileName: string): FileFormat {
  const extension = /\.([^.]+)$/.exec(fileName.toLowerCase())?.[1] ?? '';
  switch (recogniseBinary(sample)) {
    case 'zip':
      return zipFormat(sample, extension);
    case 'ole':
      return 'xls';
    case 'gzip':
      return 'gzip';
    case 'parquet':
      return 'parquet';
    default:
      break;
  }
  const guess = guessEncoding(sample, false);
  if (guess.kind === 'binary') return 'delimited';
  const text = startDecoding(guess.encoding).decode(sample, false).slice(0, LOOK_CHARACTERS).trimStart();
  if (/^BEGIN[ \t]*:[ \t]*VCARD/i.test(text)) return 'vcard';
  if (/^<!doctype html|^<html[\s>]|^<table[\s>]/i.test(text)) return 'html';
  if (/^<\?xml[\s?]/i.test(text)) return 'xml';
  if (['csv', 'tsv', 'tab', 'txt'].includes(extension) && !/^\[?\s*\{\s*"/.test(text)) return 'delimited';
  if (/^\{\s*(?:"|\})/.test(text)) return isNdjson(text, extension) ? 'ndjson' : 'json';
  if (/^\[\s*(?:[{["\]\d-]|true|false|null)/.test(text)) return extension === 'ndjson' || extension === 'jsonl' ? 'ndjson' : looksLikeArray(text) ? 'json' : 'delimited';
  return extension === 'json' ? 'json' : extension === 'ndjson' || extension === 'jsonl' ? 'ndjson' : extension === 'vcf' ? 'vcard' : 'delimited';
}

function zipFormat(sample: Uint8Array, extension: string): FileFormat {
  const nameLength = sample[26]! | (sample[27]! << 8);
  const head = new TextDecoder('latin1').decode(sample.slice(30, 30 + nameLength + 100));
  if (head.startsWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  if (extension === 'ods' || extension === 'xlsb') return extension;
  if (extension === 'xlsx' || extension === 'xlsm') return 'xlsx';
  return /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/)/.test(head) ? 'xlsx' : 'zip';
}

/** Whether the first line is an object of its own and another one follows. */
function isNdjson(text: string, extension: string): boolean {
  const [first = '', ...more] = text.split('\n').filter((line) => line.trim() !== '');
  try {
    JSON.parse(first);
  } catch {
    return extension === 'ndjson' || extension === 'jsonl';
  }
  return more.length === 0 ? extension === 'ndjson' || extension === 'jsonl' : more[0]!.trimStart().startsWith('{');
}

/** An array of objects or of arrays; `[1] x, [2] y` is text. */
function looksLikeArray(text: string): boolean {
  return /^\[\s*(?:\{\s*(?:"|\})|\[|\])/.test(text);
}
