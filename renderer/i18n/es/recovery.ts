// The Spanish texts of `recovery`.
import type { Catalogue } from '../catalogue.ts';
import type { recovery as english } from '../en/recovery.ts';

export const recovery: Catalogue<typeof english> = {
  title: 'No se ha podido abrir este espacio de trabajo',
  openReadOnly: 'Abrir en solo lectura',
  restore: 'Restaurar una copia…',
  back: 'Volver al inicio',
  tryAgain: 'Reintentar',
  rebuilt: 'Los datos de trabajo se han reconstruido a partir de la carpeta: {{reason}} Hay {{rows, counted(one: fila; other: filas)}} y {{entries, counted(one: entrada; other: entradas)}} del registro de cambios.',
  reason: {
    workingDataMissing: 'faltaban.',
    workingDataBehind: 'eran más antiguos que la carpeta.',
    workingDataAhead: 'no coincidían con la carpeta.',
    workingDataDamaged: 'estaban dañados.',
    newSchema: 'esta versión los guarda de otra forma.',
  },
};
