// The words of what the system draws: the menu and a few dialogs, in the languages of the interface.
import type { Language } from '../../../shared/contract/desktop.ts';

export type Texts = {
  readonly menu: Readonly<Record<MenuText, string>>;
  readonly places: readonly string[];
  readonly dialogs: Readonly<Record<DialogText, string>>;
};

type MenuText =
  | 'file' | 'newWorkspace' | 'openWorkspace' | 'closeWorkspace' | 'load' | 'export' | 'settings' | 'quit'
  | 'edit' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'find'
  | 'view' | 'palette' | 'zoomIn' | 'zoomOut' | 'zoomReset' | 'fullScreen' | 'reload' | 'tools'
  | 'go' | 'help' | 'shortcuts' | 'about';

type DialogText =
  | 'createWorkspace' | 'createButton' | 'pickWorkspace' | 'openButton' | 'load' | 'recipe' | 'recipeFiles' | 'reference' | 'receipt' | 'bundle' | 'exportTo' | 'chooseButton' | 'saveAs' | 'watch' | 'clipboardFile'
  | 'customerFiles' | 'allFiles' | 'receiptFiles' | 'bundleFiles' | 'workspaceFolders'
  | 'busyQuestion' | 'busyDetail' | 'stay' | 'leave';

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    menu: {
      file: '&File', newWorkspace: 'New Workspace…', openWorkspace: 'Open Workspace…', closeWorkspace: 'Close Workspace', load: 'Load Files…', export: 'Export…', settings: 'Settings', quit: 'Quit',
      edit: '&Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select All', find: 'Find…',
      view: '&View', palette: 'Command Palette…', zoomIn: 'Zoom In', zoomOut: 'Zoom Out', zoomReset: 'Actual Size', fullScreen: 'Full Screen', reload: 'Reload', tools: 'Developer Tools',
      go: '&Go', help: '&Help', shortcuts: 'Keyboard Shortcuts', about: 'About Fichero',
    },
    places: ['Overview', 'Sources', 'Records', 'Quality', 'Duplicates', 'Stale', 'Enrich', 'Change Log', 'Export', 'Settings'],
    dialogs: {
      createWorkspace: 'Where to keep the workspace', createButton: 'Create', pickWorkspace: 'Open a workspace', openButton: 'Open', load: 'Load files', recipe: 'Open a recipe', recipeFiles: 'Recipes', reference: 'Load a reference table', receipt: 'Open a receipt', bundle: 'Open a bundle', exportTo: 'Where to export to', chooseButton: 'Choose', saveAs: 'Save as', watch: 'Which folder to watch', clipboardFile: 'clipboard.tsv',
      customerFiles: 'Tables of customers', allFiles: 'All files', receiptFiles: 'Receipts', bundleFiles: 'Bundles', workspaceFolders: 'Fichero workspaces',
      busyQuestion: 'Leave while work is going on?', busyDetail: 'What is not finished is dropped; everything saved before stays as it is.', stay: 'Stay', leave: 'Leave',
    },
  },
  es: {
    menu: {
      file: '&Archivo', newWorkspace: 'Nuevo espacio de trabajo…', openWorkspace: 'Abrir espacio de trabajo…', closeWorkspace: 'Cerrar el espacio de trabajo', load: 'Cargar archivos…', export: 'Exportar…', settings: 'Ajustes', quit: 'Salir',
      edit: '&Edición', undo: 'Deshacer', redo: 'Rehacer', cut: 'Cortar', copy: 'Copiar', paste: 'Pegar', selectAll: 'Seleccionar todo', find: 'Buscar…',
      view: '&Ver', palette: 'Paleta de órdenes…', zoomIn: 'Acercar', zoomOut: 'Alejar', zoomReset: 'Tamaño real', fullScreen: 'Pantalla completa', reload: 'Volver a cargar', tools: 'Herramientas de desarrollo',
      go: '&Ir', help: 'A&yuda', shortcuts: 'Atajos de teclado', about: 'Acerca de Fichero',
    },
    places: ['Resumen', 'Orígenes', 'Registros', 'Calidad', 'Duplicados', 'Caducados', 'Enriquecer', 'Registro de cambios', 'Exportar', 'Ajustes'],
    dialogs: {
      createWorkspace: 'Dónde guardar el espacio de trabajo', createButton: 'Crear', pickWorkspace: 'Abrir un espacio de trabajo', openButton: 'Abrir', load: 'Cargar archivos', recipe: 'Abrir una receta', recipeFiles: 'Recetas', reference: 'Cargar una tabla de referencia', receipt: 'Abrir un resguardo', bundle: 'Abrir un paquete', exportTo: 'Dónde exportar', chooseButton: 'Elegir', saveAs: 'Guardar como', watch: 'Qué carpeta vigilar', clipboardFile: 'portapapeles.tsv',
      customerFiles: 'Tablas de clientes', allFiles: 'Todos los archivos', receiptFiles: 'Resguardos', bundleFiles: 'Paquetes', workspaceFolders: 'Espacios de trabajo de Fichero',
      busyQuestion: '¿Salir con trabajo en marcha?', busyDetail: 'Lo que no haya terminado se descarta; todo lo guardado hasta ahora queda como está.', stay: 'Quedarse', leave: 'Salir',
    },
  },
};
