// Cuts a file of lines at its newlines.

/** The lines that end with a newline, and how many bytes follow the last of them. */
export function splitLines(bytes: Uint8Array): { readonly lines: readonly Uint8Array[]; readonly rest: number } {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, rest: bytes.length - start };
}
