// The English texts of `fault`.

export const fault = {
  changed: 'the entry was changed',
  missing: 'something is missing',
  erased: 'something was erased',
  reordered: 'the entries are out of order',
  forked: 'the log was forked',
  signature: 'a signature does not fit',
  root: 'a change does not fit its commitment',
  chain: 'the chain of hashes is broken',
  sequence: 'an entry is missing or doubled',
  unreadable: 'it can’t be read',
} as const;
