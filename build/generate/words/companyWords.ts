// Words that names of invented companies are put together from, and the spellings of legal forms.

const words = (text: string): string[] => text.trim().split(/\s*\|\s*/);

export const trades: readonly string[] = words(`
Construcciones|Reformas|Transportes|Talleres|Panadería|Pastelería|Ferretería|Carpintería|Fontanería|Electricidad|
Instalaciones|Suministros|Distribuciones|Comercial|Inversiones|Promociones|Inmobiliaria|Asesoría|Gestoría|Consultores|
Abogados|Arquitectos|Ingeniería|Clínica Dental|Farmacia|Óptica|Peluquería|Restaurante|Cafetería|Hostal|Hotel|Viajes|
Autoescuela|Academia|Librería|Papelería|Imprenta|Gráficas|Muebles|Cristalería|Pinturas|Jardinería|Viveros|Agrícola|
Ganados|Bodegas|Aceites|Conservas|Pescados|Frutas|Carnes|Embutidos|Quesos|Maquinaria|Herramientas|Mecanizados|Metalúrgica|
Plásticos|Envases|Textiles|Confecciones|Calzados|Joyería|Informática|Software|Telecomunicaciones|Limpiezas|Seguridad|
Mudanzas|Logística|Grúas|Neumáticos|Recambios|Excavaciones|Áridos|Hormigones|Mármoles|Climatización|Energías|Ascensores`);

export const places: readonly string[] = words(`
del Sur|del Norte|Levante|Mediterráneo|Atlántico|Cantábrico|Ibérica|Castellana|Andaluza|Extremeña|Gallega|Aragonesa|
Catalana|Valenciana|Murciana|Riojana|Manchega|Costa del Sol|Costa Blanca|Valle del Ebro|Vega Baja|Sierra Norte|
Campo de Gibraltar|Bahía|Guadalquivir|Duero|Tajo|Alcarria|Moncayo|Montseny|Aljarafe|Tierra de Campos`);

export const coinedStems: readonly string[] = words(`
Agro|Aqua|Bio|Cer|Corp|Data|Eco|Elec|Eur|Ferro|Fit|Gest|Hidro|Hispa|Iber|Inno|Inter|Lab|Lumi|Mec|Medi|Multi|Neo|Nova|Omni|
Opti|Petro|Plas|Poli|Pro|Rec|Sol|Tec|Tele|Termo|Trans|Uni|Vega|Verd|Vit`);

export const coinedEnds: readonly string[] = words(`
alia|antec|aria|asa|asis|bel|cal|calia|cor|dalia|dex|dor|fam|gal|gest|grup|ibérica|inox|izar|lan|lia|line|logic|mar|max|
metal|nor|nova|pack|plus|red|sa|san|sol|sur|tec|tel|tia|trade|val|via|vital|zar`);

export const englishTrades: readonly string[] = words(`
Builders|Plumbing|Joinery|Bakery|Brewery|Garage|Motors|Logistics|Haulage|Consulting|Solicitors|Accountants|Architects|
Dental Practice|Pharmacy|Opticians|Hair Studio|Bistro|Coffee House|Guest House|Travel|Bookshop|Printers|Furniture|
Glazing|Gardens|Nurseries|Farms|Dairy|Fisheries|Foods|Butchers|Machinery|Tools|Engineering|Plastics|Packaging|Textiles|
Software|Telecom|Cleaning Services|Security|Removals|Tyres|Roofing|Energy|Holdings|Properties`);

/** A legal form in its short official spelling, its share among firms, the letter its tax id opens with, its spellings. */
export const legalForms: readonly { readonly name: string; readonly weight: number; readonly letter: string; readonly spellings: readonly string[] }[] = [
  { name: 'S.L.', weight: 62, letter: 'B', spellings: ['SL', 'S.L', 'S. L.', 'Sociedad Limitada', 'Soc. Ltda.', 's.l.'] },
  { name: 'S.A.', weight: 12, letter: 'A', spellings: ['SA', 'S. A.', 'Sociedad Anónima', 'S.A'] },
  { name: 'S.L.U.', weight: 10, letter: 'B', spellings: ['SLU', 'S.L.U', 'Sociedad Limitada Unipersonal', 'S.L. Unipersonal'] },
  { name: 'S.A.U.', weight: 2, letter: 'A', spellings: ['SAU', 'S.A. Unipersonal'] },
  { name: 'C.B.', weight: 5, letter: 'E', spellings: ['CB', 'Comunidad de Bienes', 'Com. B.'] },
  { name: 'S.C.', weight: 3, letter: 'J', spellings: ['SC', 'Sociedad Civil', 'S. Civil'] },
  { name: 'S.Coop.', weight: 3, letter: 'F', spellings: ['S. Coop.', 'Soc. Coop.', 'Sociedad Cooperativa', 'SCOOP'] },
  { name: 'S.L.L.', weight: 1.5, letter: 'B', spellings: ['SLL', 'Sociedad Limitada Laboral'] },
  { name: 'S.L.P.', weight: 1.5, letter: 'B', spellings: ['SLP', 'Sociedad Limitada Profesional'] },
];

export const englishForms: readonly string[] = ['Ltd', 'Ltd', 'Ltd', 'Limited', 'PLC', 'LLP'];

export const freeMail: readonly string[] = ['gmail.com', 'hotmail.com', 'yahoo.es', 'outlook.es', 'hotmail.es', 'telefonica.net', 'icloud.com', 'outlook.com', 'live.com', 'yahoo.com'];

/** A mail domain → what people mistype it as. */
export const domainTypos: Readonly<Record<string, readonly string[]>> = {
  'gmail.com': ['gmial.com', 'gmai.com', 'gmail.con', 'gamil.com', 'gmail.es', 'gmail,com'],
  'hotmail.com': ['hotmial.com', 'hotmai.com', 'hotmail.con', 'homail.com'],
  'yahoo.es': ['yaho.es', 'yahooo.es', 'yahoo,es'],
  'outlook.es': ['outlok.es', 'oulook.es'],
  'hotmail.es': ['hotmial.es', 'hotmeil.es'],
  'telefonica.net': ['telefonica.es', 'telefonca.net'],
  'icloud.com': ['iclod.com', 'icloud.con'],
};
