// The Spanish texts of `problem`.
import type { Catalogue } from '../catalogue.ts';
import type { problem as english } from '../en/problem.ts';

export const problem: Catalogue<typeof english> = {
  emptyFile: 'El archivo está vacío.',
  headerOnly: 'El archivo tiene encabezado, pero ninguna fila.',
  binaryFile: 'No es una tabla de texto: parece {{looksLike}}.',
  unreadableEncoding: 'El archivo no se puede leer como {{encoding}}: la línea {{line, number}} contiene un carácter que no encaja. Elige otra codificación.',
  fileTooLarge: 'El archivo es demasiado grande: {{bytes}}; el máximo es {{limit}}.',
  tooManyColumns: 'El archivo tiene al menos {{columns, counted(one: columna; other: columnas)}}; el máximo es {{limit, number}}.',
  noRowsFit: 'No se ha podido leer ninguna fila; {{quarantined, number}} irían a cuarentena. Revisa el separador y la codificación.',
  sourceFailed: 'La lectura del archivo se ha interrumpido: {{message}}',
  damagedFile: 'El archivo {{format}} está dañado: {{detail}}',
  encryptedFile: 'El archivo {{format}} está protegido con contraseña. Guárdalo sin ella y cárgalo de nuevo.',
  unsupportedFormat: 'Los archivos de este tipo no se pueden cargar: {{format}}.',
  noSuchSheet: 'No hay ninguna hoja llamada {{sheet}}.',
  archiveTooDeep: 'El archivo comprimido contiene otro: {{entry}}. Descomprímelo antes.',
  archiveTooManyEntries: 'El archivo comprimido contiene {{entries, counted(one: archivo; other: archivos)}}; el máximo es {{limit, number}}.',
  archiveRatioTooHigh: 'Al descomprimirlo ocuparía mucho más de lo razonable ({{entry}}). No se ha abierto.',
  archiveUnsafePath: 'El archivo comprimido contiene una ruta insegura ({{entry}}). No se ha abierto.',
  archiveHasNoTable: 'El archivo comprimido no contiene nada que se pueda cargar.',
};
