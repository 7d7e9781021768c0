// The English texts of `place`.

export const place = {
  overview: 'Overview',
  sources: 'Sources',
  records: 'Records',
  quality: 'Quality',
  duplicates: 'Duplicates',
  stale: 'Stale',
  enrich: 'Enrich',
  log: 'Change log',
  export: 'Export',
  settings: 'Settings',
} as const;
