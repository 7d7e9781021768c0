// The Spanish texts of `ui`.
import type { Catalogue } from '../catalogue.ts';
import type { ui as english } from '../en/ui.ts';

export const ui: Catalogue<typeof english> = {
  cancel: 'Cancelar',
  cancelling: 'Cancelando…',
  close: 'Cerrar',
  dismiss: 'Descartar',
  messages: 'Mensajes',
  undo: 'Deshacer',
  redo: 'Rehacer',
  save: 'Guardar',
  apply: 'Aplicar',
  remove: 'Quitar',
  loading: 'Un momento…',
  nothingFound: 'No se ha encontrado nada',
  remaining: 'quedan unos {{time}}',
  tryAgain: 'Reintentar',
  resizePane: 'Cambiar el ancho del panel',
  choose: 'Elegir…',
  clear: 'Borrar',
  all: 'Todos',
  copied: 'Copiadas {{rows, number}} × {{columns, number}} celdas',
  copyTooLarge: 'Solo se han copiado las primeras {{rows, number}} filas.',
  missing: 'no existe en este origen',
  previous: 'Anterior',
  next: 'Siguiente',
};
