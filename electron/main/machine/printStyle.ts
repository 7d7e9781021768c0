// The house style of printed pages: the app's type in black on white, on A4.

/** The app's own typefaces by the path at which the print window asks for them: how their file's name starts among the page's. */
export const printFonts: ReadonlyMap<string, string> = new Map([
  ['/text.woff2', 'inter-latin-opsz-normal-'],
  ['/text-more.woff2', 'inter-latin-ext-opsz-normal-'],
  ['/code.woff2', 'jetbrains-mono-latin-wght-normal-'],
]);

export const printStyle = `
@font-face { font-family: 'Text'; src: url('/text.woff2') format('woff2'); font-weight: 100 900; }
@font-face { font-family: 'More Text'; src: url('/text-more.woff2') format('woff2'); font-weight: 100 900; }
@font-face { font-family: 'Code'; src: url('/code.woff2') format('woff2'); font-weight: 100 800; }
@page { size: A4; margin: 18mm 16mm 20mm; }
* { box-sizing: border-box; }
html { font: 9.5pt/1.45 'Text', 'More Text', system-ui, sans-serif; font-feature-settings: 'tnum'; color: #23201c; print-color-adjust: exact; }
body { margin: 0; }
h1 { font-size: 18pt; line-height: 1.2; font-weight: 650; margin: 0 0 4mm; letter-spacing: -0.01em; }
h2 { font-size: 12.5pt; font-weight: 650; margin: 8mm 0 3mm; break-after: avoid; }
h3 { font-size: 10.5pt; font-weight: 650; margin: 5mm 0 2mm; break-after: avoid; }
p { margin: 0 0 3mm; }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; }
th, td { text-align: left; vertical-align: top; padding: 1.2mm 3mm 1.2mm 0; border-bottom: 0.2mm solid #e4e0d9; overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { font-weight: 600; color: #565047; border-bottom: 0.3mm solid #8d867b; }
tbody th { font-weight: 500; }
tr, figure, svg { break-inside: avoid; }
figure { margin: 0 0 4mm; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm; margin: 0 0 4mm; }
dl.facts dt { color: #6f685e; }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.muted { color: #6f685e; }
.mono { font-family: 'Code', monospace; font-size: 8.5pt; overflow-wrap: anywhere; }
.number { text-align: right; padding-right: 0; }
.page { break-before: page; }
`;
