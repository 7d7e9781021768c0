// Computes Spanish identifiers with right control characters: NIF, NIE, CIF and IBAN.
// Sources: Orden EHA/451/2008 (CIF), RD 338/1990 (NIF), ISO 13616 (IBAN).

const nifLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** NIF of a person; `number` in [0, 99,999,999]. */
export function nifOf(number: number): string {
  return String(number).padStart(8, '0') + nifLetters[number % 23]!;
}

/** NIE of a foreigner; `number` in [0, 29,999,999], its first digit being the letter X, Y or Z. */
export function nieOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  return 'XYZ'[Number(digits[0])]! + digits.slice(1) + nifLetters[number % 23]!;
}

/** CIF of an organisation; `number` in [0, 9,999,999]. */
export function cifOf(letter: string, number: number): string {
  const digits = String(number).padStart(7, '0');
  let sum = 0;
  for (let i = 0; i < 7; i++) {
    const digit = digits.charCodeAt(i) - 48;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? Math.floor(doubled / 10) + (doubled % 10) : digit;
  }
  const control = (10 - (sum % 10)) % 10;
  return letter + digits + ('NPQRSW'.includes(letter) ? 'JABCDEFGHI'[control]! : String(control));
}

/** The same tax id with a control character that is wrong. */
export function withWrongControl(taxId: string): string {
  const last = taxId.at(-1) as string;
  const place = nifLetters.indexOf(last);
  const wrong = place >= 0 ? nifLetters[(place + 7) % 23]! : String((Number(last) + 3) % 10);
  return taxId.slice(0, -1) + wrong;
}

/** Bank codes that invented accounts are held at. */
export const bankCodes: readonly string[] = ['0049', '0182', '2100', '0081', '2085', '2103', '3058', '0128', '1465', '2080', '2095'];

/** Spanish IBAN without blanks; `branch` in [0, 9999], `account` in [0, 9,999,999,999]. */
export function ibanOf(bank: string, branch: number, account: number): string {
  const office = bank + String(branch).padStart(4, '0');
  const number = String(account).padStart(10, '0');
  const bban = office + checkDigit(`00${office}`) + checkDigit(number) + number;
  // 'ES' read as letters A = 10 … is 14 28; "00" holds the place of the check digits.
  let rest = 0;
  for (const digit of `${bban}142800`) rest = (rest * 10 + Number(digit)) % 97;
  return `ES${String(98 - rest).padStart(2, '0')}${bban}`;
}

function checkDigit(tenDigits: string): string {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += Number(tenDigits[i]) * weights[i]!;
  const digit = 11 - (sum % 11);
  return String(digit === 11 ? 0 : digit === 10 ? 1 : digit);
}
