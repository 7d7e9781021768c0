// Gives every golden record a stable id that follows from its members alone, so that it needs no storing.
//
// Rule: a golden record bears the id of its earliest row (its anchor). A merge keeps the id of the record whose
// anchor came first; a split gives each part the id of its own anchor, which is the id it had before the merge.
import { sha256 } from '../kernel/digest.adapter.ts';
import { fromHex } from '../kernel/hex.ts';
import type { GoldenId, RowId } from '../model/ids.ts';

const hexDigits = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** Names the golden records of one workspace. `workspace` is its id in hex. */
export function goldenIdsOf(workspace: string): (anchor: RowId, loadedAtMs: number) => GoldenId {
  const digest = sha256(fromHex(workspace) ?? new Uint8Array());
  const key = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  const first = key.getUint32(0);
  const second = key.getUint32(4);
  return (anchor, loadedAtMs) => {
    // RFC 9562 version 7: 48 bits of time, 12 + 62 bits free to choose. The row number fills the last 32, which
    // makes ids of one workspace different from each other; the other 42 come from workspace and row.
    const mixed = mix(first ^ anchor);
    const other = mix(second ^ mixed ^ anchor);
    const time = hexDigits(loadedAtMs, 12).slice(-12);
    const versionPart = `7${hexDigits(mixed & 0xfff, 3)}`;
    const variantPart = hexDigits(0x8000 | (other & 0x3fff), 4);
    const node = hexDigits((mixed >>> 16) & 0xffff, 4) + hexDigits(anchor, 8);
    return `${time.slice(0, 8)}-${time.slice(8)}-${versionPart}-${variantPart}-${node}` as GoldenId;
  };
}

/** The anchor row that a golden id names, or undefined where the text is no such id. Whether it is this workspace's is the caller's to check. */
export function anchorOf(golden: string): RowId | undefined {
  const match = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{4}([0-9a-f]{8})$/.exec(golden);
  return match === null ? undefined : (Number.parseInt(match[1]!, 16) as RowId);
}

/** murmur3's finaliser. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
