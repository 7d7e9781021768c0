// Measures how many values per second each validator reads, every value another one.
import { canonicalFields } from '../../shared/model/fields.ts';
import type { CanonicalField } from '../../shared/model/fields.ts';
import { seededRandom, pick, randomInteger } from '../../shared/kernel/random.ts';
import type { Random } from '../../shared/kernel/random.ts';
import { judgeValue, readValue } from '../../shared/values/readValue.ts';
import { epochDayOf } from '../../shared/values/calendar.ts';
import { personLetter } from '../../shared/values/spanishTaxId.ts';
import { ibanControl } from '../../shared/values/bankAccount.adapter.ts';

const given = ['María José', 'Antonio', 'Lucía', 'José Luis', 'Iker', 'Ana', 'Francisco Javier', 'CARMEN', 'Jordi', 'Nerea'];
const surnames = ['García', 'López', 'MARTÍNEZ', 'Sánchez', 'de la Fuente', 'Etxeberria', 'Puig', 'Vázquez', 'Núñez', 'Ruiz'];
const streets = ['C/ Mayor', 'Avda. de la Constitución', 'Calle Alcalá', 'Pº de Gracia', 'Plaza de España', 'Carrer de Balmes'];

/** A likely value of the field; the counter makes it differ from all others where the field has that many values. */
function valueOf(field: CanonicalField, random: Random, counter: number): string {
  const name = `${pick(random, given)} ${pick(random, surnames)}${counter} ${pick(random, surnames)}`;
  switch (field) {
    case 'customerId': return `C-${counter}`;
    case 'fullName': return name.replace(/\d+/, '') + String.fromCharCode(97 + (counter % 26), 97 + ((counter / 26) % 26), 97 + ((counter / 676) % 26));
    case 'givenName': return pick(random, given);
    case 'surname':
    case 'surname2': return pick(random, surnames) + String.fromCharCode(97 + (counter % 26), 97 + ((counter / 26) % 26));
    case 'companyName': return `Talleres ${pick(random, surnames)} ${counter}, S.L.`;
    case 'gender': return pick(random, ['H', 'M', 'Mujer']);
    case 'birthDate': return `${1 + randomInteger(random, 28)}/${1 + randomInteger(random, 12)}/${1940 + randomInteger(random, 60)}`;
    case 'taxId': return String(10_000_000 + counter) + personLetter(10_000_000 + counter);
    case 'email': return `ana.ruiz${counter}@${pick(random, ['gmail.com', 'hotmail.es', 'empresa.es', 'gmial.com'])}`;
    case 'phone': return `6${String(10_000_000 + counter)}`;
    case 'website': return `www.empresa${counter}.es`;
    case 'address':
    case 'street': return `${pick(random, streets)} ${counter % 300}, ${randomInteger(random, 9)}º ${pick(random, ['A', 'B', 'izq'])}`;
    case 'houseNumber': return String(counter % 300);
    case 'postcode': return String(1000 + (counter % 51_000)).padStart(5, '0');
    case 'city': return pick(random, ['Madrid', 'BARCELONA', 'Villanueva', 'San Sebastián']);
    case 'province': return pick(random, ['Madrid', 'GERONA', 'Vizcaya']);
    case 'country': return pick(random, ['España', 'ES', 'UK']);
    case 'iban': {
      const account = `21000418${String(counter).padStart(12, '0')}`;
      return `ES${ibanControl('ES', account)}${account}`;
    }
    case 'language': return pick(random, ['es', 'Español']);
    case 'amount': return `${counter},${randomInteger(random, 100)} €`;
    case 'category': return pick(random, ['A', 'B']);
    case 'notes': return `Llamar por la tarde ${counter}`;
    default: return `${2015 + randomInteger(random, 10)}-0${1 + randomInteger(random, 9)}-1${randomInteger(random, 10)}`;
  }
}

const context = { country: 'ES', today: epochDayOf(2026, 6, 1) };
const count = Number(process.argv[2] ?? 100_000);
console.log(`field            read/s    judge/s   (${count} values each)`);
for (const field of canonicalFields) {
  const random = seededRandom(7);
  const values = Array.from({ length: count }, (_, counter) => valueOf(field, random, counter));
  const perSecond = (work: (text: string) => unknown): string => {
    const startedAt = process.hrtime.bigint();
    for (const value of values) work(value);
    const elapsedMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    return Math.round((count / elapsedMs) * 1000).toLocaleString('en').padStart(10);
  };
  const read = perSecond((text) => readValue(field, text, context));
  const judged = perSecond((text) => judgeValue(field, text, context));
  console.log(`${field.padEnd(15)}${read}${judged}`);
}
