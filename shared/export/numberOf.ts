// Reads a text as a number only where nothing would be lost.

/** The number whose JavaScript text is exactly this text: no leading zeros, no grouping, no more digits than it holds. */
export function numberOf(text: string): number | undefined {
  if (text.length === 0 || text.length > 24) return undefined;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : undefined;
}
