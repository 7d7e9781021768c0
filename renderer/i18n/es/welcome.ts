// The Spanish texts of `welcome`.
import type { Catalogue } from '../catalogue.ts';
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Catalogue<typeof english> = {
  title: 'Fichero',
  lead: 'Encuentra clientes duplicados y caducados, fusiónalos sabiendo que siempre se pueden volver a separar y demuestra cada cambio. Todo en este equipo.',
  create: 'Nuevo espacio de trabajo',
  createTitle: 'Nuevo espacio de trabajo',
  createHelp: 'Un espacio de trabajo es una carpeta de tu disco. A continuación eliges dónde ponerla.',
  nameLabel: 'Nombre',
  namePlaceholder: 'Clientes 2026',
  createAction: 'Elegir el lugar…',
  open: 'Abrir un espacio de trabajo…',
  audit: 'Abrir como auditor…',
  auditHelp: 'Lee un espacio de trabajo sin poder cambiarlo: no lo bloquea ni escribe nada.',
  auditNamed: 'Abrir {{name}} como auditor',
  sample: 'Probar con datos de muestra',
  sampleHelp: 'Unos 3.000 clientes españoles e ingleses de tres sistemas, con duplicados, registros caducados y filas rotas.',
  sampleTitle: 'Clientes de muestra',
  recent: 'Espacios recientes',
  noRecent: 'Aquí aparecerán los espacios de trabajo que abras.',
  gone: 'No se encuentra',
  forget: 'Quitar {{name}} de esta lista',
  openedAt: 'Abierto {{when}}',
  opening: 'Abriendo {{name}}…',
  language: 'Idioma',
};
