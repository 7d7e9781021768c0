// The Spanish texts of `place`.
import type { Catalogue } from '../catalogue.ts';
import type { place as english } from '../en/place.ts';

export const place: Catalogue<typeof english> = {
  overview: 'Resumen',
  sources: 'Orígenes',
  records: 'Registros',
  quality: 'Calidad',
  duplicates: 'Duplicados',
  stale: 'Caducados',
  enrich: 'Enriquecer',
  log: 'Registro de cambios',
  export: 'Exportar',
  settings: 'Ajustes',
};
