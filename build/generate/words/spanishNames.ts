// Spanish given names for invented customers, commonest first, and the short forms people go by.

const words = (text: string): string[] => text.trim().split(/\s*\|\s*/);

export const spanishMen: readonly string[] = words(`
Antonio|José|Manuel|Francisco|Juan|David|José Antonio|José Luis|Javier|Francisco Javier|Daniel|Jesús|Carlos|Alejandro|
Miguel|José Manuel|Rafael|Pedro|Miguel Ángel|Ángel|José María|Pablo|Fernando|Sergio|Luis|Jorge|Alberto|Juan Carlos|
Juan José|Álvaro|Diego|Adrián|Raúl|Juan Antonio|Enrique|Iván|Ramón|Rubén|Vicente|Óscar|Andrés|Joaquín|Juan Manuel|
Santiago|Eduardo|Víctor|Roberto|Mario|Jaime|Francisco José|Marcos|Ignacio|Hugo|Alfonso|Jordi|Ricardo|Salvador|Gabriel|
Guillermo|Emilio|Mohamed|Julio|Gonzalo|Julián|Tomás|José Miguel|Martín|José Ramón|Agustín|Nicolás|Joan|Ismael|Félix|
Samuel|Cristian|Héctor|Lucas|Aitor|Josep|Iker|Juan Francisco|Mariano|Domingo|Sebastián|Alfredo|José Carlos|Cristóbal|
César|Felipe|José Ángel|Víctor Manuel|Rodrigo|Luis Miguel|Marc|Xavier|Gregorio|José Ignacio|Lorenzo|Esteban|Mateo|
Arturo|Xoán|Iñaki|Eugenio|Borja|Aurelio|Jesús María|Albert|Valentín|Germán|Isaac|Pau|Unai|Koldo|Gorka|Benito|Blas|
Bartolomé|Bernardo|Fermín|Gerardo|Horacio|Jacinto|Leandro|Matías|Nemesio|Octavio|Pascual|Saturnino|Teodoro|Zacarías`);

export const spanishWomen: readonly string[] = words(`
María Carmen|María|Carmen|Ana María|Josefa|María Pilar|Isabel|Laura|María Dolores|María Teresa|Ana|Cristina|Marta|
María Ángeles|Francisca|Lucía|María Isabel|María José|Antonia|Dolores|Sara|Paula|Elena|María Luisa|Raquel|Rosa María|
Pilar|Concepción|Manuela|María Jesús|Mercedes|Julia|Beatriz|Nuria|Silvia|Alba|Irene|Rosario|Patricia|Juana|Teresa|
Encarnación|Montserrat|Andrea|Rocío|Mónica|Rosa|Alicia|María Mar|Sonia|Sandra|Ángela|Marina|Susana|Natalia|Yolanda|
Margarita|María Josefa|Sofía|Claudia|Eva|María Rosario|Inmaculada|Carla|María Mercedes|Ana Isabel|Noelia|Esther|
Verónica|Ángeles|Nerea|Carolina|María Victoria|Eva María|Inés|Daniela|Miriam|María Rosa|Lorena|Ana Belén|Victoria|
María Elena|María Concepción|Amparo|María Antonia|Catalina|Martina|Lidia|Celia|Consuelo|Emilia|Gloria|Fátima|Ainhoa|
Aurora|Luisa|Clara|Esperanza|María Soledad|Virginia|Ainara|Josefina|Milagros|Leire|Maite|Itziar|Uxía|Sabela|Núria|
Mercè|Laia|Aina|Neus|Begoña|Remedios|Soledad|Purificación|Visitación|Asunción|Vicenta|Adela|Blanca|Candela|Elvira|
Fernanda|Gema|Herminia|Jimena|Leonor|Macarena|Olga|Petra|Rebeca|Tamara|Úrsula|Vanesa|Zoraida`);

/** The formal name → names that the same person goes by. */
export const spanishShortForms: Readonly<Record<string, readonly string[]>> = {
  Francisco: ['Paco', 'Curro', 'Fran', 'Pancho', 'Fco.'],
  'Francisco Javier': ['Javi', 'Fco. Javier', 'Fco. Jav.'],
  'Francisco José': ['Paco Pepe', 'Fco. José'],
  José: ['Pepe', 'Josep'],
  'José María': ['Chema', 'Josemari', 'José Mª'],
  'José Luis': ['Pepe Luis', 'J. Luis', 'José'],
  'José Manuel': ['Pepe', 'J. Manuel'],
  'José Antonio': ['J. Antonio', 'Toñín', 'José'],
  'José Ignacio': ['Nacho', 'J. Ignacio'],
  Manuel: ['Manolo', 'Lolo', 'Manu'],
  Antonio: ['Toni', 'Toño', 'Antón'],
  Ignacio: ['Nacho', 'Iñaki'],
  Enrique: ['Quique', 'Kike'],
  Javier: ['Javi', 'Xavier'],
  Jorge: ['Jordi'],
  Luis: ['Koldo', 'Lluís'],
  Juan: ['Xoán', 'Joan'],
  Rafael: ['Rafa'],
  Alejandro: ['Álex', 'Jandro'],
  Daniel: ['Dani'],
  Pedro: ['Perico', 'Pere'],
  Jesús: ['Chus', 'Suso'],
  Fernando: ['Nando', 'Fer'],
  Sergio: ['Checho'],
  Guillermo: ['Guille'],
  Gregorio: ['Goyo'],
  Eduardo: ['Edu'],
  Santiago: ['Santi', 'Yago'],
  Salvador: ['Salva'],
  'Miguel Ángel': ['Miguel', 'M. Ángel'],
  'Juan Carlos': ['Juanqui', 'J. Carlos', 'Juan'],
  'Juan José': ['Juanjo'],
  'Juan Manuel': ['Juanma'],
  'Juan Francisco': ['Juanfran'],
  Dolores: ['Lola', 'Loles'],
  'María Dolores': ['Lola', 'Mª Dolores', 'M.ª Dolores'],
  Concepción: ['Concha', 'Conchi'],
  'María Concepción': ['Conchita', 'Mª Concepción'],
  Mercedes: ['Merche', 'Merchi'],
  'María Mercedes': ['Merche', 'Mª Mercedes'],
  Rosario: ['Charo'],
  'María Rosario': ['Charo', 'Mª Rosario'],
  Consuelo: ['Chelo'],
  Francisca: ['Paqui', 'Paca'],
  Josefa: ['Pepa', 'Fina'],
  Isabel: ['Isa', 'Chabela'],
  'María Isabel': ['Maribel', 'Mª Isabel'],
  'María Carmen': ['Mari Carmen', 'Maica', 'Mª Carmen', 'M. Carmen', 'Mª del Carmen'],
  'María Pilar': ['Pili', 'Mª Pilar', 'M.ª Pilar'],
  'María Teresa': ['Maite', 'Mª Teresa', 'Mayte'],
  'María José': ['Marijose', 'Mª José'],
  'María Jesús': ['Chus', 'Mª Jesús'],
  'María Luisa': ['Marisa', 'Mª Luisa'],
  'María Ángeles': ['Mariángeles', 'Mª Ángeles'],
  'María Mar': ['Marimar', 'Mª Mar'],
  'María Victoria': ['Mariví', 'Mª Victoria'],
  'Ana María': ['Ana Mª', 'Ana'],
  'Rosa María': ['Rosa Mª', 'Rosa'],
  Encarnación: ['Encarna'],
  Inmaculada: ['Inma'],
  Montserrat: ['Montse'],
  Milagros: ['Mila'],
  Pilar: ['Pili'],
  Teresa: ['Tere'],
  Antonia: ['Toñi'],
  Cristina: ['Cris'],
  Beatriz: ['Bea'],
  Purificación: ['Puri'],
  Asunción: ['Asun'],
  Soledad: ['Sole'],
  Esperanza: ['Espe'],
};

/** A name and its twin in another of the languages of Spain. */
export const languageTwins: readonly (readonly [string, string])[] = [
  ['Jorge', 'Jordi'], ['José', 'Josep'], ['Javier', 'Xavier'], ['Ignacio', 'Iñaki'], ['Luis', 'Koldo'], ['Juan', 'Xoán'],
  ['Juan', 'Joan'], ['Pablo', 'Pau'], ['Marcos', 'Marc'], ['Alberto', 'Albert'], ['Mercedes', 'Mercè'], ['Nuria', 'Núria'],
];
