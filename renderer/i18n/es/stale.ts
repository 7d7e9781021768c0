// The Spanish texts of `stale`.
import type { Catalogue } from '../catalogue.ts';
import type { stale as english } from '../en/stale.ts';

export const stale: Catalogue<typeof english> = {
  title: 'Caducados',
  summary: '{{stale, number}} caducados, {{fresh, number}} al día, {{unknown, number}} sin fecha',
  asOf: 'A {{day}}',
  reasons: 'Motivos',
  allReasons: 'Todos los motivos',
  record: 'Registro',
  source: 'Origen',
  why: 'Por qué',
  confirm: 'Sigue bien',
  confirmHelp: 'Anota que hoy has comprobado este registro y que sus datos son correctos.',
  confirmed: '{{title}}: confirmado hoy como correcto',
  policies: 'Normas de vigencia…',
  policiesTitle: 'Normas de vigencia',
  policiesHelp: 'A partir de cuántos meses se considera caducado un dato.',
  months: 'Meses para {{field}}',
  monthsUnit: 'meses',
  policiesSaved: 'Normas guardadas',
  none: 'No hay registros caducados',
  noneBody: 'Según las normas vigentes, todos los registros están al día.',
  reason: {
    fieldTooOld: '{{field}}: tiene {{months, number}} meses y se admiten {{policyMonths, number}} (último: {{day}})',
    dormant: 'Sin contacto ni compras desde hace {{months, number}} meses; se admiten {{policyMonths, number}} (último: {{day}})',
    consentExpired: 'El consentimiento es de hace {{months, number}} meses; vale por {{policyMonths, number}} (el {{day}})',
    purgeCandidate: 'Sin uso desde hace {{months, number}} meses: se debe suprimir a los {{policyMonths, number}} (último: {{day}})',
    bounced: 'el correo fue devuelto, según {{field}}',
    noDate: 'Ninguna fecha dice de cuándo son estos datos',
  },
  reasonName: {
    fieldTooOld: 'Dato antiguo',
    dormant: 'Inactivo',
    consentExpired: 'Consentimiento vencido',
    purgeCandidate: 'Por suprimir',
    bounced: 'Devuelto',
    noDate: 'Sin fecha',
  },
  emptyBody: 'Carga primero un archivo; después Fichero juzga lo antiguos que son sus datos.',
};
