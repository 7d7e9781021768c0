import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../shared/values/address.ts';
import { readCompanyName } from '../../../shared/values/companyName.ts';
import { readEmail } from '../../../shared/values/email.ts';
import { genderOfGivenName, givenNameRoots } from '../../../shared/values/givenNames.ts';
import { mendMojibake } from '../../../shared/values/mojibake.ts';
import { splitPersonName } from '../../../shared/values/personName.ts';
import { phoneticEs } from '../../../shared/values/phoneticEs.ts';
import { comparePostcodeCity, comparePostcodeProvince } from '../../../shared/values/place.ts';
import { findProvince, findTown, provinces, townCount } from '../../../shared/values/spanishPlaces.ts';

const spain = { country: 'ES' };
const england = { country: 'GB' };

describe('names of persons', () => {
  it.each([
    ['María José García López', 'María José', 'García', 'López'],
    ['GARCÍA LÓPEZ, MARÍA JOSÉ', 'María José', 'García', 'López'],
    ['García López María', 'María', 'García', 'López'],
    ['MARTIN GARCIA LOPEZ', 'Martin', 'Garcia', 'Lopez'],
    ['Fco. Javier Fdez. Glez.', 'Francisco Javier', 'Fernández', 'González'],
    ['Mª Carmen de la Fuente Ruiz', 'María Carmen', 'de la Fuente', 'Ruiz'],
    ['María del Carmen Pérez', 'María del Carmen', 'Pérez', ''],
    ['Santiago Ramón y Cajal', 'Santiago', 'Ramón y Cajal', ''],
    ['Ana Ponce de León Ruiz', 'Ana', 'Ponce de León', 'Ruiz'],
    ['Jordi Pujol i Soley', 'Jordi', 'Pujol', 'Soley'],
    ['Dña. Ana Ruiz', 'Ana', 'Ruiz', ''],
    ['Ana García-Lorca Ruiz', 'Ana', 'García-Lorca', 'Ruiz'],
    ['Ana', 'Ana', '', ''],
  ])('splits %s', (text, given, surname, surname2) => {
    const parts = splitPersonName(text, spain);
    expect([parts.given, parts.surname, parts.surname2]).toEqual([given, surname, surname2]);
  });

  it('gives one surname where people have one', () => {
    expect(splitPersonName('John Michael Smith', england)).toMatchObject({ given: 'John Michael', surname: 'Smith', surname2: '' });
    expect(splitPersonName('Mr. John O\'BRIEN', england)).toMatchObject({ given: 'John', surname: "O'BRIEN" });
  });

  it('knows who else somebody may be', () => {
    const meet = (left: string, right: string) => givenNameRoots(left).some((root) => givenNameRoots(right).includes(root));
    for (const [left, right] of [['paco', 'francisco'], ['pepe', 'jose'], ['xavier', 'javier'], ['inaki', 'ignacio'], ['koldo', 'luis'], ['xoan', 'juan'], ['bill', 'william'], ['peggy', 'margaret'], ['jordi', 'jorge'], ['lola', 'dolores']] as const) expect([left, meet(left, right)]).toEqual([left, true]);
    expect(meet('ana', 'maria')).toBe(false);
    expect([genderOfGivenName('maria jose'), genderOfGivenName('iker'), genderOfGivenName('alex')]).toEqual(['female', 'male', undefined]);
  });
});

describe('the Spanish phonetic key', () => {
  it.each([['Vázquez', 'Básques'], ['Jiménez', 'Giménez'], ['Ximénez', 'Jiménez'], ['Núñez', 'Nunyes'], ['Etxeberria', 'Echeverría'], ['Goikoetxea', 'Goicoechea'], ['Hernández', 'Ernandes'], ['Llorente', 'Yorente'], ['Quique', 'Kike'], ['Cecilia', 'Sesilia'], ['Zamora', 'Samora']])('%s sounds like %s', (left, right) => {
    expect(phoneticEs(left)).toBe(phoneticEs(right));
  });
  it.each([['Pérez', 'Gómez'], ['Ramos', 'Ríos'], ['Peña', 'Pera'], ['Gil', 'Guil']])('%s does not sound like %s', (left, right) => {
    expect(phoneticEs(left)).not.toBe(phoneticEs(right));
  });
});

describe('names of companies', () => {
  it.each([
    ['TALLERES RUIZ S.L.', 'S.L.', 'talleres ruiz'], ['Talleres Ruiz, SL', 'S.L.', 'talleres ruiz'], ['Talleres Ruiz Sociedad Limitada', 'S.L.', 'talleres ruiz'], ['Construcciones Pérez e Hijos S. L. U.', 'S.L.U.', 'construcciones perez hijos'],
    ['Acme Limited', 'Ltd', 'acme'], ['Acme, Inc.', 'Inc.', 'acme'], ['Müller GmbH & Co. KG', 'GmbH & Co. KG', 'muller'], ['Fundación Pepe', 'Fundación', 'pepe'], ['Casa Pepe', '', 'casa pepe'], ['Hermanos Ruiz C.B.', 'C.B.', 'hermanos ruiz'], ['Olivos S. Coop. And.', 'S.C.A.', 'olivos'], ['Grupo X, S.A. de C.V.', 'S.A. de C.V.', 'grupo x'],
  ])('reads %s', (text, legalForm, core) => {
    const { parts } = readCompanyName(text);
    expect([parts.legalForm, parts.core]).toEqual([legalForm, core]);
  });
});

describe('addresses', () => {
  it.each([
    ['C/ Mayor, 12 3º B', 'Calle Mayor 12, 3º B'], ['c mayor 12', 'Calle mayor 12'], ['AVDA. DE LA PAZ 45 BAJO IZQ', 'Avenida de la Paz 45, bajo izquierda'], ['Carrer de Balmes, 23, 1-1', 'Carrer de Balmes 23, 1º 1ª'], ['Ercilla kalea 24, 2. ezk', 'Ercilla Kalea 24, 2º izquierda'],
    ['C/ 2 de Mayo 3', 'Calle 2 de Mayo 3'], ['Pº Castellana nº 120 5ª planta', 'Paseo Castellana 120, 5º'], ['Plaza Mayor s/n', 'Plaza Mayor s/n'], ['Ctra. Madrid km 12,5', 'Carretera Madrid km 12,5'], ['Gran Vía 32, 28013 Madrid', 'Gran Vía 32, 28013 Madrid'], ['Pol. Ind. Los Olivos, nave 7', 'Polígono Industrial Los Olivos, nave 7'],
    ['Calle Alcalá 23 Ptal 4 Esc. B 2º izda', 'Calle Alcalá 23, portal 4, escalera B, 2º izquierda'],
  ])('writes %s as %s', (text, canonical) => {
    expect(readAddress(text, spain).canonical.toLowerCase()).toBe(canonical.toLowerCase());
  });
  it.each([['221B Baker St', '221B Baker Street', 'baker'], ['Flat 2, 12 High Street', '12 High Street, Flat 2', 'high'], ['1600 Pennsylvania Ave NW Apt 4', '1600 Pennsylvania Avenue NW, Apt 4', 'pennsylvania nw'], ['12 St John Rd', '12 St John Road', 'st john']])('reads the English %s', (text, canonical, core) => {
    const reading = readAddress(text, england);
    expect([reading.canonical, reading.parts.streetCore]).toEqual([canonical, core]);
  });
  it('gives spellings of one street one core', () => {
    const core = (text: string) => readAddress(text, spain).parts.streetCore;
    expect(core('C/ de la Constitución 5')).toBe(core('Calle Constitucion, 5'));
    expect(core('Av. Diagonal 640')).toBe(core('Avinguda Diagonal, 640'));
  });
});

describe('mojibake', () => {
  it.each([['MuÃ±oz', 'Muñoz'], ['GarcÃ\u00ada', 'García'], ['MU¥OZ', 'MUÑOZ'], ['Mu±oz', 'Muñoz'], ['Mu€oz', 'Muñoz'], ['MU¥OZ PE¥A', 'MUÑOZ PEÑA'], ['NU?EZ', 'NÚÑEZ'], ['Garc\ufffda', 'García'], ['AvÃ©', 'Avé'], ['â‚¬', '€'], ['JosÃƒÂ©', 'José']])('mends %s', (text, meant) => {
    expect(mendMojibake(text)?.value).toBe(meant);
  });
  it.each(['Muñoz', 'São Paulo', '¿Qué?', 'Ángel', '5 £', 'Ana', '1º', 'Ça va', 'what?'])('leaves %s alone', (text) => {
    expect(mendMojibake(text)).toBeUndefined();
  });
});

describe('places', () => {
  it('knows 52 provinces in every language', () => {
    expect(provinces).toHaveLength(52);
    expect(new Set(provinces.map((province) => province.code)).size).toBe(52);
    expect(townCount()).toBeGreaterThan(500);
    for (const [name, code] of [['Vizcaya', '48'], ['Biscay', '48'], ['GERONA', '17'], ['La Coruña', '15'], ['Coruña, A', '15'], ['Islas Baleares', '07'], ['Seville', '41'], ['Alacant', '03'], ['8', '08'], ['Nafarroa', '31'], ['Tenerife', '38']] as const) expect([name, findProvince(name)?.code]).toEqual([name, code]);
    for (const province of provinces) expect(findProvince(province.name)).toBe(province);
  });
  it('knows towns under either name', () => {
    for (const [left, right] of [['San Sebastián', 'Donostia'], ['Lérida', 'Lleida'], ['València', 'Valencia'], ['Hospitalet de Llobregat', "L'Hospitalet"], ['Elx', 'Elche'], ['Rozas (Las)', 'Las Rozas de Madrid']] as const) expect(findTown(left)).toBe(findTown(right));
  });
  it('compares postcode with province and town', () => {
    expect(comparePostcodeProvince('28013', 'Madrid', spain)).toBe('agrees');
    expect(comparePostcodeProvince('8001', 'Barcelona', spain)).toBe('agrees');
    expect(comparePostcodeProvince('28013', 'Barcelona', spain)).toBe('differs');
    expect(comparePostcodeProvince('28013', 'Narnia', spain)).toBe('unknown');
    expect(comparePostcodeCity('41001', 'Sevilla', spain)).toBe('agrees');
    expect(comparePostcodeCity('28001', 'Sevilla', spain)).toBe('differs');
  });
});

describe('e-mail', () => {
  it.each([['ana@gmial.com', 'ana@gmail.com'], ['ana@hotmial.es', 'ana@hotmail.es'], ['ana@gmail.con', 'ana@gmail.com'], ['ana@gmai.com', 'ana@gmail.com'], ['ana@yaho.es', 'ana@yahoo.es'], ['ana ruiz@gmail.com', 'anaruiz@gmail.com'], ['ana@gmail,com', 'ana@gmail.com'], ['ana@@x.es', 'ana@x.es'], ['<ana@x.es>', 'ana@x.es'], ['anagmail.com', 'ana@gmail.com']])('mends %s', (text, meant) => {
    expect(readEmail(text).repair?.value).toBe(meant);
  });
  it.each(['ana@mail.com', 'ana@empresa.co', 'ana@ymail.com', "o'brien@x.ie", 'a+b@x.co.uk', 'ana@español.es', 'a_b-c.d@x-y.museum'])('leaves %s alone', (text) => {
    expect(readEmail(text)).toMatchObject({ validity: 'valid', canonical: text });
  });
  it.each([['ana', 'noAt'], ['@x.es', 'noUser'], ['ana@', 'noDomain'], ['ana@x', 'noTopDomain'], ['ana..b@x.es', 'dots'], ['ana@x..es', 'dots'], ['a b@x.es', 'badCharacter'], ['ana@-x.es', 'badCharacter'], ['ana@x.123', 'noTopDomain']])('says what is wrong with %s', (text, problem) => {
    expect(readEmail(text).reason).toEqual({ kind: 'emailSyntax', problem });
  });
  it('doubts addresses that reach nobody', () => {
    expect(readEmail('x@mailinator.com').reason?.kind).toBe('disposableAddress');
    expect(readEmail('noreply@empresa.es').reason?.kind).toBe('generic');
    expect(readEmail('info@empresa.es')).toMatchObject({ validity: 'valid', reason: { kind: 'roleAddress' } });
  });
});
