// The English texts of `problem`.

export const problem = {
  emptyFile: 'The file is empty.',
  headerOnly: 'The file has a header but no rows.',
  binaryFile: 'This is not a table of text: it looks like {{looksLike}}.',
  unreadableEncoding: 'The file can’t be read as {{encoding}}: line {{line, number}} holds a character that does not fit. Choose another encoding.',
  fileTooLarge: 'The file is too large: {{bytes}}; {{limit}} are possible.',
  tooManyColumns: 'The file has at least {{columns, counted(one: column; other: columns)}}; {{limit, number}} are possible.',
  noRowsFit: 'No row could be read; {{quarantined, number}} rows would be quarantined. Check the delimiter and the encoding.',
  sourceFailed: 'Reading the file stopped: {{message}}',
  damagedFile: 'The {{format}} file is damaged: {{detail}}',
  encryptedFile: 'The {{format}} file is protected by a password. Save it without one and load it again.',
  unsupportedFormat: 'Files of this kind can’t be loaded: {{format}}.',
  noSuchSheet: 'There is no sheet called {{sheet}}.',
  archiveTooDeep: 'The archive holds another archive: {{entry}}. Unpack it first.',
  archiveTooManyEntries: 'The archive holds {{entries, counted(one: file; other: files)}}; {{limit, number}} are possible.',
  archiveRatioTooHigh: 'The archive unpacks to far more than it should ({{entry}}). It was not opened.',
  archiveUnsafePath: 'The archive holds a file with an unsafe path ({{entry}}). It was not opened.',
  archiveHasNoTable: 'The archive holds no file that can be loaded.',
} as const;
