// The Spanish texts of `grid`.
import type { Catalogue } from '../catalogue.ts';
import type { grid as english } from '../en/grid.ts';

export const grid: Catalogue<typeof english> = {
  rowsOf: '{{shown, number}} de {{total, number}} filas',
  rowNumber: 'Fila',
  menu: 'Menú de la columna {{column}}',
  sortAscending: 'Ordenar de la A a la Z, de menor a mayor',
  sortDescending: 'Ordenar de la Z a la A, de mayor a menor',
  sortNone: 'Sin ordenar',
  pin: 'Fijar a la izquierda',
  unpin: 'Soltar',
  hide: 'Ocultar la columna',
  moveLeft: 'Mover a la izquierda',
  moveRight: 'Mover a la derecha',
  fit: 'Ajustar el ancho al contenido',
  wider: 'Más ancha',
  narrower: 'Más estrecha',
  columns: 'Columnas',
  showAll: 'Mostrar todas las columnas',
  selection: '{{rows, number}} × {{columns, number}} seleccionadas',
  profile: '{{filled}} con valor, {{blank}} en blanco',
};
