// The English texts of `grid`.

export const grid = {
  rowsOf: '{{shown, number}} of {{total, number}} rows',
  rowNumber: 'Row',
  menu: 'Column menu: {{column}}',
  sortAscending: 'Sort A to Z, low to high',
  sortDescending: 'Sort Z to A, high to low',
  sortNone: 'Do not sort',
  pin: 'Pin to the left',
  unpin: 'Unpin',
  hide: 'Hide column',
  moveLeft: 'Move left',
  moveRight: 'Move right',
  fit: 'Fit width to content',
  wider: 'Wider',
  narrower: 'Narrower',
  columns: 'Columns',
  showAll: 'Show all columns',
  selection: '{{rows, number}} × {{columns, number}} selected',
  profile: '{{filled}} filled, {{blank}} blank',
} as const;
