// head.json: where the log ended when the last operation was acknowledged.
import { canonicalBytes, isJsonObject, parseCanonical } from './canonicalJson.ts';
import { formatVersion, type Head } from './entry.ts';

export function headBytes(head: Head): Uint8Array {
  return canonicalBytes({ v: formatVersion, ...head });
}

/** undefined where the bytes are no head file. */
export function parseHead(bytes: Uint8Array): Head | undefined {
  const parsed = parseCanonical(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value) || Object.keys(parsed.value).length !== 7) return undefined;
  const { v, log, size, hash, at, rows, quarantined } = parsed.value;
  const isGood =
    v === formatVersion &&
    typeof log === 'string' &&
    typeof hash === 'string' &&
    typeof at === 'number' &&
    [size, rows, quarantined].every((count) => typeof count === 'number' && count >= 0);
  return isGood ? ({ log, size, hash, at, rows, quarantined } as Head) : undefined;
}
