// Counties, states and districts of the countries whose addresses stand most often among Spanish ones, so that they are not taken for misspelt provinces.
import { foldWords } from './fold.ts';

const byCountry: Readonly<Record<string, string>> = {
  GB: 'england|scotland|wales|northern ireland|greater london|greater manchester|west midlands|merseyside|south yorkshire|west yorkshire|north yorkshire|east riding of yorkshire|tyne and wear|bedfordshire|berkshire|bristol|buckinghamshire|cambridgeshire|cheshire|cornwall|cumbria|derbyshire|devon|dorset|durham|county durham|east sussex|west sussex|sussex|essex|gloucestershire|hampshire|herefordshire|hertfordshire|isle of wight|kent|lancashire|leicestershire|lincolnshire|london|middlesex|norfolk|northamptonshire|northumberland|nottinghamshire|oxfordshire|rutland|shropshire|somerset|staffordshire|suffolk|surrey|warwickshire|wiltshire|worcestershire|yorkshire|city of london|aberdeenshire|angus|argyll and bute|ayrshire|clackmannanshire|dumfries and galloway|dunbartonshire|east lothian|edinburgh|fife|glasgow|glasgow city|highland|inverclyde|lanarkshire|north lanarkshire|south lanarkshire|midlothian|moray|perth and kinross|renfrewshire|scottish borders|stirling|west lothian|anglesey|blaenau gwent|bridgend|cardiff|carmarthenshire|ceredigion|conwy|denbighshire|flintshire|gwynedd|monmouthshire|newport|pembrokeshire|powys|rhondda cynon taf|swansea|torfaen|vale of glamorgan|wrexham|antrim|armagh|county down|down|fermanagh|londonderry|tyrone',
  IE: 'carlow|cavan|clare|cork|donegal|dublin|galway|kerry|kildare|kilkenny|laois|leitrim|limerick|longford|louth|mayo|meath|monaghan|offaly|roscommon|sligo|tipperary|waterford|westmeath|wexford|wicklow',
  US: 'alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|district of columbia|puerto rico',
  PT: 'aveiro|beja|braga|braganca|castelo branco|coimbra|evora|faro|guarda|leiria|lisboa|lisbon|portalegre|porto|oporto|santarem|setubal|viana do castelo|vila real|viseu|acores|azores|madeira|algarve',
  FR: 'ile de france|paris|bretagne|normandie|hauts de france|grand est|bourgogne franche comte|auvergne rhone alpes|nouvelle aquitaine|occitanie|provence alpes cote d azur|pays de la loire|centre val de loire|corse|gironde|haute garonne|pyrenees atlantiques|pyrenees orientales|landes|herault|rhone|bouches du rhone|nord|loire atlantique|alpes maritimes|var|gers|aude|ariege',
  DE: 'baden wurttemberg|bayern|bavaria|berlin|brandenburg|bremen|hamburg|hessen|hesse|mecklenburg vorpommern|niedersachsen|lower saxony|nordrhein westfalen|north rhine westphalia|rheinland pfalz|saarland|sachsen|saxony|sachsen anhalt|schleswig holstein|thuringen|thuringia',
  IT: 'abruzzo|basilicata|calabria|campania|emilia romagna|friuli venezia giulia|lazio|liguria|lombardia|lombardy|marche|molise|piemonte|piedmont|puglia|sardegna|sicilia|toscana|tuscany|trentino alto adige|umbria|valle d aosta|veneto|roma|milano|napoli|torino',
  MX: 'ciudad de mexico|cdmx|jalisco|nuevo leon|puebla|estado de mexico|guanajuato|veracruz|yucatan|quintana roo|queretaro|chihuahua|sonora|sinaloa|tamaulipas|coahuila|michoacan|oaxaca|baja california',
  AU: 'new south wales|queensland|south australia|tasmania|victoria|western australia|australian capital territory|northern territory',
  CA: 'alberta|british columbia|manitoba|new brunswick|newfoundland and labrador|nova scotia|ontario|prince edward island|quebec|saskatchewan',
  AD: 'andorra la vella|escaldes engordany|andorra',
};

const countryByName = new Map<string, string>();
for (const [country, names] of Object.entries(byCountry)) for (const name of names.split('|')) if (!countryByName.has(name)) countryByName.set(name, country);

/** Short forms, which mean something else in other countries. */
const shortForms: Readonly<Record<string, ReadonlySet<string>>> = {
  US: new Set('al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr'.split(' ')),
  AU: new Set('nsw vic qld wa sa tas nt act'.split(' ')),
  CA: new Set('ab bc mb nb nl ns nt nu on pe qc sk yt'.split(' ')),
};

/** Whether the text is a listed province of the country, by name or short form. */
export function isProvinceOf(text: string, country: string): boolean {
  return countryOfForeignProvince(text) === country || shortForms[country]?.has(foldWords(text)) === true;
}

/** ISO code of the country whose province, county or state this is; undefined where it is not listed. */
export function countryOfForeignProvince(text: string): string | undefined {
  return countryByName.get(foldWords(text).replace(/^(?:county|co) (?=\w)/, '')) ?? countryByName.get(foldWords(text));
}
