// Marks where two short texts differ, letter by letter.

export type DiffPart = { readonly text: string; readonly isSame: boolean };
/** Longer texts, and texts that share less than this, are marked as a whole. */
const longest = 300;
const leastShared = 0.35;

/** The parts of `text`, in order, that also stand in `other`, and those that do not. Empty for an empty text. */
export function diffText(text: string, other: string): readonly DiffPart[] {
  if (text === '') return [];
  if (text === other) return [{ text, isSame: true }];
  const left = Array.from(text);
  const right = Array.from(other);
  if (right.length === 0 || left.length > longest || right.length > longest) return [{ text, isSame: false }];
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const at = row * width + column;
      lengths[at] = left[row] === right[column] ? lengths[at + width + 1]! + 1 : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  }
  if (lengths[0]! / Math.max(left.length, right.length) < leastShared) return [{ text, isSame: false }];
  const parts: { text: string; isSame: boolean }[] = [];
  const add = (letter: string, isSame: boolean) => {
    const last = parts.at(-1);
    if (last?.isSame === isSame) last.text += letter;
    else parts.push({ text: letter, isSame });
  };
  let column = 0;
  for (let row = 0; row < left.length; row++) {
    const letter = left[row]!;
    while (column < right.length && letter !== right[column] && lengths[row * width + column + 1]! > lengths[(row + 1) * width + column]!) column++;
    if (column < right.length && letter === right[column]) {
      add(letter, true);
      column++;
    } else add(letter, false);
  }
  return parts;
}
