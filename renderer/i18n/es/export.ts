// The Spanish texts of `export`.
import type { Catalogue } from '../catalogue.ts';
import type { exportTexts as english } from '../en/export.ts';

export const exportTexts: Catalogue<typeof english> = {
  title: 'Exportar',
  lead: 'Entrega lo que se ha decidido, acompañado de la prueba.',
  what: 'Qué',
  part: {
    golden: 'Registros maestros',
    crosswalk: 'Tabla de correspondencias',
    sourceRows: 'Filas de origen',
    log: 'Registro de cambios',
    quarantine: 'Filas en cuarentena',
  },
  partHelp: {
    golden: 'Una fila por cliente, con los valores que prevalecen.',
    crosswalk: 'Qué fila de origen pertenece a qué registro maestro.',
    sourceRows: 'Todas las filas tal como llegaron, con su origen y su registro maestro.',
    log: 'Todas las entradas, para que otra persona las verifique.',
    quarantine: 'Las filas que no se han podido leer, con línea y motivo.',
  },
  format: 'Formato de los archivos CSV',
  dialect: { rfc4180: 'CSV estándar', excelEs: 'Excel en español' },
  dialectHelp: { rfc4180: 'Coma, punto decimal, UTF-8', excelEs: 'Punto y coma, coma decimal; se abre con doble clic' },
  folder: 'Carpeta',
  chooseFolder: 'Elegir una carpeta…',
  changeFolder: 'Cambiar…',
  noFolder: 'Sin elegir',
  run: 'Exportar',
  file: 'Archivo',
  rows: 'Filas',
  size: 'Tamaño',
  path: 'Ruta',
  hash: 'SHA-256',
  show: 'Mostrar en la carpeta',
  again: 'Exportar de nuevo',
  done_one: '{{count, number}} archivo escrito',
  done_other: '{{count, number}} archivos escritos',
  emptyBody: 'Carga primero un archivo; después habrá algo que entregar.',
  nothingChosen: 'Elige al menos una parte.',
};
