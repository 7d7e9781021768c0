// Spanish surnames for invented customers, commonest first, with rough weights; rarer ones are composed.
import { zipfWeights } from '../weighted.ts';

/** Commonest first. Written for this project from general knowledge; the order is rough. */
export const spanishSurnames: readonly string[] = `
García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz Moreno
Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Morales Molina
Blanco Suárez Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés Garrido Santos
Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego Calvo Vidal Campos Reyes
Vega Fuentes Carrasco Díez Aguilar Caballero Nieto Santana Vargas Pascual Giménez Herrero Hidalgo Montero Lorenzo
Santiago Benítez Durán Ibáñez Arias Mora Ferrer Carmona Vicente Rojas Soto Crespo Román Pastor Velasco Parra Sáez
Moya Bravo Rivera Gallardo Soler Esteban Silva Pardo Rivas Franco Merino Lara Espinosa Camacho Izquierdo Mendoza
Vera Arroyo Casado Sierra Redondo Luque Montes Rey Carrillo Segura Bernal Otero Heredia Galán Marcos Soriano Macías
Valero Contreras Varela Palacios Bermúdez Guerra Robles Benito Pereira Miranda Roldán Vila Andrés Mateo Guillén
Expósito Ávila Villar Escudero Aguilera Acosta Menéndez Casas Aparicio Rico Bueno Quintana Salazar Jurado Gracia
Estévez Manzano Ríos Plaza Rueda Santamaría Conde Trujillo Blázquez Abad Pacheco Miguel Salas Zamora Rojo Aranda
Tomás Serra Simón Mesa Villanueva Cuesta Correa Maldonado Bautista Alarcón Lázaro Burgos Avilés Pons Mas Sancho
Ballesteros Toledo Oliva Luna Barroso Asensio Cordero Saavedra Linares Mata Cuenca Martos Valencia Padilla Gálvez
Lorente Ponce Costa Santamarina Cabello Escobar Valverde Paredes Cobo Bustos Roca Peralta Quesada Puig Palomo
Rosario Ayala Polo Domingo Cáceres Barrios Requena Alfonso Cuevas Sosa Valle Mena Prado Olmedo Murillo Barrera
Sola Pulido Castellanos Pineda Collado Perea Belmonte Corral Pozo Salvador Montoya Latorre Osuna Arenas Carballo
Carretero Grau Bosch Juan Baena Millán Pino Riera Amador Cáliz Font Navas Solís Mendes Piñeiro Bello Cabezas
Alcaraz Espejo Ojeda Seoane Gimeno Ventura Zapata Cámara Barragán Peñalver Duarte Ferreiro Carrera Castaño Catalán
Chacón Sastre Antón Bernabé Villalba Cortijo Vivancos Mellado Berenguer Pujol Sala Casanova Oliver Company Llorens
Esteve Ribas Ferrando Pla Sabater Garriga Torrent Batlle Vilanova Freixa Rosell Capdevila Solé Farré Miró Balaguer
Etxeberria Agirre Goikoetxea Zubizarreta Mendizabal Arrizabalaga Uriarte Elizalde Garmendia Larrañaga Olabarria
Urrutia Bilbao Ibarra Zabala Echevarría Aguirre Arregui Iturralde Lizarraga Oyarzabal Azkona Mugica Irizar Galarza
Castiñeira Lago Pazos Rial Souto Outeiro Barreiro Loureiro Novoa Caamaño Figueiras Regueira Taboada Veiga Mosquera
Cienfuegos Noriega Cueto Pidal Llaneza Argüelles Trelles Candelas Bethencourt Perdomo Betancor Dorta Marrero Yanes
Feijoo Quiroga Carreño Zarza Ureña Yáñez Argüello Bañuelos Cañizares Escribano Zorrilla Tejero Cepeda Villegas
Tello Godoy Nogales Melero Toro Infante Cazorla Tortosa Albiol Cutillas Monreal Sarmiento Portillo Leal Porras
`
  .trim()
  .split(/\s+/);

/** Surnames of more than one word; drawn rarely. */
export const particleSurnames: readonly string[] = [
  'de la Fuente', 'de la Cruz', 'de la Torre', 'de la Rosa', 'de la Peña', 'de la Vega', 'del Río', 'del Valle',
  'del Pozo', 'del Campo', 'de los Santos', 'de los Reyes', 'de Miguel', 'de Castro', 'de Andrés', 'de Pablo',
  'de Haro', 'de Diego', 'San Martín', 'San José', 'Ponce de León', 'Sánchez de la Nieta', 'Fernández de Córdoba',
  'López de Haro', 'Martínez de Irujo', 'Ruiz de Gauna', 'Díez de Ulzurrun', 'Ortiz de Zárate', 'García de Paredes',
  'Pérez de Guzmán', 'Núñez de Balboa', 'Álvarez de Toledo', 'Gómez de la Serna', 'Santa María', 'Santa Cruz',
  'da Silva', 'dos Santos', 'von der Linde', 'van Dijk', 'de las Heras', 'de la Iglesia', 'del Castillo',
];

/** Surnames written with a hyphen. */
export const hyphenSurnames: readonly string[] = [
  'García-Lorca', 'Sáenz-Díez', 'Gómez-Acebo', 'Pérez-Llorca', 'Ruiz-Mateos', 'López-Ibor', 'Fernández-Ochoa',
  'Muñoz-Grandes', 'Sánchez-Vicario', 'Alonso-Vega', 'Díaz-Ambrona', 'Martín-Artajo',
];

// Taken to be 62 % of all holders in a Zipf-like tail; the rest falls to composed surnames.
export const surnameWeights: Float64Array = zipfWeights(spanishSurnames.length, 0.86, 3.5);

const basqueStems = 'Goiko Beheko Arri Ibar Mendi Zubi Iri Elor Aran Haritz Lizar Urki Ola Txori Errota Etxe Eliz Baso Ugarte Ituri Gazte Agerre Zaba Legar Otxo Osto Sagar Soro Zumal Aldai'.split(' ');
const basqueEnds = 'etxea aga alde barrena berri gana garai goitia mendia ondo rain arte tegi uria zabal zelaia zarra korta egi eta ibar txiki iturri aldea olea'.split(' ');
const catalanStems = 'Puig Mont Vila Font Riu Serra Casa Camp Coll Bosch Prat Mas Torre Roca Vall Pla Castell Olive Rove Figue'.split(' ');
const catalanEnds = 'nou vell major sec blanch gròs demunt davall bella llonga rodona fosca alta ferrer pons alegre ros moner tarda serrat'.split(' ');
const syllableStarts = 'Ba Be Bor Ca Car Ce Co Cu Da Es Fa Ga Gor Gui La Le Lo Ma Me Mon Na Or Pa Pe Que Ra Ro Sa Se Ta Te Tor Va Ve Vi Za'.split(' ');
const syllableMiddles = 'ba ca ce chi da de do ga go la li lla ma mi mo na ni ña pa ra re ri rra sa te ti to va zo'.split(' ');
const syllableEnds = 'da do dal dón ga gal gues l lda les llo na nes nte ño ra ral res ro rra sa so tal te tero za zo zor'.split(' ');

/** How many different rare surnames `rareSurname` can give. */
export const rareSurnameCount: number =
  basqueStems.length * basqueEnds.length +
  catalanStems.length * catalanEnds.length +
  syllableStarts.length * syllableMiddles.length * syllableEnds.length;

/** The rare surname number `index`, in [0, rareSurnameCount). */
export function rareSurname(index: number): string {
  let rest = index;
  const basque = basqueStems.length * basqueEnds.length;
  if (rest < basque) return basqueStems[rest % basqueStems.length]! + basqueEnds[Math.floor(rest / basqueStems.length)]!;
  rest -= basque;
  const catalan = catalanStems.length * catalanEnds.length;
  if (rest < catalan) return catalanStems[rest % catalanStems.length]! + catalanEnds[Math.floor(rest / catalanStems.length)]!;
  rest -= catalan;
  const start = syllableStarts[rest % syllableStarts.length]!;
  rest = Math.floor(rest / syllableStarts.length);
  return start + syllableMiddles[rest % syllableMiddles.length]! + syllableEnds[Math.floor(rest / syllableMiddles.length)]!;
}
