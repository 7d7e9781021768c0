// Words that carry little identity: particles of names, legal forms, kinds of street, and short forms of given names.

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const nameParticles = list('de del la las los y i e da do dos das di van von der den el al san santa st ste le du des und and the of for at in on a an to');
export const legalForms = list('sl sa slu sau slp sll sc cb scoop scp ltd limited inc incorporated corp corporation co company llc llp plc gmbh ag kg ug ohg sarl sas eurl lda ltda spa srl bv nv oy ab as cia');
export const streetTypes = list(
  'c cl calle av ave avda avd avenida avenue avinguda pza pl plz plaza placa place po ps paseo passeig pg ctra crta carretera cno camino cami rda ronda trav travesia urb urbanizacion pol poligono ind industrial bda barrio carrer cr rua rue via viale piazza street st road rd lane ln drive dr blvd boulevard court ct circuit cct crescent cres close way parade pde terrace tce highway hwy parkway pkwy square sq strasse str kalea weg platz allee n no num numero nr s sn km esc escalera ptal portal pta puerta piso planta bj bajo blq bloque ent entlo pral atico izq izda dcha der local nave floor fl suite ste unit apt apartment flat level de del la las los el lo les dels d l i y e north south east west n e w ne nw se sw between',
);
