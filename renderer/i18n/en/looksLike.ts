// The English texts of `looksLike`.

export const looksLike = {
  zip: 'a zip archive', pdf: 'a PDF', image: 'an image', executable: 'a program', gzip: 'a compressed file', ole: 'an old Office document', parquet: 'a Parquet file', sqlite: 'a database', unknown: 'data of a program',
} as const;
