// Street types with their spellings, and street names, for invented addresses.

/** The full word, its share, and other spellings of it. */
export const streetTypes: readonly { readonly name: string; readonly weight: number; readonly spellings: readonly string[] }[] = [
  { name: 'Calle', weight: 58, spellings: ['C/', 'C.', 'Cl.', 'CL', 'c/', 'calle'] },
  { name: 'Avenida', weight: 16, spellings: ['Av.', 'Avd.', 'Avda.', 'AVDA', 'Avda'] },
  { name: 'Plaza', weight: 8, spellings: ['Pza.', 'Pl.', 'Plz.', 'PZ'] },
  { name: 'Paseo', weight: 5, spellings: ['Pº', 'Pso.', 'P.º', 'PASEO'] },
  { name: 'Carretera', weight: 3, spellings: ['Ctra.', 'Crta.', 'CR'] },
  { name: 'Camino', weight: 3, spellings: ['Cno.', 'Cmno.'] },
  { name: 'Ronda', weight: 2, spellings: ['Rda.', 'Rd.'] },
  { name: 'Travesía', weight: 2, spellings: ['Trav.', 'Trva.', 'Tr.'] },
  { name: 'Urbanización', weight: 1.5, spellings: ['Urb.', 'URB'] },
  { name: 'Polígono Industrial', weight: 1, spellings: ['Pol. Ind.', 'P.I.', 'Polig. Ind.'] },
  { name: 'Barriada', weight: 0.5, spellings: ['Bda.', 'Bª'] },
];

/** What a street is called by in Catalan, Galician and Basque; the Basque word follows the name. */
export const regionalTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ca: { Calle: 'Carrer', Avenida: 'Avinguda', Plaza: 'Plaça', Paseo: 'Passeig' },
  gl: { Calle: 'Rúa', Avenida: 'Avenida', Plaza: 'Praza', Paseo: 'Paseo' },
  eu: { Calle: 'kalea', Avenida: 'etorbidea', Plaza: 'plaza', Paseo: 'pasealekua' },
};

export const streetNames: readonly string[] = `
Mayor|Real|Nueva|Iglesia|Constitución|San José|San Juan|San Pedro|San Antonio|San Francisco|San Miguel|San Roque|
Santa Ana|Santa María|Santa Teresa|Santiago|del Sol|de la Luna|de la Paz|Libertad|del Carmen|del Pilar|del Rosario|
Virgen de la Soledad|Virgen de los Remedios|Sagrado Corazón|de la Fuente|del Río|del Molino|del Pozo|de la Huerta|
de la Estación|del Mercado|de la Cruz|del Calvario|de las Eras|de los Olivos|de los Naranjos|de los Almendros|
de las Acacias|de los Álamos|de los Pinos|de las Rosas|de los Claveles|de los Jazmines|de la Encina|del Olmo|del Cerezo|
Miguel de Cervantes|Lope de Vega|Calderón de la Barca|Quevedo|Góngora|Federico García Lorca|Antonio Machado|
Juan Ramón Jiménez|Miguel Hernández|Rosalía de Castro|Gustavo Adolfo Bécquer|Benito Pérez Galdós|Emilia Pardo Bazán|
Clara Campoamor|María Zambrano|Concepción Arenal|Velázquez|Goya|Murillo|Zurbarán|El Greco|Picasso|Joaquín Sorolla|
Salvador Dalí|Joan Miró|Manuel de Falla|Isaac Albéniz|Enrique Granados|Pau Casals|Ramón y Cajal|Severo Ochoa|
Doctor Fleming|Doctor Marañón|Isaac Peral|Juan de la Cierva|Blasco de Garay|Cristóbal Colón|Hernán Cortés|
Francisco Pizarro|Magallanes|Elcano|Núñez de Balboa|Reyes Católicos|Isabel la Católica|Fernando el Católico|Carlos V|
Felipe II|Alfonso X el Sabio|Jaime I|Don Pelayo|El Cid|Príncipe de Asturias|de España|de Andalucía|de Castilla|de Aragón|
de Cataluña|de Galicia|de Extremadura|de Navarra|de Valencia|de Madrid|de Barcelona|de Sevilla|de Toledo|de Salamanca|
de Granada|de Córdoba|de Málaga|de Europa|de América|de Portugal|de Francia|de Italia|de Argentina|de México|de Cuba|
Primero de Mayo|Dos de Mayo|Doce de Octubre|de la Hispanidad|de la Democracia|de la Igualdad|de la Concordia|
de los Derechos Humanos|del Trabajo|de la Industria|del Comercio|de la Artesanía|de los Alfareros|de los Herreros|
de los Zapateros|de los Tejedores|de los Pescadores|del Puerto|de la Marina|de la Playa|del Faro|del Mar|de las Gaviotas|
de la Sierra|del Monte|del Valle|de la Vega|de la Dehesa|de la Ermita|del Castillo|de la Muralla|de la Torre|del Arco|
del Convento|de las Monjas|de la Merced|de la Trinidad|de la Victoria|de la Esperanza|de la Amargura|de la Judería|
Alta|Baja|Ancha|Larga|Corta|del Medio|de Enmedio|de Atrás|Cuesta del Rosario|de la Alameda|del Prado|del Parque|
de los Jardines|de la Biblioteca|de las Escuelas|de la Universidad|del Ayuntamiento|del Teatro|de la Música|
Puerta Nueva|de los Mártires|de las Delicias|Vista Alegre|Buenavista|Bellavista|Pablo Iglesias|Poeta Zorrilla|
Padre Damián|Fray Luis de León|San Vicente Ferrer|Ausiàs March|Àngel Guimerà|Verdaguer|Rosselló|Balmes|Castelao|
Rúa Nova|Areal|do Franco|Zumalakarregi|Urbieta|Easo|Zabalbide|Larrea`
  .trim()
  .split(/\|\s*/);

export const floors: readonly string[] = [
  '1º A', '1º B', '2º A', '2º B', '3º C', '4º D', '5º Izq.', '2º Dcha.', '1º 1ª', '3º 2ª', '4-1', 'Bajo', 'Bj. A', 'Ático',
  'Entlo. B', 'Pral. 1ª', 'Esc. B 3º A', 'Blq. 4, 2º C', 'Ptal. 3, 1º D', '6º', 'Local 2', 'Of. 14', 'Nave 7',
];

export const englishStreets: readonly string[] = `
High Street|Station Road|Church Lane|Victoria Road|Green Lane|Manor Road|Park Avenue|Kings Road|Queens Road|Mill Lane|
The Crescent|Grange Road|Springfield Close|New Street|London Road|North Street|South Terrace|West View|Chapel Hill|
School Lane|Albert Road|Alexandra Road|Windsor Drive|Main Street|Broadway|Orchard Way|Meadow Close|Castle Street|
Bridge Street|Highfield Road|Mount Pleasant|Oak Tree Lane|Rosebery Gardens|Clifton Hill|Harbour View`
  .trim()
  .split(/\|\s*/);
