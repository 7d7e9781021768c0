// The Spanish texts of `record`.
import type { Catalogue } from '../catalogue.ts';
import type { record as english } from '../en/record.ts';

export const record: Catalogue<typeof english> = {
  back: 'Volver a los registros',
  members_one: 'De {{count, number}} fila de origen',
  members_other: 'De {{count, number}} filas de origen',
  field: 'Campo',
  value: 'Valor maestro',
  fromRow: '{{rule}}, fila {{row, rowNumber}}',
  typed: 'Escrito a mano',
  rows: 'Valores y filas de origen',
  history: 'Historial',
  noHistory: 'Aún no se ha decidido nada sobre este registro.',
  row: 'Fila {{row, rowNumber}}',
  findings: 'Hallazgos',
  noDate: 'Sin fecha propia',
  takeOut: 'Separar',
  takeOutHelp: 'Saca esta fila del registro maestro. No se pierde nada; se puede volver a fusionar.',
  splitDone: 'La fila {{row, rowNumber}} se ha separado',
  edit: 'Corregir {{field}}',
  editTitle: 'Corregir {{field}}',
  editValue: 'Valor maestro',
  editComment: 'Motivo',
  editHelp: 'Las filas de origen quedan como llegaron. La corrección se anota con tu motivo.',
  editDone: '{{field}}: corregido',
  compare: 'Comparar con',
  copyId: 'Copiar el id',
  idCopied: 'Id copiado',
  notFound: 'Este registro no existe',
};
