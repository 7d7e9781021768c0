// The ways of standardising, apart from what does it: screens offer them, and need none of the knowledge behind.

export const standardWays = ['canonical', 'repairs', 'mojibake', 'spaces', 'capitals'] as const;
/**
 * canonical: the one form in which equal values are equal. repairs: what probably was meant, for values that are wrong.
 * mojibake: letters that a wrong encoding damaged. spaces: outer, doubled and invisible ones. capitals: ordinary ones.
 */
export type StandardWay = (typeof standardWays)[number];
