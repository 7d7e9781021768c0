// The English texts of `notice`.

export const notice = {
  encodingUnsure: 'The encoding is a guess ({{confidence}}). Look at letters with accents.',
  layoutUnsure: 'Delimiter and header are a guess ({{confidence}}).',
  noHeader: 'The file seems to have no header; the columns are numbered.',
  linesAboveHeader_one: '{{count, number}} line above the header is left out.',
  linesAboveHeader_other: '{{count, number}} lines above the header are left out.',
  ambiguousDates: '{{column}}: it can’t be told whether the day or the month comes first.',
  renamedColumn: 'Column “{{original}}” is called “{{column}}” here.',
  quarantined_one: '{{count, number}} of the first rows would be quarantined.',
  quarantined_other: '{{count, number}} of the first rows would be quarantined.',
} as const;
