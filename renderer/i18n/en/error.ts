// The English texts of `error`.

export const error = {
  title: 'Something in Fichero broke',
  body: 'What was saved is safe in the workspace folder. Reload to go on.',
  details: 'Details',
  reload: 'Reload',
  copy: 'Copy details',
  notFound: 'There is no such page',
  notFoundBody: 'The address leads nowhere in this workspace.',
  toOverview: 'Go to the overview',
} as const;
