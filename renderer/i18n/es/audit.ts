// The Spanish texts of `audit`: the auditor's view of the change log, and a person's rights.
import type { Catalogue } from '../catalogue.ts';
import type { audit as english } from '../en/audit.ts';

export const audit: Catalogue<typeof english> = {
  tabs: { label: 'Vistas del registro de cambios', entries: 'Entradas', trust: 'Firmas y resguardos', past: 'Estado anterior', sample: 'Muestra', protection: 'Protección de datos' },
  summary: '{{total, number}} de {{all, counted(one: entrada; other: entradas)}}',
  readOnly: 'Abierto solo para lectura: aquí no se puede cambiar nada.',
  noGroups: 'Aquí no hay grupos propuestos',
  noGroupsBody: 'Lo que propone una búsqueda se queda en los datos de trabajo de quien la hizo. Lo que se decidió está en los registros maestros y en el registro de cambios.',
  stepVerify: 'Comprobar el registro de cambios y seguir lo que se decidió',
  noExport: 'Una exportación es una entrada del registro de cambios, y este espacio de trabajo está abierto solo para leer. Quien audita saca sus copias de aquí:',
  export: 'Exportar',
  exported: 'Se ha escrito {{name}}.',
  formats: { bundle: 'Paquete de auditoría (ZIP)…', report: 'Informe (PDF)…', csv: 'Cambios (CSV)…', jsonl: 'Entradas (JSON Lines)…' },
  formatHelp: { bundle: 'Todo, con un verificador que no hay que instalar', report: 'Dictamen, personas, entradas y cambios, en papel', csv: 'Una línea por cambio, de las entradas mostradas', jsonl: 'Una línea por entrada, de las entradas mostradas' },
  fileName: { bundle: 'auditoria', report: 'informe-de-auditoria', csv: 'registro-de-cambios', jsonl: 'registro-de-cambios', receipt: 'resguardo', certificate: 'certificado-de-supresion', proof: 'prueba', past: 'registros-maestros-tras-la-entrada' },
  filter: {
    label: 'Filtros', search: 'Buscar cambios', actor: 'Persona', anybody: 'Quien sea', act: 'Tipo', field: 'Campo', anyField: 'Todo campo', source: 'Origen', anySource: 'Todo origen', from: 'Desde', to: 'Hasta', row: 'Fila', ofRow: 'Fila {{row, rowNumber}}', clear: 'Quitar filtros',
    hint: 'Busca valores, motivos y nombres en todos los cambios.',
  },
  entry: { role: 'Función', app: 'Programa', why: 'Motivo', basis: 'Ajustes', hash: 'Huella', previous: 'Sigue a', root: 'Raíz de los cambios', technical: 'Huellas' },
  roles: { owner: 'Propietario', steward: 'Responsable de datos', approver: 'Aprobador', auditor: 'Auditor', program: 'Programa' },
  item: {
    rows_one: '{{count, number}} fila', rows_other: '{{count, number}} filas', reason: 'Motivo', rule: 'Regla', prove: 'Prueba', hideProof: 'Ocultar la prueba', history: 'Historial',
    evidence: { source: 'De', confidencePpm: 'Confianza', because: 'Porque', proposed: 'Propuesto', where: 'Escrito en', fileSha256: 'SHA-256', sha256: 'SHA-256', model: 'Modelo', thresholdPpm: 'Umbral (ppm)', pins: 'Valores elegidos', raw: 'Tal como llegó', digest: 'Resumen del estado', ruling: 'Decisión' },
    kinds: { state: 'Estado antes de esta entrada', block: 'Filas bloqueadas', approveErasure: 'Aprobación de la destrucción', remark: 'Nota', erased: 'Filas destruidas', erasureRule: 'Segunda persona para suprimir', row: 'Fila cargada', correct: 'Corrección' },
  },
  proof: {
    holds: 'La hoja y el camino llevan a la raíz de la entrada: este cambio se selló en ella.',
    fails: 'La hoja y el camino no llevan a la raíz de la entrada.',
    leaf: 'Hoja', salt: 'Sal', position: 'Posición', of: '{{index, number}} de {{count, number}}', root: 'Raíz en la entrada', left: 'izquierda', right: 'derecha', save: 'Guardar la prueba…', gone: 'Este cambio se suprimió; ya no se puede mostrar.', working: 'Calculando el camino…', workingAt: 'Calculando el camino… {{share}}',
  },
  verdict: {
    faults_one: 'Se ha encontrado {{count, number}} fallo en {{entries, counted(one: entrada; other: entradas)}}.',
    faults_other: 'Se han encontrado {{count, number}} fallos en {{entries, counted(one: entrada; other: entradas)}}.',
    proves: 'Resguardo {{name}}: prueba que nada ha cambiado hasta la entrada {{entry, number}} desde el {{when}}. Palabras: {{words}}.',
    disproves: 'El resguardo {{name}} ({{words}}) no concuerda con este registro.',
    notices: 'Conviene saber',
  },
  trust: {
    against: 'Verificar con resguardos…', againstHelp: 'Los resguardos que alguien conserva prueban todo lo anterior a ellos.',
    limits: 'Quien tiene el disco y la clave puede reescribir todo lo posterior al último resguardo. Entrega resguardos a otra persona: cada uno prueba todas las entradas hasta él.',
    never: 'No se ha entregado ningún resguardo: nadie más puede probar qué decía este registro.',
    age: 'Último resguardo {{when}}, en la entrada {{entry, number}}.',
    since_one: '{{count, number}} entrada posterior no la prueba nadie más.',
    since_other: '{{count, number}} entradas posteriores no las prueba nadie más.',
    hand: 'Entregar un resguardo', handFile: 'Resguardo en un archivo…', handPage: 'Resguardo en una hoja (PDF)…', handed: 'Resguardo escrito: {{words}}',
    facts: 'Lo que responde del registro', fingerprint: 'Huella de la última entrada', signatures: 'Firmas', signaturesOf: '{{count, number}}; la última abarca {{size, counted(one: entrada; other: entradas)}} y es del {{when}}', noSignature: 'ninguna', words: 'Sus cuatro palabras', receipts: 'Resguardos entregados',
    keys: 'Claves', keyOf: 'anunciada por la entrada {{seq}}', clocks: 'Reloj', clockOk: 'nunca se atrasó', clockBack: 'Entrada {{seq}}: {{duration}} antes que la anterior', people: 'Personas', person: 'Persona', entries: 'Entradas', first: 'Primera', last: 'Última',
  },
  past: {
    intro: 'El espacio de trabajo tal como quedó después de una entrada. Lo que se suprimió después sigue suprimido.',
    entry: 'Después de la entrada', of: 'de {{last, number}}', at: 'El {{when}}', rows: 'Filas', golden: 'Registros maestros', digest: 'Resumen del estado', export: 'Exportar los registros maestros tras la entrada {{seq}}…', record: 'Un registro', row: 'Número de fila', show: 'Mostrar', none: 'Entonces no había tal registro.', earlier: 'Entonces', now: 'Ahora', field: 'Campo', members: 'Filas de origen: {{rows}}', same: 'Nada es distinto de hoy.', gone: 'Hoy ningún registro tiene esta fila.',
  },
  sample: {
    intro: 'Cambios sacados al azar, todos con la misma probabilidad. La misma semilla vuelve a sacar los mismos, aquí y en manos de cualquiera.',
    seed: 'Semilla', count: 'Cuántos', draw: 'Sacar', of: '{{drawn, number}} de {{of, counted(one: cambio; other: cambios)}}, semilla «{{seed}}»', within: 'Solo entradas que cumplen los filtros', report: 'Informe con esta muestra (PDF)…', none: 'No hay de dónde sacar.',
  },
  history: { title: 'Historial: {{name}}', sub_one: '{{count, number}} entrada', sub_other: '{{count, number}} entradas', empty: 'No consta nada de esta fila.', asOf: 'Tras esta entrada', back: 'Atrás', inLog: 'Ver en el registro de cambios', open: 'Historial completo' },
  person: {
    menu: 'Protección de datos', access: 'Dar copia de todo lo que consta…', accessDone_one: '{{count, number}} archivo escrito.', accessDone_other: '{{count, number}} archivos escritos.',
    block: 'Bloquear o suprimir…', title: 'Bloquear o suprimir: {{name}}',
    found: 'Lo que consta', foundIn: 'elementos: {{items, number}} · entradas del registro: {{entries, number}}', rows_one: '{{count, number}} fila de esta persona, con sus versiones anteriores', rows_other: '{{count, number}} filas de esta persona, con sus versiones anteriores', old: 'ya no se usa', traces: 'Dónde está en el registro de cambios',
    same: 'Otras filas con el mismo correo, teléfono o número. Marca las que sean la misma persona.', exports_one: '{{count, number}} exportación desde que llegaron estas filas: los archivos quedan fuera de alcance; hay que avisar a quien los tiene.', exports_other: '{{count, number}} exportaciones desde que llegaron estas filas: los archivos quedan fuera de alcance; hay que avisar a quien los tiene.',
    backups: 'Las copias de seguridad locales también se suprimen. A las copias en otros soportes no se llega.',
    why: 'Motivo', reasons: { art17: 'Lo ha pedido la persona', retention: 'Ha terminado el plazo de conservación', withdrawn: 'Ha retirado el consentimiento', unlawful: 'Se conservan sin base jurídica', other: 'Otro motivo' }, comment: 'Nota (se suprime con los datos)', doBlock: 'Bloquear', blockHelp: 'Las filas bloqueadas no participan en ningún trabajo. Aún no se destruye nada; ese es el paso siguiente, en Registro de cambios → Protección de datos.', blocked: 'Bloqueado. Se destruye en Registro de cambios → Protección de datos.', searching: 'Buscando rastros…',
  },
  protection: {
    intro: 'Personas cuyas filas están bloqueadas. No participan en ningún trabajo; al destruirlas quedan huellas en el registro, y nada de lo que decían.',
    empty: 'Nadie está bloqueado', emptyBody: 'Bloquea a una persona desde la página de su registro.', needsApproval: 'Destruir exige una segunda persona', needsApprovalHelp: 'Lo aprueba alguien distinto de quien bloqueó.', who: 'Quién', blocked: 'Bloqueado', state: 'Estado', waiting: 'espera aprobación', approved: 'aprobado por {{actor}}', ready: 'se puede destruir', destroyed: 'Destruido por la entrada {{seq}}, {{when}}', lift: 'Desbloquear', approve: 'Aprobar', erase: 'Destruir…', certificate: 'Certificado (PDF)…', rows: 'Filas {{rows}}', lifted: 'Las filas vuelven a participar en el trabajo.', approvedDone: 'Aprobado.', gone: 'Persona destruida', own: 'Lo bloqueaste tú; tiene que aprobarlo otra persona.',
    confirm: '¿Destruir los datos de {{name}}?', confirmBody: 'El contenido de todos los elementos sobre estas filas se destruye en el espacio de trabajo y en sus copias de seguridad locales. No se puede deshacer. Después se rehacen los datos de trabajo de la aplicación.', confirmAction: 'Destruir', done: 'Se han destruido {{items, counted(one: elemento; other: elementos)}} de {{entries, counted(one: entrada; other: entradas)}}, también en {{backups, counted(one: copia de seguridad; other: copias de seguridad)}}.', unreadable_one: '{{count, number}} parte del registro no se pudo leer y quizá aún contenga algo.', unreadable_other: '{{count, number}} partes del registro no se pudieron leer y quizá aún contengan algo.',
  },
  backups: {
    title: 'Copias de seguridad', last: 'Última copia', none: 'aún ninguna', make: 'Hacer una copia ahora', made: 'Copia hecha y verificada.', failed: 'No se pudo hacer la última copia ({{detail}}).', copy: 'Copiar a otro soporte…', copied: 'Copiado en {{displayPath}}.', copyFailed: 'No se pudo hacer la copia ({{detail}}).', lastCopy: 'Copia en otro soporte', never: 'nunca', ask: 'Una copia en una memoria USB o en otro disco sobrevive a la pérdida de este. La última se hizo {{when}}.', askNever: 'Una copia en una memoria USB o en otro disco sobrevive a la pérdida de este. Aún no se ha hecho ninguna.',
    kept_one: '{{count, number}} conservada', kept_other: '{{count, number}} conservadas', help: 'Se hacen cada día, antes de destruir datos, antes de un nuevo entorno de ejecución y tras mucho trabajo; se releen y verifican antes de dejar sitio.', restore: 'Restaurar…', restoreTitle: 'Restaurar una copia', restoreBody: 'La copia se convierte en un espacio de trabajo propio, en una carpeta nueva junto a esta. No se toca nada de lo que hay.', restoreAction: 'Restaurar', chosen: 'Copia del', noneToRestore: 'No hay copias de este espacio de trabajo.',
  },
};
