// The English texts of `rule`.

export const rule = {
  mostRecent: 'Most recent',
  sourcePriority: 'Most trusted source',
  mostComplete: 'Most complete',
  mostFrequent: 'Most frequent',
  longest: 'Longest',
  validFirst: 'Valid first',
  commonest: 'Commonest spelling',
  earliest: 'Earliest row',
  enriched: 'Accepted from another source',
  pinned: 'Chosen by hand',
} as const;
