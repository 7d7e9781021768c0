import { describe, expect, it } from 'vitest';
import { encodings, guessEncoding, startDecoding, type Encoding } from '../../../shared/load/encoding.ts';
import { cp850Upper, iso885915Upper, macintoshUpper, windows1252Upper } from '../../../shared/load/codePages.ts';
import { chunksOf, loadText, utf8 } from '../../support/loading.ts';

export function encodeAs(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return utf8(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const low = encoding === 'utf-16le' ? 0 : 1;
      bytes[2 * i + low] = text.charCodeAt(i) & 0xff;
      bytes[2 * i + 1 - low] = text.charCodeAt(i) >> 8;
    }
    return bytes;
  }
  const upper = { 'windows-1252': windows1252Upper, 'iso-8859-15': iso885915Upper, macintosh: macintoshUpper, cp850: cp850Upper }[encoding];
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code < 128) return code;
    const at = upper.indexOf(character);
    if (at < 0) throw new Error(`${character} is not in ${encoding}`);
    return at + 128;
  });
}

const customers = 'id;nombre;ciudad;nota\n1;María Muñoz Ibáñez;Alcalá de Henares;¿cuándo?\n2;JOSÉ PEÑA NÚÑEZ;CÁDIZ;calle 3º, 2ª\n3;Íñigo Güell;León;¡Ojo!\n';

describe('the encoding', () => {
  it('stays UTF-8 where one row of thirty is broken', () => {
    const broken = [...utf8('id;nombre\n'), ...Array.from({ length: 30 }, () => [...utf8('1;Peñalver\n')]).flat(), ...utf8('31;Pe'), 0xff, 0xfe, ...utf8('alver\n')];
    expect(guessEncoding(Uint8Array.from(broken), true)).toMatchObject({ kind: 'text', encoding: 'utf-8' });
  });

  it.each(encodings)('of Spanish customers in %s is recognised', async (encoding) => {
    // 8859-15 and windows-1252 agree on these letters: only the euro sign tells them apart.
    const text = encoding === 'iso-8859-15' ? customers.replace('¡Ojo!', '50 €') : customers;
    const bytes = encodeAs(text, encoding);
    expect(guessEncoding(bytes, true)).toMatchObject({ kind: 'text', encoding });
    const shown = await loadText(bytes);
    expect(shown.rows[0]).toEqual(['1', 'María Muñoz Ibáñez', 'Alcalá de Henares', '¿cuándo?']);
    expect(shown.rows[1]![1]).toBe('JOSÉ PEÑA NÚÑEZ');
  });

  it('of a sample cut inside a character is still UTF-8', () => {
    const bytes = utf8('a;ñ');
    expect(guessEncoding(bytes.subarray(0, bytes.length - 1), false)).toMatchObject({ encoding: 'utf-8' });
    expect(guessEncoding(bytes.subarray(0, bytes.length - 1), true)).not.toMatchObject({ encoding: 'utf-8' });
  });

  it('is settled late where a file starts with much ASCII', async () => {
    const head = `id;nombre\n${Array.from({ length: 40_000 }, (_, i) => `${i};Ana Gil\n`).join('')}`;
    for (const encoding of ['windows-1252', 'utf-8'] as const) {
      const bytes = encodeAs(`${head}x;Íñigo Peña\ny;Núñez\n`, encoding);
      for (const chunk of [1000, 65_536, 1_000_000]) {
        const shown = await loadText(bytes, {}, chunk);
        expect(shown.rows.at(-2)).toEqual(['x', 'Íñigo Peña']);
        expect(shown.quarantined).toEqual([]);
      }
    }
  });

  it('decodes the same whatever the chunks, and loses no undecodable byte', () => {
    const bytes = new Uint8Array([...utf8('aé😀ñ'), 0xff, 0xc3, 0x41, 0xed, 0xa0, 0x80, ...utf8('€'), 0xe2, 0x82]);
    for (const encoding of encodings) {
      const whole = startDecoding(encoding).decode(bytes, true);
      for (let size = 1; size < bytes.length; size++) {
        const decoding = startDecoding(encoding);
        let text = '';
        for (const chunk of chunksOf(bytes, size)) text += decoding.decode(chunk, false);
        expect(text + decoding.decode(new Uint8Array(0), true)).toBe(whole);
      }
    }
    expect(startDecoding('utf-8').decode(bytes, true)).toBe('aé😀ñ\udcff\udcc3A\udced\udca0\udc80€\udce2\udc82');
  });
});
