// Keeps values from being run as formulas by spreadsheets, in a way that gives back exactly the same value.
//
// A value that a spreadsheet could run gets an apostrophe in front. So that this can be undone without doubt, a value
// that already is apostrophes and then a formula gets one more; restoring takes exactly one away. Plain numbers and
// phone numbers (-5, +34 600 111 222) are no formulas and stay as they are.
// Source of the list of first characters: OWASP, "CSV Injection", with the full-width forms that spreadsheets accept.

const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const NEUTRALISED = /^'+[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-](?:[€$£]\s?)?(?:\d{1,3}(?:[.,' \u00a0]\d{3})+|\d+)?(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?\s?[%€$£]?$/;
/** Digits in groups, each sign between two of them, at least six digits. No group can be read in two ways. */
const PHONE = /^\+(?=(?:\D*\d){6})\(?\d+\)?(?:[ .-]{1,2}\(?\d+\)?|\(\d+\))*$/;

/** Whether a spreadsheet could run the value. */
export function isFormulaLike(value: string): boolean {
  return FORMULA_START.test(value) && !isPlainNumber(value) && !PHONE.test(value);
}

function isPlainNumber(value: string): boolean {
  return /\d/.test(value) && NUMBER.test(value);
}

/** The value as it goes into a spreadsheet; `restoreFormula` gives the same value back. */
export function neutraliseFormula(value: string): string {
  return isFormulaLike(value) || NEUTRALISED.test(value) ? `'${value}` : value;
}

/** Whether `restoreFormula` would change the value. */
export function isNeutralised(value: string): boolean {
  return value.startsWith("'") && NEUTRALISED.test(value);
}

export function restoreFormula(value: string): string {
  return isNeutralised(value) ? value.slice(1) : value;
}
