// The Spanish texts of `palette`.
import type { Catalogue } from '../catalogue.ts';
import type { palette as english } from '../en/palette.ts';

export const palette: Catalogue<typeof english> = {
  title: 'Buscar o ejecutar una orden',
  placeholder: 'Escribe una orden, una sección o lo que buscas en los registros',
  none: 'Nada coincide.',
  places: 'Sección',
  searchRecords: 'Buscar «{{text}}» en los registros',
  load: 'Cargar archivos…',
  findDuplicates: 'Buscar duplicados',
  export: 'Exportar…',
  verify: 'Verificar el registro de cambios',
  theme: 'Tema: {{theme}}',
  language: 'Idioma: {{language}}',
  shortcuts: 'Atajos de teclado',
  closeWorkspace: 'Cerrar el espacio de trabajo',
  compact: 'Filas compactas',
  comfortable: 'Filas normales',
  goldenRecords: 'Registros maestros',
  review: 'Grupos por revisar',
};
