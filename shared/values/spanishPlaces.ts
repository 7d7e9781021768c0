// The 52 Spanish provinces with the first two digits of their postcodes, and towns large enough to be met everywhere,
// each under its names in Spanish, in the co-official language and in English. Compiled for this project.
import { isOneSlip } from './oneSlip.ts';
import { foldWords } from './fold.ts';

export type Province = {
  /** First two digits of the postcodes; also the INE code. */
  readonly code: string;
  /** The name in use in Spanish texts. */
  readonly name: string;
  readonly community: string;
};

/** code | name | community | other names, parted by semicolons */
const provinceLines = `
01|Álava|País Vasco|Araba;Araba/Álava;Álava/Araba;Alaba
02|Albacete|Castilla-La Mancha|
03|Alicante|Comunitat Valenciana|Alacant;Alicante/Alacant;Alacant/Alicante
04|Almería|Andalucía|Almeria
05|Ávila|Castilla y León|
06|Badajoz|Extremadura|
07|Illes Balears|Illes Balears|Baleares;Islas Baleares;Balears;Balearic Islands;Illes Balears/Islas Baleares;Mallorca;Menorca;Ibiza;Eivissa;Formentera
08|Barcelona|Cataluña|
09|Burgos|Castilla y León|
10|Cáceres|Extremadura|
11|Cádiz|Andalucía|Cadiz
12|Castellón|Comunitat Valenciana|Castelló;Castellón/Castelló;Castellón de la Plana;Castelló de la Plana
13|Ciudad Real|Castilla-La Mancha|C Real
14|Córdoba|Andalucía|Cordova
15|A Coruña|Galicia|La Coruña;Coruña;Coruña, A;Coruña (A);Corunna;Coruña, La;Coruña (La)
16|Cuenca|Castilla-La Mancha|
17|Girona|Cataluña|Gerona
18|Granada|Andalucía|
19|Guadalajara|Castilla-La Mancha|
20|Gipuzkoa|País Vasco|Guipúzcoa;Guipuzkoa;Gipuzcoa
21|Huelva|Andalucía|
22|Huesca|Aragón|Uesca;Osca
23|Jaén|Andalucía|
24|León|Castilla y León|
25|Lleida|Cataluña|Lérida
26|La Rioja|La Rioja|Rioja;Rioja, La;Rioja (La);Logroño
27|Lugo|Galicia|
28|Madrid|Comunidad de Madrid|Comunidad de Madrid;Community of Madrid;Madrid, Comunidad de
29|Málaga|Andalucía|
30|Murcia|Región de Murcia|Región de Murcia;Murcia, Región de;Region of Murcia
31|Navarra|Navarra|Nafarroa;Navarre;Comunidad Foral de Navarra;Navarra, Comunidad Foral de
32|Ourense|Galicia|Orense
33|Asturias|Asturias|Principado de Asturias;Asturias, Principado de;Asturies;Oviedo
34|Palencia|Castilla y León|
35|Las Palmas|Canarias|Palmas, Las;Palmas (Las);Gran Canaria;Las Palmas de Gran Canaria;Lanzarote;Fuerteventura;Palmas
36|Pontevedra|Galicia|
37|Salamanca|Castilla y León|
38|Santa Cruz de Tenerife|Canarias|Tenerife;S C Tenerife;Sta Cruz de Tenerife;Sta Cruz Tenerife;Santa Cruz Tenerife;S/C de Tenerife;La Palma;La Gomera;El Hierro
39|Cantabria|Cantabria|Santander
40|Segovia|Castilla y León|
41|Sevilla|Andalucía|Seville
42|Soria|Castilla y León|
43|Tarragona|Cataluña|
44|Teruel|Aragón|
45|Toledo|Castilla-La Mancha|
46|Valencia|Comunitat Valenciana|València;Valencia/València;València/Valencia
47|Valladolid|Castilla y León|
48|Bizkaia|País Vasco|Vizcaya;Biscay;Biskaia;Vizkaya
49|Zamora|Castilla y León|
50|Zaragoza|Aragón|Saragossa;Zaragosa
51|Ceuta|Ceuta|
52|Melilla|Melilla|`;

export const provinces: readonly Province[] = provinceLines.trim().split('\n').map((line) => {
  const [code, name, community] = line.split('|') as [string, string, string];
  return { code, name, community };
});

const provinceByCode = new Map(provinces.map((province) => [province.code, province]));
const provinceByName = new Map<string, Province>();
for (const line of provinceLines.trim().split('\n')) {
  const [code, name, , others] = line.split('|') as [string, string, string, string];
  for (const one of [name, ...others.split(';')]) if (one !== '') provinceByName.set(foldWords(one), provinceByCode.get(code)!);
}

/** code: names of one town parted by `/`, the one in use first; towns parted by commas. */
const townLines = `
01:Vitoria-Gasteiz/Vitoria/Gasteiz,Llodio/Laudio,Amurrio
02:Albacete,Hellín,Villarrobledo,Almansa,La Roda,Caudete
03:Alicante/Alacant,Elche/Elx,Torrevieja/Torrevella,Orihuela/Oriola,Benidorm,Alcoy/Alcoi,San Vicente del Raspeig/Sant Vicent del Raspeig,Elda,Dénia/Denia,Villena,Petrer/Petrel,Santa Pola,Crevillent/Crevillente,Villajoyosa/La Vila Joiosa,Jávea/Xàbia,Calpe/Calp,Altea,El Campello/Campello,Mutxamel/Muchamiel,Ibi,Novelda,Pilar de la Horadada,Almoradí,Sant Joan d'Alacant/San Juan de Alicante,Aspe,Rojales,Callosa de Segura,L'Alfàs del Pi/Alfaz del Pi
04:Almería,Roquetas de Mar,El Ejido,Níjar,Vícar,Adra,Huércal-Overa,Huércal de Almería,Berja,Vera
05:Ávila,Arévalo,Arenas de San Pedro
06:Badajoz,Mérida,Don Benito,Almendralejo,Villanueva de la Serena,Zafra,Montijo,Villafranca de los Barros,Olivenza
07:Palma/Palma de Mallorca,Calvià/Calviá,Ibiza/Eivissa,Manacor,Llucmajor,Santa Eulària des Riu/Santa Eulalia del Río,Marratxí,Inca,Maó/Mahón/Maó-Mahón,Ciutadella de Menorca/Ciudadela/Ciutadella,Sant Antoni de Portmany/San Antonio,Alcúdia/Alcudia,Felanitx,Pollença/Pollensa,Sóller,Sant Josep de sa Talaia/San José
08:Barcelona,L'Hospitalet de Llobregat/Hospitalet de Llobregat/L'Hospitalet/Hospitalet,Badalona,Terrassa/Tarrasa,Sabadell,Mataró,Santa Coloma de Gramenet/Santa Coloma,Cornellà de Llobregat/Cornellà,Sant Cugat del Vallès/San Cugat del Vallés/Sant Cugat/San Cugat,Sant Boi de Llobregat/San Baudilio de Llobregat/Sant Boi,Rubí,Manresa,Vilanova i la Geltrú/Villanueva y Geltrú,Viladecans,El Prat de Llobregat/Prat de Llobregat,Castelldefels,Granollers,Cerdanyola del Vallès/Sardañola,Mollet del Vallès/Mollet,Esplugues de Llobregat/Esplugas,Vic/Vich,Sant Feliu de Llobregat,Gavà/Gavá,Sant Adrià de Besòs/San Adrián de Besós,Igualada,Ripollet,Vilafranca del Penedès/Villafranca del Panadés,Montcada i Reixac/Moncada y Reixach,Barberà del Vallès,Sant Joan Despí,Sitges,Martorell,Premià de Mar,Molins de Rei,Calella,Berga,Cardedeu,Sant Vicenç dels Horts,Sant Andreu de la Barca,Esparreguera,Olesa de Montserrat,Pineda de Mar,El Masnou,Vilassar de Mar,Castellar del Vallès
09:Burgos,Miranda de Ebro,Aranda de Duero
10:Cáceres,Plasencia,Navalmoral de la Mata,Coria
11:Cádiz,Jerez de la Frontera/Jerez,Algeciras,San Fernando,El Puerto de Santa María/Puerto de Santa María,Chiclana de la Frontera/Chiclana,Sanlúcar de Barrameda,La Línea de la Concepción/La Línea,Puerto Real,San Roque,Rota,Arcos de la Frontera,Barbate,Conil de la Frontera,Los Barrios,Tarifa
12:Castellón de la Plana/Castelló de la Plana/Castellón,Vila-real/Villarreal,Burriana/Borriana,La Vall d'Uixó/Vall de Uxó,Vinaròs/Vinaroz,Benicarló,Almassora/Almazora,Benicàssim/Benicasim,Onda,Nules
13:Ciudad Real,Puertollano,Tomelloso,Alcázar de San Juan,Valdepeñas,Manzanares,Daimiel
14:Córdoba,Lucena,Puente Genil,Montilla,Priego de Córdoba,Cabra,Palma del Río,Pozoblanco,Baena
15:A Coruña/La Coruña/Coruña,Santiago de Compostela/Santiago,Ferrol/El Ferrol,Narón,Oleiros,Arteixo,Carballo,Culleredo,Ribeira,Cambre,Ames,Betanzos,Boiro
16:Cuenca,Tarancón,San Clemente
17:Girona/Gerona,Figueres/Figueras,Blanes,Lloret de Mar,Olot,Salt,Palafrugell,Sant Feliu de Guíxols/San Feliu de Guíxols,Roses/Rosas,Banyoles/Bañolas,Palamós,Castelló d'Empúries,Ripoll
18:Granada,Motril,Almuñécar,Armilla,Maracena,Loja,Baza,Guadix,Las Gabias,La Zubia,Albolote
19:Guadalajara,Azuqueca de Henares,Sigüenza
20:Donostia-San Sebastián/San Sebastián/Donostia/Donosti/San Sebastián-Donostia,Irun/Irún,Errenteria/Rentería,Eibar/Éibar,Zarautz/Zarauz,Arrasate/Mondragón/Arrasate-Mondragón,Hernani,Tolosa,Hondarribia/Fuenterrabía,Andoain,Azpeitia,Bergara/Vergara,Beasain,Pasaia/Pasajes,Lasarte-Oria/Lasarte
21:Huelva,Lepe,Almonte,Isla Cristina,Ayamonte,Moguer,Cartaya,Punta Umbría,Aljaraque
22:Huesca,Monzón,Barbastro,Jaca,Fraga,Sabiñánigo
23:Jaén,Linares,Andújar,Úbeda,Martos,Alcalá la Real,Bailén,Baeza
24:León,Ponferrada,San Andrés del Rabanedo,Astorga,Villaquilambre,La Bañeza,Bembibre
25:Lleida/Lérida,Tàrrega/Tárrega,Balaguer,Mollerussa,La Seu d'Urgell/Seo de Urgel,Cervera
26:Logroño,Calahorra,Arnedo,Haro,Alfaro,Lardero,Nájera
27:Lugo,Monforte de Lemos,Viveiro/Vivero,Vilalba/Villalba,Sarria,Ribadeo,Foz
28:Madrid,Móstoles,Alcalá de Henares,Fuenlabrada,Leganés,Getafe,Alcorcón,Torrejón de Ardoz,Parla,Alcobendas,Las Rozas de Madrid/Las Rozas,San Sebastián de los Reyes,Pozuelo de Alarcón/Pozuelo,Coslada,Rivas-Vaciamadrid/Rivas,Valdemoro,Majadahonda,Collado Villalba,Aranjuez,Arganda del Rey/Arganda,Boadilla del Monte,Pinto,Colmenar Viejo,Tres Cantos,San Fernando de Henares,Galapagar,Villaviciosa de Odón,Navalcarnero,Ciempozuelos,Torrelodones,Paracuellos de Jarama,Mejorada del Campo,Algete,San Lorenzo de El Escorial,El Escorial,Humanes de Madrid,Villanueva de la Cañada,San Martín de la Vega,Arroyomolinos,Guadarrama,Alpedrete
29:Málaga,Marbella,Mijas,Vélez-Málaga,Fuengirola,Torremolinos,Benalmádena,Estepona,Rincón de la Victoria,Antequera,Alhaurín de la Torre,Ronda,Alhaurín el Grande,Coín,Cártama,Nerja,Manilva,Torrox
30:Murcia,Cartagena,Lorca,Molina de Segura,Alcantarilla,Torre-Pacheco,Águilas,Cieza,Yecla,San Javier,Totana,Mazarrón,Caravaca de la Cruz,Jumilla,San Pedro del Pinatar,Alhama de Murcia,Las Torres de Cotillas,Los Alcázares
31:Pamplona/Iruña/Pamplona-Iruña/Iruñea,Tudela,Barañáin/Barañain,Burlada/Burlata,Zizur Mayor/Zizur Nagusia,Estella-Lizarra/Estella,Tafalla,Ansoáin,Villava/Atarrabia
32:Ourense/Orense,Verín,O Barco de Valdeorras/El Barco de Valdeorras,O Carballiño/Carballino,Xinzo de Limia
33:Gijón/Xixón,Oviedo/Uviéu,Avilés,Siero,Langreo,Mieres,Castrillón,San Martín del Rey Aurelio,Corvera de Asturias,Llanera,Villaviciosa,Llanes,Laviana,Pola de Siero
34:Palencia,Aguilar de Campoo,Guardo,Venta de Baños
35:Las Palmas de Gran Canaria/Las Palmas,Telde,Santa Lucía de Tirajana,Arrecife,San Bartolomé de Tirajana/Maspalomas,Arucas,Agüimes,Ingenio,Puerto del Rosario,Gáldar,La Oliva,Mogán,Tías,Pájara,Teguise
36:Vigo,Pontevedra,Vilagarcía de Arousa/Villagarcía de Arosa,Redondela,Cangas,Marín,Ponteareas/Puenteareas,A Estrada/La Estrada,Lalín,Moaña,Sanxenxo/Sangenjo,O Porriño/Porriño,Nigrán,Tui/Tuy,Cambados,Gondomar,Poio
37:Salamanca,Béjar,Santa Marta de Tormes,Ciudad Rodrigo,Villamayor
38:Santa Cruz de Tenerife/Santa Cruz,La Laguna/San Cristóbal de La Laguna,Arona,Adeje,Granadilla de Abona,La Orotava,Los Realejos,Puerto de la Cruz,Candelaria,Tacoronte,Icod de los Vinos,Los Llanos de Aridane,Santa Cruz de La Palma,Güímar,San Miguel de Abona
39:Santander,Torrelavega,Castro-Urdiales,Camargo,Piélagos,El Astillero,Laredo,Santoña,Los Corrales de Buelna,Reinosa
40:Segovia,Cuéllar,El Espinar,Palazuelos de Eresma
41:Sevilla/Seville,Dos Hermanas,Alcalá de Guadaíra/Alcalá de Guadaira,Utrera,Mairena del Aljarafe,Écija,La Rinconada,Los Palacios y Villafranca,Coria del Río,Carmona,Lebrija,Morón de la Frontera,Camas,Tomares,Mairena del Alcor,San Juan de Aznalfarache,Marchena,Arahal,Bormujos,Osuna,Lora del Río
42:Soria,Almazán,El Burgo de Osma
43:Tarragona,Reus,Tortosa,El Vendrell/Vendrell,Cambrils,Salou,Valls,Calafell,Vila-seca/Vilaseca,Amposta,Cunit,Torredembarra,Deltebre,Sant Carles de la Ràpita/San Carlos de la Rápita
44:Teruel,Alcañiz,Andorra
45:Toledo,Talavera de la Reina,Illescas,Seseña,Torrijos,Ocaña,Sonseca,Madridejos,Fuensalida
46:Valencia/València,Torrent/Torrente,Gandia/Gandía,Paterna,Sagunto/Sagunt,Alzira/Alcira,Mislata,Burjassot/Burjasot,Ontinyent/Onteniente,Aldaia/Aldaya,Manises,Xirivella/Chirivella,Alaquàs/Alacuás,Xàtiva/Játiva,Sueca,Algemesí,Catarroja,Cullera,Quart de Poblet,Oliva,Paiporta,Llíria/Liria,Bétera,Requena,Riba-roja de Túria/Ribarroja del Turia,Moncada,La Pobla de Vallbona/Puebla de Vallbona,L'Eliana/La Eliana,Carcaixent/Carcagente,Alboraia/Alboraya,Picassent
47:Valladolid,Medina del Campo,Laguna de Duero,Arroyo de la Encomienda,Tordesillas
48:Bilbao/Bilbo,Barakaldo/Baracaldo,Getxo/Guecho,Portugalete,Santurtzi/Santurce,Basauri,Leioa/Lejona,Galdakao/Galdácano,Sestao,Durango,Erandio,Amorebieta-Etxano/Amorebieta,Mungia/Munguía,Gernika-Lumo/Guernica/Gernika,Bermeo,Ermua,Sopela/Sopelana
49:Zamora,Benavente,Toro
50:Zaragoza,Calatayud,Utebo,Ejea de los Caballeros,Cuarte de Huerva,Tarazona,Caspe,La Almunia de Doña Godina
51:Ceuta
52:Melilla`;

export type Town = { readonly name: string; readonly province: string };
const townByName = new Map<string, Town>();
/** Names that several towns of different provinces have among those listed. */
const sharedNames = new Set<string>();
for (const line of townLines.trim().split('\n')) {
  const province = line.slice(0, 2);
  for (const group of line.slice(3).split(',')) {
    const names = group.split('/');
    const town: Town = { name: names[0]!, province };
    for (const name of [group, ...names]) {
      const key = townKey(name);
      const known = townByName.get(key);
      if (known !== undefined && known.province !== province) sharedNames.add(key);
      else townByName.set(key, town);
    }
  }
}

/** Folded, a trailing article put in front: `Coruña, A` → `a coruna`, `Rozas (Las)` → `las rozas`. */
export function townKey(text: string): string {
  const turned = /^(.+?)\s*[,(]\s*(el|la|los|las|l['’]|els|les|a|o|os|as|sa|es|ses)\s*\)?$/i.exec(text.trim());
  return foldWords(turned === null ? text : `${turned[2]!} ${turned[1]!}`);
}

/** By name in any of its languages, by code (`8`, `08`), or with `(provincia)` and the like behind it. */
export function findProvince(text: string): Province | undefined {
  const key = foldWords(text);
  const named = provinceByName.get(key) ?? provinceByName.get(townKey(text));
  if (named !== undefined) return named;
  if (/^\d{1,2}$/.test(key)) return provinceByCode.get(key.padStart(2, '0'));
  const inside = /^(?:provincia (?:de )?)?(.+?)(?: provincia| prov| capital)?$/.exec(key);
  return inside === null ? undefined : provinceByName.get(inside[1]!);
}

/** The province whose name is one slip away: `Barcelna`. Only names of six letters or more. */
export function findNearProvince(text: string): Province | undefined {
  const key = foldWords(text);
  if (key.length < 5) return undefined;
  for (const [name, province] of provinceByName) if (name.length >= 6 && isOneSlip(key, name)) return province;
  return undefined;
}

export function provinceOfCode(code: string): Province | undefined {
  return provinceByCode.get(code);
}

/** A listed town; undefined says nothing about whether it exists. Names that two provinces share are not answered. */
export function findTown(text: string): Town | undefined {
  const key = townKey(text);
  return sharedNames.has(key) ? undefined : townByName.get(key);
}

export const townCount = (): number => new Set(townByName.values()).size;

/** Every listed town once, by its name in use. */
export const listTowns = (): Town[] => [...new Set(townByName.values())];
