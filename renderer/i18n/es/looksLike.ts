// The Spanish texts of `looksLike`.
import type { Catalogue } from '../catalogue.ts';
import type { looksLike as english } from '../en/looksLike.ts';

export const looksLike: Catalogue<typeof english> = {
  zip: 'un archivo zip', pdf: 'un PDF', image: 'una imagen', executable: 'un programa', gzip: 'un archivo comprimido', ole: 'un documento antiguo de Office', parquet: 'un archivo Parquet', sqlite: 'una base de datos', unknown: 'datos de un programa',
};
