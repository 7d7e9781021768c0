// Knows the stand-ins that people type where a value is missing: N/A, sin email, xxx, desconocido.
import { foldWords } from './fold.ts';

const words = new Set(
  (
    'n a|na|nd|n d|s d|sd|sin dato|sin datos|sin informar|sin informacion|sin especificar|no consta|no aplica|no procede|no disponible|no facilitado|no informado|no definido|no tiene|no tiene email|no tiene correo|ninguno|ninguna|nada|vacio|en blanco|' +
    'desconocido|desconocida|se desconoce|ns nc|nsnc|pendiente|pte|por definir|por determinar|sin email|sin mail|sin correo|sin e mail|sin telefono|sin tlf|sin nombre|sin apellido|sin apellidos|sin direccion|sin nif|sin dni|sin cif|sin movil|sin web|sin codigo|sin asignar|' +
    'null|nil|none|undefined|nan|unknown|unk|not available|not applicable|not given|not provided|not known|no data|no email|no e mail|no mail|no phone|no name|no address|missing|empty|blank|tbd|tba|tbc|to be confirmed|pending|void|' +
    'xx|xxx|xxxx|xxxxx|xxxxxx|xxxxxxx|xxxxxxxx|xxxxxxxxx|zzz|zzzz|aaa|aaaa|asdf|qwerty|test|prueba|pruebas|testing|dummy|fake|ejemplo|example|lorem ipsum|borrar|eliminar|no usar|duplicado|' +
    'inconnu|non renseigne|neant|sans|aucun|aucune|desconhecido|sem email|sem telefone|nao informado|nao consta|sem dados|unbekannt|keine|keine angabe|k a|nicht vorhanden|desconegut|desconeguda|sense dades|sconosciuto|nessuno|' +
    'name|nombre|apellidos|email|correo|telefono|address|direccion'
  ).split('|'),
);

/** Whether the text is no value but a word or sign for "nothing". An empty text is not a placeholder. */
export function isPlaceholder(text: string): boolean {
  if (text.length === 0 || text.length > 24) return false;
  let only = text.charCodeAt(0);
  if (only === 45 || only === 46 || only === 63 || only === 47 || only === 42 || only === 95 || only === 35) {
    // A run of one sign: ---, ..., ???, ***
    for (let i = 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code !== only && code !== 32 && code !== 45 && code !== 47) {
        only = 0;
        break;
      }
    }
    if (only !== 0) return true;
  }
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return false;
  const folded = foldWords(text);
  return folded === '' || words.has(folded);
}

/** Digits that nobody was given: one digit repeated, or counting up or down. Shorter than 6 never counts. */
export function isGenericDigits(digits: string): boolean {
  if (digits.length < 6) return false;
  const step = digits.charCodeAt(1) - digits.charCodeAt(0);
  if (step !== 0 && step !== 1 && step !== -1) return false;
  for (let i = 1; i < digits.length; i++) {
    const delta = digits.charCodeAt(i) - digits.charCodeAt(i - 1);
    // 1234567890 goes over the top.
    if (delta !== step && !(delta === -9 && step === 1) && !(delta === 9 && step === -1)) return false;
  }
  return true;
}
