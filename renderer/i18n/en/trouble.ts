// The English texts of `trouble`.

export const trouble = {
  bug: 'Something broke: {{message}}',
  notOpen: 'No workspace is open.',
  nothingToUndo: 'There is nothing to undo.',
  storage: 'The working data can’t be used: {{detail}}',
  damagedLog: 'The change log is damaged at entry {{seq}}: {{detail}}',
  conflict: {
    differentCustomers: 'You decided before that some of these rows are different customers. Undo that decision first.',
    alreadyMerged: 'These rows are merged already.',
    changedSince: 'What this builds on has changed since. Nothing was changed.',
    notMerged: 'This row is not merged with any other.',
    handSetDiffer: 'Different values of a field were set by hand on these records. Choose one of them first.',
    editedSince: 'Values were set by hand on this record since it was merged. Say first to which part they belong.',
    awaitsSecond: 'You ruled on this group already. It waits for a second person.',
  },
  machine: {
    fileGone: '{{name}} is no longer there.',
    fileChanged: '{{name}} changed while it was read. Nothing was loaded.',
    notAFile: '{{name}} is not a file.',
    notReadable: '{{name}} can’t be read ({{code}}).',
    readOnly: 'This workspace is open read-only.',
    diskFull: 'The disk is full: {{neededBytes}} are needed, {{freeBytes}} are free. Nothing was changed.',
    journalMoved: 'The workspace folder was changed by another program. Close the workspace and open it again.',
    noWorkspace: 'No workspace is open.',
    notWritable: '{{name}} can’t be written ({{code}}).',
  },
  workspace: {
    notAWorkspace: '{{displayPath}} is not a Fichero workspace.',
    inUse: '{{displayPath}} is open in another window (process {{pid}}).',
    newerFormat: '{{displayPath}} was made by a newer version of Fichero (format {{format}}). Update Fichero to open it.',
    notWritable: '{{displayPath}} can’t be written ({{code}}).',
    damaged: '{{displayPath}} is damaged: {{detail}}',
    diskFull: 'There is not enough room for {{displayPath}}: {{neededBytes}} are needed, {{freeBytes}} are free.',
  },
} as const;
