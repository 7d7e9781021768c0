// The shape that the Spanish catalogue takes from the English one: the same keys, other texts.

/** Widens the texts of the English catalogue, so that the Spanish one must have the same keys. */
export type Catalogue<Branch> = { readonly [Key in keyof Branch]: Branch[Key] extends string ? string : Catalogue<Branch[Key]> };
