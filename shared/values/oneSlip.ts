// Tells whether two words differ by one slip of the fingers.

/** One letter wrong, missing, too many, or two neighbours swapped. */
export function isOneSlip(left: string, right: string): boolean {
  if (left === right) return false;
  const difference = left.length - right.length;
  if (difference > 1 || difference < -1) return false;
  let from = 0;
  while (from < left.length && from < right.length && left[from] === right[from]) from++;
  let back = 0;
  while (back < left.length - from && back < right.length - from && left[left.length - 1 - back] === right[right.length - 1 - back]) back++;
  const leftRest = left.length - from - back;
  const rightRest = right.length - from - back;
  if (leftRest <= 1 && rightRest <= 1) return true;
  return leftRest === 2 && rightRest === 2 && left[from] === right[from + 1] && left[from + 1] === right[from];
}
