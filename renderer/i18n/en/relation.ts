// The English texts of `relation`.

export const relation = {
  colleagues: 'People of one firm can look alike',
  relatives: 'People of one home can look alike',
  pieces: 'Pieces of one whole, such as the songs of a record, can look alike',
  branches: 'Branches of one firm can look alike',
  tenants: 'Tenants of one building can look alike',
  variants: 'Variants of one product can look alike',
  ownPartners: 'Each of the two has a better partner of its own in the other source',
  stray: 'No other row comes near these two: what chance says',
} as const;
