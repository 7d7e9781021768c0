// The Spanish texts of `quarantine`.
import type { Catalogue } from '../catalogue.ts';
import type { quarantine as english } from '../en/quarantine.ts';

export const quarantine: Catalogue<typeof english> = {
  tooFewCells: '{{cells, counted(one: celda; other: celdas)}} donde se esperan {{expected, number}}',
  tooManyCells: '{{cells, counted(one: celda; other: celdas)}} donde se esperan {{expected, number}}',
  unclosedQuote: 'Se abren unas comillas que no se cierran (columna {{column, number}})',
  undecodableBytes: 'Un carácter no encaja en la codificación (columna {{column, number}})',
  cellTooLong: 'Una celda tiene {{length, number}} caracteres; el máximo es {{limit, number}}',
  rowTooLong: 'La fila tiene {{length, number}} caracteres; el máximo es {{limit, number}}',
  repeatedHeader: 'El encabezado, repetido',
  badJson: 'JSON no válido: {{detail}}',
  notAnObject: 'No es un objeto con campos',
  badCard: 'No es una tarjeta de contacto legible: {{detail}}',
  detail: { unclosed: 'se abre y no se cierra', afterEnd: 'texto después del final', cutOff: 'el archivo termina antes que su lista; quizá falten filas', noEnd: 'no termina', noBegin: 'no empieza', betweenCards: 'texto entre dos tarjetas' },
};
