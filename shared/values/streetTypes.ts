// Knows the kinds of streets in Spanish, Catalan, Galician, Basque and English, in full and shortened.
import { foldText } from './fold.ts';

export type StreetType = { /** The same for every language: calle, avenida … */ readonly kind: string; /** As written out. */ readonly name: string };

/** kind = name written out: shortened forms, folded and without points. The name itself counts too. */
const spanishLines = `
calle = Calle: c cl cll clle ce
calle = Carrer: cr carr
calle = Rúa: r
avenida = Avenida: av avd avda avnda aven avenid avd a
avenida = Avinguda: avgda avg avdg
plaza = Plaza: pza pl plz plza pz plaz
plaza = Plaça: pca plca
plaza = Praza: prza
paseo = Paseo: po pso pse pas p ps
paseo = Passeig: pg psg
carretera = Carretera: ctra crta cra carret ctera
camino = Camino: cno cmno cam cmo
camino = Camí: cami
camino = Camiño:
ronda = Ronda: rda rnda
travesia = Travesía: trav trv trva tr trvs
travesia = Travessera:
travesia = Travessia: trvia
urbanizacion = Urbanización: urb urbaniz urbn
urbanizacion = Urbanització: urbanitz
poligono = Polígono Industrial: pol ind poligono polig pol poli pgno pi
poligono = Polígon Industrial: poligon
barrio = Barrio: bo bro
barrio = Barriada: bda barr
barrio = Barri: barri
callejon = Callejón: cjon cllon callej
pasaje = Pasaje: pje psje pasj
pasaje = Passatge: ptge
glorieta = Glorieta: gta glta glor
alameda = Alameda: alda alam
rambla = Rambla: rbla rmbla
via = Vía:
granvia = Gran Vía:
cuesta = Cuesta: cta custa
costanilla = Costanilla: cost
bulevar = Bulevar: blvr bulev blvd
autovia = Autovía: autov
partida = Partida: ptda pda partid
lugar = Lugar: lg lug
aldea = Aldea:
finca = Finca:
edificio = Edificio: ed edif edf
apartado = Apartado de Correos: apdo apartado apdo correos apartado correos apdo de correos ap correos
plazuela = Plazuela: pzla plzla
plazoleta = Plazoleta:
jardin = Jardín: jard
senda = Senda: sda
vereda = Vereda: vda
corredera = Corredera:
subida = Subida: sbda
bajada = Bajada: bjda
baixada = Baixada:
muelle = Muelle: mlle
parque = Parque: pque parq
diseminado = Diseminado: dis disem dseminado
colonia = Colonia: col
residencial = Residencial: resid res
sector = Sector: sect
parcela = Parcela:
grupo = Grupo: gr
largo = Largo:
rua = Rua:
rue = Rue:
canton = Cantón:
`;

/** Basque: the kind stands behind the name. */
const basqueSuffixes: Readonly<Record<string, StreetType>> = {
  kalea: { kind: 'calle', name: 'Kalea' }, etorbidea: { kind: 'avenida', name: 'Etorbidea' }, hiribidea: { kind: 'avenida', name: 'Hiribidea' }, plaza: { kind: 'plaza', name: 'Plaza' },
  enparantza: { kind: 'plaza', name: 'Enparantza' }, pasealekua: { kind: 'paseo', name: 'Pasealekua' }, ibilbidea: { kind: 'paseo', name: 'Ibilbidea' }, bidea: { kind: 'camino', name: 'Bidea' }, errepidea: { kind: 'carretera', name: 'Errepidea' }, auzoa: { kind: 'barrio', name: 'Auzoa' }, industrialdea: { kind: 'poligono', name: 'Industrialdea' }, kal: { kind: 'calle', name: 'Kalea' },
};

const englishLines = `
Street: st str strt
Road: rd
Avenue: ave av aven avn
Lane: ln
Drive: dr drv
Court: ct crt
Place: pl plc
Square: sq
Boulevard: blvd boul bvd
Terrace: ter terr tce
Crescent: cres crescent cr crs
Close: cl clo
Way: wy
Gardens: gdns gdn garden
Grove: gr grv gve
Park: pk
Circle: cir circ
Highway: hwy hway
Parkway: pkwy pky
Trail: trl
Row:
Walk: wk
Mews:
Hill: hl
Green: grn
View: vw
Rise:
Circuit: cct
Parade: pde
Esplanade: esp
Alley: aly
Plaza: plz
Turnpike: tpke
Expressway: expy
Heights: hts
Crossing: xing
Loop:
Quay: qy
Wharf:
Yard: yd
Vale:
Mount:
Broadway:
Freeway: fwy
Route: rte
`;

const spanish = new Map<string, StreetType>();
for (const line of spanishLines.trim().split('\n')) {
  const [head, shorts] = line.split(':') as [string, string];
  const [kind, name] = head.split(' = ') as [string, string];
  const type: StreetType = { kind: foldText(kind), name };
  add(foldText(name), type);
  const multiword = kind === 'poligono' || kind === 'apartado' || kind === 'granvia';
  if (!multiword) for (const short of shorts.trim().split(' ')) if (short !== '') add(short, type);
}
for (const [name, type] of [
  ['pol ind', 'poligono industrial'], ['pol', 'poligono industrial'], ['polig', 'poligono industrial'], ['poligono', 'poligono industrial'], ['pol industrial', 'poligono industrial'], ['polig ind', 'poligono industrial'], ['polig industrial', 'poligono industrial'], ['poligono ind', 'poligono industrial'], ['p i', 'poligono industrial'], ['pi', 'poligono industrial'], ['pg ind', 'poligono industrial'], ['pg industrial', 'poligono industrial'],
  ['poligon', 'poligon industrial'], ['poligon ind', 'poligon industrial'], ['apdo', 'apartado de correos'], ['apartado', 'apartado de correos'], ['apdo correos', 'apartado de correos'], ['apdo de correos', 'apartado de correos'], ['apartado correos', 'apartado de correos'], ['g via', 'gran via'],
] as const) add(name, spanish.get(type)!);

function add(spelling: string, type: StreetType): void {
  if (!spanish.has(spelling)) spanish.set(spelling, type);
}

const english = new Map<string, StreetType>();
for (const line of englishLines.trim().split('\n')) {
  const [name, shorts] = line.split(':') as [string, string];
  const type: StreetType = { kind: name.toLowerCase(), name };
  english.set(name.toLowerCase(), type);
  for (const short of shorts.trim().split(' ')) if (short !== '') english.set(short, type);
}

/** The kind named by one or two folded words at the start of a Spanish address. */
export function findSpanishStreetType(words: string): StreetType | undefined {
  return spanish.get(words);
}

/** The kind named by a folded word behind a Basque street name. */
export function findBasqueStreetType(word: string): StreetType | undefined {
  return basqueSuffixes[word];
}

/** The kind named by a folded word at the end of an English street. */
export function findEnglishStreetType(word: string): StreetType | undefined {
  return english.get(word);
}
