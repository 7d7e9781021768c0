// Writes the smallest .xls workbook that a reader accepts: BIFF8 records in an OLE compound file ([MS-XLS], [MS-CFB]).

type XlsCell = string | number | boolean | { readonly date: number };

function record(id: number, ...bytes: number[]): number[] {
  return [id & 0xff, id >> 8, bytes.length & 0xff, bytes.length >> 8, ...bytes];
}

const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
const f64 = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];
const wide = (text: string): number[] => Array.from({ length: text.length }, (_, i) => u16(text.charCodeAt(i))).flat();

function cellRecord(cell: XlsCell, row: number, column: number): number[] {
  const place = [...u16(row), ...u16(column)];
  if (typeof cell === 'string') return record(0x0204, ...place, ...u16(0), ...u16(cell.length), 1, ...wide(cell));
  if (typeof cell === 'boolean') return record(0x0205, ...place, ...u16(0), cell ? 1 : 0, 0);
  return typeof cell === 'number' ? record(0x0203, ...place, ...u16(0), ...f64(cell)) : record(0x0203, ...place, ...u16(1), ...f64(cell.date));
}

/** One sheet; null cells are left out. Format 0 is general, format 1 a date. `merges` are rows first to last, columns first to last. */
export function xlsOf(name: string, rows: readonly (readonly (XlsCell | null)[])[], merges: readonly (readonly [number, number, number, number])[] = []): Uint8Array {
  const bof = (kind: number): number[] => record(0x0809, ...u16(0x0600), ...u16(kind), ...Array.from({ length: 12 }, () => 0));
  const format = (id: number): number[] => record(0x00e0, ...u16(0), ...u16(id), ...Array.from({ length: 16 }, () => 0));
  const globals = (at: number): number[] => [...bof(5), ...format(0), ...format(14), ...record(0x0085, ...u32(at), 0, 0, name.length, 1, ...wide(name)), ...record(0x000a)];
  const start = globals(0).length;
  const cells = rows.flatMap((row, r) => row.flatMap((cell, c) => (cell === null ? [] : cellRecord(cell, r, c))));
  const merged = merges.length === 0 ? [] : record(0x00e5, ...u16(merges.length), ...merges.flatMap((merge) => merge.flatMap(u16)));
  const stream = [...globals(start), ...bof(0x10), ...cells, ...merged, ...record(0x000a)];
  return compoundFile(Uint8Array.from(stream));
}

const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;

/** One stream called Workbook, long enough not to be a "mini stream". */
function compoundFile(stream: Uint8Array): Uint8Array {
  const size = Math.max(4096, stream.length);
  const sectors = Math.ceil(size / SECTOR);
  const bytes = new Uint8Array(SECTOR * (3 + sectors));
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(24, 0x3e, true);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, 1, true);
  view.setUint32(48, 1, true);
  view.setUint32(56, 4096, true);
  view.setUint32(60, END, true);
  view.setUint32(68, END, true);
  for (let i = 0; i < 109; i++) view.setUint32(76 + 4 * i, i === 0 ? 0 : FREE, true);
  const fat = SECTOR;
  for (let i = 0; i < 128; i++) view.setUint32(fat + 4 * i, FREE, true);
  view.setUint32(fat, 0xfffffffd, true);
  view.setUint32(fat + 4, END, true);
  for (let i = 0; i < sectors; i++) view.setUint32(fat + 8 + 4 * i, i === sectors - 1 ? END : i + 3, true);
  const directory = 2 * SECTOR;
  const entry = (index: number, name: string, kind: number, start: number, length: number): void => {
    const at = directory + 128 * index;
    bytes.set(wide(`${name}\0`), at);
    view.setUint16(at + 64, (name.length + 1) * 2, true);
    bytes[at + 66] = kind;
    bytes[at + 67] = 1;
    for (const link of [68, 72, 76]) view.setUint32(at + link, FREE, true);
    view.setUint32(at + 116, start, true);
    view.setUint32(at + 120, length, true);
  };
  entry(0, 'Root Entry', 5, END, 0);
  view.setUint32(directory + 76, 1, true);
  entry(1, 'Workbook', 2, 2, size);
  bytes.set(stream, 3 * SECTOR);
  return bytes;
}
