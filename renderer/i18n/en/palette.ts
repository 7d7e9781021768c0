// The English texts of `palette`.

export const palette = {
  title: 'Search or run a command',
  placeholder: 'Type a command, a place or what to look for in the records',
  none: 'Nothing matches.',
  places: 'Place',
  searchRecords: 'Look for “{{text}}” in the records',
  load: 'Load files…',
  findDuplicates: 'Find duplicates',
  export: 'Export…',
  verify: 'Verify the change log',
  theme: 'Theme: {{theme}}',
  language: 'Language: {{language}}',
  shortcuts: 'Keyboard shortcuts',
  closeWorkspace: 'Close workspace',
  compact: 'Compact rows',
  comfortable: 'Normal rows',
  goldenRecords: 'Golden records',
  review: 'Groups to review',
} as const;
