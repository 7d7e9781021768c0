// The English texts of `rule`.

export const rule = {
  mostRecent: 'Most recent',
  sourcePriority: 'Most trusted source',
  mostComplete: 'Most complete',
  mostFrequent: 'Most frequent',
  longest: 'Longest',
  validFirst: 'Valid first',
  pinned: 'Chosen by hand',
} as const;
