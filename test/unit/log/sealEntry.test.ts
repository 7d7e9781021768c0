import { describe, expect, it } from 'vitest';
import { canonicalJson, escapeTexts, jsonToText, parseCanonicalText } from '../../../shared/log/canonicalJson.ts';
import { emptyHead, firstPrevious, parseEntry, sealEntry, type Stamp } from '../../../shared/log/entry.ts';

const stamp: Stamp = { at: 1_750_000_000_000, actor: 'a1', role: 'steward', app: '0.1.0' };
const log = '0123456789abcdef0123456789abcdef';

describe('canonical JSON', () => {
  it('orders members by UTF-16 code units and writes integers plainly', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5, b: undefined })).toBe(
      '{"\\r":2,"1":3,"\u20ac":1,"\ud83d\ude00":4,"\ufb33":5}',
    );
    expect(canonicalJson([-1, 0, 9_007_199_254_740_991, true, null, 'a"\\\u0007\u007f'])).toBe('[-1,0,9007199254740991,true,null,"a\\"\\\\\\u0007\u007f"]');
  });

  it('refuses what has no canonical form', () => {
    for (const value of [0.5, Number.NaN, 2 ** 53, '\ud800', ['\udc00']]) expect(() => canonicalJson(value)).toThrow();
  });

  it('reads only the canonical spelling', () => {
    for (const text of ['{ }', '{"b":1,"a":2}', '{"a":1,"a":1}', '1.0', '1e2', '"\\u0041"', '-0', '"\\ud800"', '[1,]']) {
      expect(parseCanonicalText(text).ok, text).toBe(false);
    }
    expect(parseCanonicalText('{"a":[1,"ñ"]}')).toEqual({ ok: true, value: { a: [1, 'ñ'] } });
  });

  it('carries lone surrogates of data and gives them back', () => {
    const nasty = 'a\ud800b\udc00\ud83d\ude00';
    const item = escapeTexts({ before: nasty, after: 'plain' }) as { before: { wtf8: string } };
    expect(canonicalJson(item)).toBe('{"after":"plain","before":{"wtf8":"61eda08062edb080f09f9880"}}');
    expect(jsonToText(item.before)).toBe(nasty);
  });
});

describe('sealing entries', () => {
  it('chains each entry to the bytes of the one before', () => {
    const first = sealEntry({ act: 'create-workspace' }, emptyHead(log), stamp);
    const second = sealEntry({ act: 'load', rows: { loaded: 3, quarantined: 1 } }, first.head, { ...stamp, at: stamp.at - 1 });
    expect(first.entry).toMatchObject({ seq: 0, prev: firstPrevious, clock: 'ok' });
    expect(second.entry).toMatchObject({ seq: 1, prev: first.hash, clock: 'back' });
    expect(second.head).toEqual({ log, size: 2, hash: second.hash, at: stamp.at - 1, rows: 3, quarantined: 1 });
    expect(parseEntry(second.line)).toEqual({ ok: true, value: second.entry });
  });

  it('refuses lines that the format does not allow', () => {
    const { entry } = sealEntry({ act: 'load' }, emptyHead(log), stamp);
    const lineOf = (change: object) => new TextEncoder().encode(canonicalJson({ ...entry, ...change } as never));
    expect(parseEntry(lineOf({ v: 2 }))).toEqual({ ok: false, error: { kind: 'newerFormat', format: 2 } });
    for (const change of [{ act: 'delete' }, { extra: 1 }, { seq: -1 }, { log: 'x' }, { items: { count: 0 } }, { erases: [] }, { actor: undefined }]) {
      expect(parseEntry(lineOf(change)).ok, JSON.stringify(change)).toBe(false);
    }
  });
});
