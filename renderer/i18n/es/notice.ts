// The Spanish texts of `notice`.
import type { Catalogue } from '../catalogue.ts';
import type { notice as english } from '../en/notice.ts';

export const notice: Catalogue<typeof english> = {
  encodingUnsure: 'La codificación es una suposición ({{confidence}}). Fíjate en las letras con tilde.',
  layoutUnsure: 'El separador y el encabezado son una suposición ({{confidence}}).',
  noHeader: 'El archivo parece no tener encabezado; las columnas van numeradas.',
  linesAboveHeader_one: 'Se deja fuera {{count, number}} línea por encima del encabezado.',
  linesAboveHeader_other: 'Se dejan fuera {{count, number}} líneas por encima del encabezado.',
  ambiguousDates: '{{column}}: no se sabe si va antes el día o el mes.',
  renamedColumn: 'La columna «{{original}}» se llama aquí «{{column}}».',
  quarantined_one: '{{count, number}} de las primeras filas iría a cuarentena.',
  quarantined_other: '{{count, number}} de las primeras filas irían a cuarentena.',
};
