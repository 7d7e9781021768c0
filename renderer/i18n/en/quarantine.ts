// The English texts of `quarantine`.

export const quarantine = {
  tooFewCells: '{{cells, counted(one: cell; other: cells)}} where {{expected, number}} are expected',
  tooManyCells: '{{cells, counted(one: cell; other: cells)}} where {{expected, number}} are expected',
  unclosedQuote: 'A quotation mark is opened and never closed (column {{column, number}})',
  undecodableBytes: 'A character does not fit the encoding (column {{column, number}})',
  cellTooLong: 'A cell has {{length, number}} characters; {{limit, number}} are possible',
  rowTooLong: 'The row has {{length, number}} characters; {{limit, number}} are possible',
  repeatedHeader: 'The header once more',
  badJson: 'Not valid JSON: {{detail}}',
  notAnObject: 'Not an object with fields',
  badCard: 'Not a readable contact card: {{detail}}',
  detail: { unclosed: 'opened and never closed', afterEnd: 'text after the end', cutOff: 'the file ends before its list does; rows may be missing', noEnd: 'it does not end', noBegin: 'it does not begin', betweenCards: 'text between two cards' },
} as const;
