import { describe, expect, it } from 'vitest';
import { encodings, guessEncoding, startDecoding } from '../../../shared/load/encoding.ts';
import { encodeText, quarantineFile } from '../../../shared/load/encodeText.ts';
import { encodeAs } from '../../support/corpus.ts';
import { chunksOf, loadBytes, loadText, utf8 } from '../../support/loading.ts';

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

  it('of a windows-1252 file with values garbled earlier is still windows-1252', () => {
    const text = `${customers}4;Nú¤ez de Balboa;ValÃ¨ncia;5Âº Izq.\n`;
    expect(guessEncoding(encodeAs(text, 'windows-1252'), true)).toMatchObject({ encoding: 'windows-1252' });
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

  it('gives back the bytes of any text, undecodable ones too', () => {
    const bytes = new Uint8Array([...utf8('aé😀ñ'), 0xff, 0xc3, 0x41, 0x41, 0x80]);
    for (const encoding of encodings) expect([encoding, encodeText(startDecoding(encoding).decode(bytes, true), encoding)]).toEqual([encoding, bytes]);
    expect(encodeText('漢', 'cp850')).toEqual(utf8('?'));
  });

  it('lets rows set aside be written as they were', async () => {
    const bytes = encodeAs('id;nombre\n1;Íñigo;x\n2;Peña\n3\n', 'windows-1252');
    const loaded = await loadBytes(bytes);
    if (!loaded.ok) throw new Error(loaded.error.kind);
    const { quarantined, report } = loaded.value;
    expect(quarantineFile(quarantined, report.layout.headerRaw, report.encoding)).toEqual(encodeAs('id;nombre\r\n1;Íñigo;x\r\n3\r\n', 'windows-1252'));
  });
});
