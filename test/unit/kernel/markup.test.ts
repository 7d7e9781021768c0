// Nothing that comes from data becomes markup.
import { expect, test } from 'vitest';
import { markup } from '../../../shared/kernel/markup.ts';

test('values are escaped, markup and lists of it are put in, nothing is left by what is not there', () => {
  const rows = ['<b>', `"a" & 'b'`, 'Ñ'].map((value) => markup`<td title="${value}">${value}</td>`);
  expect(markup`<tr>${rows}${null}${undefined}${0}${['x', '<']}</tr>`.html).toBe(
    '<tr><td title="&lt;b&gt;">&lt;b&gt;</td><td title="&quot;a&quot; &amp; &#39;b&#39;">&quot;a&quot; &amp; &#39;b&#39;</td><td title="Ñ">Ñ</td>0x&lt;</tr>',
  );
});
