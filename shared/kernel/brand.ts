// Makes nominal types out of structural ones, so that a row id never passes for a golden id.

declare const brand: unique symbol;

/** A value of type `T` that only its own constructor hands out. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
