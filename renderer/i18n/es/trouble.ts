// The Spanish texts of `trouble`.
import type { Catalogue } from '../catalogue.ts';
import type { trouble as english } from '../en/trouble.ts';

export const trouble: Catalogue<typeof english> = {
  bug: 'Algo ha fallado: {{message}}',
  notOpen: 'No hay ningún espacio de trabajo abierto.',
  nothingToUndo: 'No hay nada que deshacer.',
  storage: 'No se pueden usar los datos de trabajo: {{detail}}',
  damagedLog: 'El registro de cambios está dañado en la entrada {{seq}}: {{detail}}',
  noKey: 'Este equipo no tiene clave con la que firmar.',
  conflict: {
    differentCustomers: 'Ya decidiste que algunas de estas filas son clientes distintos. Deshaz antes esa decisión.',
    alreadyMerged: 'Estas filas ya están fusionadas.',
    changedSince: 'Aquello en lo que se basa ha cambiado entretanto. No se ha modificado nada.',
    builtWithout: 'Una actualización posterior se comparó sin esta carga: retira primero la posterior.',
    builtOn: 'Una actualización posterior se basa en esta carga: retira primero la posterior.',
    notMerged: 'Esta fila no está fusionada con ninguna otra.',
    handSetDiffer: 'En estos registros se fijaron a mano valores distintos de un mismo campo. Elige antes uno de ellos.',
    editedSince: 'Desde la fusión se han fijado a mano valores de este registro. Indica antes a qué parte pertenecen.',
    modelMisfit: 'El modelo compara columnas que aquí no hay. Elige otro o aprende de las filas.',
    awaitsSecond: 'Ya has decidido sobre este grupo. Espera a una segunda persona.',
    alreadyBlocked: 'Estas filas ya están bloqueadas.',
    alreadyErased: 'Los datos ya se destruyeron; no hay nada que recuperar.',
    samePerson: 'Tiene que aprobarlo otra persona: lo has pedido tú.',
    notApproved: 'Antes tiene que aprobarlo otra persona.',
  },
  machine: {
    fileGone: '{{name}} ya no está.',
    fileChanged: '{{name}} ha cambiado mientras se leía. No se ha cargado nada.',
    notAFile: '{{name}} no es un archivo.',
    notReadable: '{{name}} no se puede leer ({{code}}).',
    readOnly: 'Este espacio de trabajo está abierto en solo lectura.',
    diskFull: 'El disco está lleno: hacen falta {{neededBytes}} y quedan {{freeBytes}}. No se ha modificado nada.',
    journalMoved: 'Otro programa ha modificado la carpeta del espacio de trabajo. Ciérralo y vuelve a abrirlo.',
    noWorkspace: 'No hay ningún espacio de trabajo abierto.',
    notWritable: '{{name}} no se puede escribir ({{code}}).',
  },
  workspace: {
    notAWorkspace: '{{displayPath}} no es un espacio de trabajo de Fichero.',
    inUse: '{{displayPath}} está abierto en otra ventana (proceso {{pid}}).',
    newerFormat: '{{displayPath}} se creó con una versión más nueva de Fichero (formato {{format}}). Actualiza Fichero para abrirlo.',
    notWritable: '{{displayPath}} no se puede leer ni escribir ({{code}}).',
    noRights: 'Tu usuario de este ordenador no tiene permiso para {{displayPath}}. Pide a su propietario, o a quien administra el ordenador, permiso para leer la carpeta y todo lo que contiene (y para escribir, si vas a trabajar en ella). Un paquete de auditoría se verifica sin ningún permiso.',
    damaged: '{{displayPath}} está dañado: {{detail}}',
    diskFull: 'No hay espacio suficiente para {{displayPath}}: hacen falta {{neededBytes}} y quedan {{freeBytes}}.',
  },
};
