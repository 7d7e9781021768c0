// Draws a QR code as a picture of one path, for printed pages.
import { encode } from 'uqr';
import { markup, Markup } from '../../kernel/markup.ts';

/** `label` says to readers without eyes what the code holds. Medium error correction: a crease does no harm. */
export function qrSvg(text: string, label: string): Markup {
  const { size, data } = encode(text, { ecc: 'M', border: 2 });
  let path = '';
  data.forEach((row, y) =>
    row.forEach((isDark, x) => {
      if (isDark) path += `M${x} ${y}h1v1h-1z`;
    }),
  );
  return markup`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
