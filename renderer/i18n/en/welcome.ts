// The English texts of `welcome`.

export const welcome = {
  title: 'Fichero',
  lead: 'Find duplicate and stale customer records, merge them so that every merge can be split again, and prove every change. On this computer only.',
  create: 'New workspace',
  createTitle: 'New workspace',
  createHelp: 'A workspace is a folder on your disk. Next you choose where to put it.',
  nameLabel: 'Name',
  namePlaceholder: 'Customers 2026',
  createAction: 'Choose a place…',
  open: 'Open a workspace…',
  sample: 'Try with sample data',
  sampleHelp: 'About 3,000 Spanish and English customers from three systems, with duplicates, stale records and broken rows.',
  sampleTitle: 'Sample customers',
  recent: 'Recent workspaces',
  noRecent: 'Workspaces that you open will be listed here.',
  gone: 'Not found',
  forget: 'Remove {{name}} from this list',
  openedAt: 'Opened {{when}}',
  opening: 'Opening {{name}}…',
  language: 'Language',
} as const;
