// Towns of Spain by province with the two digits that open their postcodes, and some towns of Britain and Ireland.

export type Town = {
  readonly name: string;
  readonly province: string;
  /** Two digits of the province. */
  readonly prefix: string;
  /** A capital has postcodes from …001 on; another town has one postcode. */
  readonly capital: boolean;
  /** The last three digits of the postcode of a town that is no capital. */
  readonly suffix: number;
  /** Rough share of customers. */
  readonly weight: number;
};

// Province, its weight (about the population in ten thousands), capital, then other towns.
const provinces = `
01 Álava 33: Vitoria-Gasteiz, Llodio, Amurrio, Salvatierra, Oyón, Laguardia
02 Albacete 39: Albacete, Hellín, Villarrobledo, Almansa, La Roda, Caudete
03 Alicante 190: Alicante, Elche, Torrevieja, Orihuela, Benidorm, Alcoy, Elda, Dénia, Villena, Jávea, Santa Pola, Calp
04 Almería 73: Almería, Roquetas de Mar, El Ejido, Níjar, Vícar, Adra, Huércal-Overa
05 Ávila 16: Ávila, Arévalo, Arenas de San Pedro, Candeleda, El Tiemblo
06 Badajoz 67: Badajoz, Mérida, Don Benito, Almendralejo, Villanueva de la Serena, Zafra, Montijo
07 Illes Balears 120: Palma, Calvià, Manacor, Eivissa, Inca, Llucmajor, Maó, Ciutadella de Menorca
08 Barcelona 580: Barcelona, L'Hospitalet de Llobregat, Badalona, Terrassa, Sabadell, Mataró, Santa Coloma de Gramenet, Sant Cugat del Vallès, Cornellà de Llobregat, Manresa, Granollers, Vic, Sitges, Igualada
09 Burgos 36: Burgos, Miranda de Ebro, Aranda de Duero, Briviesca, Medina de Pomar
10 Cáceres 39: Cáceres, Plasencia, Navalmoral de la Mata, Coria, Trujillo
11 Cádiz 125: Cádiz, Jerez de la Frontera, Algeciras, San Fernando, El Puerto de Santa María, Chiclana de la Frontera, La Línea de la Concepción, Rota, Ubrique
12 Castellón 59: Castelló de la Plana, Vila-real, Burriana, La Vall d'Uixó, Vinaròs, Benicarló, Onda
13 Ciudad Real 49: Ciudad Real, Puertollano, Tomelloso, Alcázar de San Juan, Valdepeñas, Manzanares
14 Córdoba 77: Córdoba, Lucena, Puente Genil, Montilla, Priego de Córdoba, Cabra, Baena
15 A Coruña 112: A Coruña, Santiago de Compostela, Ferrol, Narón, Oleiros, Arteixo, Carballo, Betanzos
16 Cuenca 19: Cuenca, Tarancón, San Clemente, Quintanar del Rey, Motilla del Palancar
17 Girona 79: Girona, Figueres, Blanes, Lloret de Mar, Olot, Salt, Palafrugell, Roses, Banyoles
18 Granada 92: Granada, Motril, Almuñécar, Armilla, Baza, Loja, Guadix, Maracena
19 Guadalajara 27: Guadalajara, Azuqueca de Henares, Alovera, El Casar, Sigüenza
20 Gipuzkoa 72: Donostia-San Sebastián, Irun, Errenteria, Eibar, Zarautz, Arrasate, Hernani, Tolosa, Hondarribia
21 Huelva 53: Huelva, Lepe, Almonte, Moguer, Ayamonte, Isla Cristina, Valverde del Camino
22 Huesca 22: Huesca, Monzón, Barbastro, Fraga, Jaca, Sabiñánigo
23 Jaén 62: Jaén, Linares, Andújar, Úbeda, Martos, Alcalá la Real, Baeza
24 León 45: León, Ponferrada, San Andrés del Rabanedo, Astorga, Villablino, La Bañeza
25 Lleida 44: Lleida, Balaguer, Tàrrega, Mollerussa, La Seu d'Urgell, Cervera
26 La Rioja 32: Logroño, Calahorra, Arnedo, Haro, Lardero, Nájera
27 Lugo 33: Lugo, Monforte de Lemos, Viveiro, Vilalba, Sarria, Ribadeo
28 Madrid 680: Madrid, Móstoles, Alcalá de Henares, Fuenlabrada, Leganés, Getafe, Alcorcón, Torrejón de Ardoz, Parla, Alcobendas, Las Rozas de Madrid, Pozuelo de Alarcón, Rivas-Vaciamadrid, Coslada, Majadahonda, Aranjuez, Colmenar Viejo
29 Málaga 175: Málaga, Marbella, Mijas, Vélez-Málaga, Fuengirola, Torremolinos, Benalmádena, Estepona, Ronda, Antequera, Nerja
30 Murcia 153: Murcia, Cartagena, Lorca, Molina de Segura, Alcantarilla, Águilas, Yecla, Cieza, Jumilla
31 Navarra 67: Pamplona, Tudela, Barañáin, Burlada, Estella-Lizarra, Tafalla, Zizur Mayor
32 Ourense 30: Ourense, O Barco de Valdeorras, Verín, O Carballiño, Xinzo de Limia
33 Asturias 100: Oviedo, Gijón, Avilés, Siero, Langreo, Mieres, Llanes, Cangas de Onís
34 Palencia 16: Palencia, Aguilar de Campoo, Guardo, Venta de Baños
35 Las Palmas 113: Las Palmas de Gran Canaria, Telde, Arrecife, Santa Lucía de Tirajana, Arucas, Puerto del Rosario, Ingenio, Gáldar
36 Pontevedra 94: Pontevedra, Vigo, Vilagarcía de Arousa, Redondela, Marín, Cangas, Sanxenxo, Lalín
37 Salamanca 33: Salamanca, Béjar, Santa Marta de Tormes, Ciudad Rodrigo, Peñaranda de Bracamonte
38 Santa Cruz de Tenerife 105: Santa Cruz de Tenerife, San Cristóbal de La Laguna, Arona, Adeje, La Orotava, Puerto de la Cruz, Los Realejos
39 Cantabria 58: Santander, Torrelavega, Castro-Urdiales, Camargo, Laredo, Santoña, Reinosa
40 Segovia 15: Segovia, Cuéllar, El Espinar, La Granja de San Ildefonso
41 Sevilla 195: Sevilla, Dos Hermanas, Alcalá de Guadaíra, Utrera, Mairena del Aljarafe, Écija, Los Palacios y Villafranca, Carmona, Lebrija, Osuna
42 Soria 9: Soria, Almazán, El Burgo de Osma, Ágreda
43 Tarragona 82: Tarragona, Reus, El Vendrell, Cambrils, Tortosa, Valls, Salou, Amposta
44 Teruel 13: Teruel, Alcañiz, Andorra, Calamocha, Albarracín
45 Toledo 72: Toledo, Talavera de la Reina, Illescas, Seseña, Torrijos, Quintanar de la Orden, Madridejos
46 Valencia 260: València, Torrent, Gandia, Paterna, Sagunt, Alzira, Mislata, Burjassot, Ontinyent, Xàtiva, Cullera, Manises
47 Valladolid 52: Valladolid, Laguna de Duero, Medina del Campo, Arroyo de la Encomienda, Tordesillas, Peñafiel
48 Bizkaia 115: Bilbao, Barakaldo, Getxo, Portugalete, Santurtzi, Basauri, Durango, Leioa, Bermeo, Gernika-Lumo
49 Zamora 17: Zamora, Benavente, Toro, Puebla de Sanabria
50 Zaragoza 97: Zaragoza, Calatayud, Utebo, Ejea de los Caballeros, Tarazona, Caspe
51 Ceuta 8: Ceuta
52 Melilla 8: Melilla
`;

export const towns: readonly Town[] = provinces
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, prefix, province, weight, list] = /^(\d\d) (.+) (\d+): (.+)$/.exec(line) as RegExpExecArray as unknown as string[];
    const names = list!.split(', ');
    return names.map((name, index) => ({
      name,
      province: province!,
      prefix: prefix!,
      capital: index === 0,
      suffix: 100 + ((index * 137 + name.length * 31 + Number(prefix) * 7) % 880),
      weight: (Number(weight) * (index === 0 ? 5 : 1)) / (names.length + 4),
    }));
  });

/** The official or usual name → another name of the same town. */
export const townVariants: Readonly<Record<string, readonly string[]>> = {
  'A Coruña': ['La Coruña', 'Coruña (A)'],
  'Donostia-San Sebastián': ['San Sebastián', 'Donostia', 'S. Sebastián'],
  Lleida: ['Lérida'],
  València: ['Valencia'],
  Girona: ['Gerona'],
  Ourense: ['Orense'],
  'Vitoria-Gasteiz': ['Vitoria', 'Gasteiz'],
  'Castelló de la Plana': ['Castellón', 'Castellón de la Plana'],
  "L'Hospitalet de Llobregat": ['Hospitalet de Llobregat', "Hospitalet de Llobregat (L')", 'L Hospitalet'],
  Palma: ['Palma de Mallorca'],
  Pamplona: ['Iruña', 'Pamplona/Iruña'],
  Eivissa: ['Ibiza'],
  Maó: ['Mahón'],
  Sagunt: ['Sagunto'],
  Xàtiva: ['Játiva'],
  Irun: ['Irún'],
  'Las Palmas de Gran Canaria': ['Las Palmas', 'Palmas de Gran Canaria (Las)'],
  'Santiago de Compostela': ['Santiago', 'Stgo. de Compostela'],
  'San Cristóbal de La Laguna': ['La Laguna'],
  Getxo: ['Guecho'],
  Dénia: ['Denia'],
  Gandia: ['Gandía'],
  'Jerez de la Frontera': ['Jerez', 'Jerez Fra.'],
};

export type ForeignTown = {
  readonly name: string;
  readonly county: string;
  readonly country: 'United Kingdom' | 'Ireland';
  /** Opens the postcode; empty where there is none to open. */
  readonly area: string;
};

export const foreignTowns: readonly ForeignTown[] = `
London, Greater London, SW|London, Greater London, N|London, Greater London, SE|Manchester, Greater Manchester, M|
Leeds, West Yorkshire, LS|Bristol, Bristol, BS|Sheffield, South Yorkshire, S|Liverpool, Merseyside, L|
Newcastle upon Tyne, Tyne and Wear, NE|Nottingham, Nottinghamshire, NG|Leicester, Leicestershire, LE|
Brighton, East Sussex, BN|Cambridge, Cambridgeshire, CB|Oxford, Oxfordshire, OX|Norwich, Norfolk, NR|Exeter, Devon, EX|
Plymouth, Devon, PL|York, North Yorkshire, YO|Bath, Somerset, BA|Cardiff, South Glamorgan, CF|Swansea, West Glamorgan, SA|
Edinburgh, Midlothian, EH|Glasgow, Lanarkshire, G|Aberdeen, Aberdeenshire, AB|Dundee, Angus, DD|Belfast, Antrim, BT|
Reading, Berkshire, RG|Ipswich, Suffolk, IP|Chester, Cheshire, CH|Lincoln, Lincolnshire, LN|
Dublin, Dublin,|Cork, Cork,|Galway, Galway,|Limerick, Limerick,|Waterford, Waterford,|Sligo, Sligo,`
  .trim()
  .split(/\|\s*/)
  .map((entry) => {
    const [name, county, area] = entry.split(/,\s*/);
    return { name: name!, county: county!, country: area === '' ? 'Ireland' : 'United Kingdom', area: area! };
  });
