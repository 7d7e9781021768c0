// The Spanish texts of `app`.
import type { Catalogue } from '../catalogue.ts';
import type { app as english } from '../en/app.ts';

export const app: Catalogue<typeof english> = {
  name: 'Fichero',
  places: 'Secciones',
  collapseRail: 'Contraer la barra lateral',
  expandRail: 'Desplegar la barra lateral',
  search: 'Buscar o ejecutar una orden',
  tasks: 'Tareas',
  tasksRunning_one: '{{count}} tarea en marcha',
  tasksRunning_other: '{{count}} tareas en marcha',
  workingAs: 'Trabajando como {{name}}',
  noName: 'Sin nombre',
  readOnly: 'Solo lectura',
  workspaceMenu: 'Espacio de trabajo',
  closeWorkspace: 'Cerrar el espacio de trabajo',
  skipToContent: 'Ir al contenido',
  undoNamed: 'Deshacer: {{what}}',
  redoNamed: 'Rehacer: {{what}}',
  nothingToUndo: 'No hay nada que deshacer',
  nothingToRedo: 'No hay nada que rehacer',
  undone: 'Deshecho: {{what}}',
  redone: 'Hecho de nuevo: {{what}}',
  undoMoved: 'Desde entonces se ha hecho algo más. Deshaz paso a paso desde la barra superior.',
  dropHere: 'Suelta los archivos para cargarlos',
  notAFile: 'Eso no es un archivo de este equipo.',
};
