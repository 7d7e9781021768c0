// The English texts of `recovery`.

export const recovery = {
  title: 'This workspace could not be opened',
  openReadOnly: 'Open read-only',
  restore: 'Restore a backup…',
  back: 'Back to the start',
  tryAgain: 'Try again',
  rebuilt: 'The working data was rebuilt from the workspace folder: {{reason}} {{rows, counted(one: row; other: rows)}} and {{entries, number}} log entries are in place.',
  reason: {
    workingDataMissing: 'it was missing.',
    workingDataBehind: 'it was older than the folder.',
    workingDataAhead: 'it did not match the folder.',
    workingDataDamaged: 'it was damaged.',
    newSchema: 'this version keeps it in a new form.',
  },
} as const;
