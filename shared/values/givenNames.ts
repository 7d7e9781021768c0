// Knows given names and frequent surnames of Spain, Latin America and the English-speaking world: which word of a
// name is which, what gender goes with it, and which names one person may go by. Compiled for this project. Long because it is mostly data.
import { foldText } from './fold.ts';

const female = `
maria carmen ana isabel laura cristina marta lucia elena pilar dolores sara paula raquel rosa mercedes julia irene beatriz teresa rocio silvia patricia nuria monica alba sonia sandra angela rosario
susana yolanda marina eva encarnacion concepcion margarita natalia inmaculada esther andrea alicia noelia claudia veronica angeles sofia nerea josefa amparo catalina montserrat consuelo gloria lorena victoria miriam
ines daniela emilia lourdes carla luisa antonia manuela francisca juana josefina asuncion begona magdalena matilde remedios milagros esperanza nieves belen blanca carolina rosalia amalia aurora celia clara fatima
leire ainhoa itziar amaia maite miren nekane garazi ane uxue maialen edurne arantxa arantzazu aitana valeria martina noa emma carlota vega lola abril adriana alejandra alma candela olivia valentina gabriela jimena
ariadna berta gemma merce nuri meritxell laia mireia anna nuria neus roser dolors assumpta eulalia elisabet queralt joana carme marta agnes judit queralt txell
xiana uxia sabela iria antia lucrecia iratxe estibaliz soledad purificacion trinidad visitacion adoracion ascension candelaria macarena guadalupe desamparados vicenta ramona petra felisa agustina aurelia
eugenia fernanda gema ingrid isidora jacinta leticia leonor lidia luz maribel marisol marisa mariana marisela micaela minerva miranda nora olga paloma paz perla piedad priscila rafaela rebeca regina rita ruth
salome samanta tamara tania tatiana ursula vanesa virginia viviana ximena yesica yasmina zaida zoraida almudena araceli azucena barbara bernarda brigida camila carina casandra cecilia constanza coral
delia diana dora elisa elvira ester estefania estela estrella eufemia fabiola flora genoveva georgina graciela griselda herminia hortensia ivonne jenifer jennifer jessica karina
mary patricia linda barbara elizabeth jennifer susan margaret dorothy lisa nancy karen betty helen sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela melissa brenda amy anna rebecca virginia
kathleen pamela martha debra amanda stephanie carolyn christine marie janet catherine frances ann joyce diane alice julie heather doris gloria evelyn jean cheryl mildred katherine joan ashley judith rose janice kelly nicole judy christina kathy
theresa beverly denise tammy irene jane lori rachel marilyn andrea kathryn louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie lillian emily robin peggy crystal gladys rita dawn connie florence
charlotte olivia amelia isla ava mia grace freya poppy ella lily evie sophie phoebe scarlett chloe daisy hannah megan georgia molly lucy ellie holly jasmine eleanor zoe abigail bethany lauren samantha natalie victoria tracy
sheila gillian hilary fiona kirsty eilidh siobhan niamh aoife ciara bronwyn gwen carys harriet matilda imogen beatrice agnes edith vera hazel ivy nora sylvia wendy yvonne zara leah paige courtney danielle alexandra
joana catarina ines beatriz leonor francisca mariana fernanda adriana aline camila juliana luciana larissa vanessa`;

const male = `
antonio jose manuel francisco juan david javier daniel carlos jesus alejandro miguel rafael pedro pablo angel sergio jorge fernando luis alberto alvaro adrian diego raul ivan enrique ramon vicente ruben oscar andres joaquin santiago
eduardo victor mario roberto jaime marcos ignacio alfonso hugo salvador ricardo emilio guillermo gabriel julian julio marc tomas gonzalo agustin mohamed jordi felix cesar nicolas samuel albert ismael joan rodrigo martin mariano hector
domingo josep sebastian alfredo gregorio esteban xavier felipe cristian lorenzo arturo lucas isaac eugenio german aitor bernardo valentin borja dario iker pau pol oriol arnau gerard roger ferran lluis miquel pere francesc carles
enric ricard eduard joaquim jaume marti guillem sergi oleguer quim narcis ramir bernat biel nil bru blai llorenc vicent tonet
unai gorka jon asier mikel inaki ander xabier eneko julen jokin koldo andoni josu joseba kepa patxi txomin inigo imanol egoitz ibai oier aritz beñat ekaitz joanes
xoan xose brais anxo iago breixo xurxo roi uxio antón martino manel paulo
abel adolfo alonso amadeo anselmo aquilino aurelio baltasar bartolome basilio benito benjamin bernabe bruno calixto camilo candido casimiro cayetano cecilio cipriano claudio clemente conrado cristobal damian
desiderio dionisio edgar efren eladio elias eliseo eloy emiliano emmanuel epifanio ernesto eusebio evaristo ezequiel fabian faustino federico feliciano fermin fidel florencio florentino fortunato gaspar genaro gerardo gil gines
heriberto hilario hipolito honorio horacio humberto indalecio isidoro isidro jacinto jacobo jenaro jeremias jeronimo joel jonathan josue juanjo justo lazaro leandro leonardo leoncio leopoldo lisardo macario marcelino marcelo marcial
mateo matias mauricio maximiliano maximo melchor modesto moises nestor norberto octavio olegario omar oswaldo pascual patricio paulino placido primitivo prudencio quintin ramiro raimundo regino reinaldo roman rogelio romualdo
rosendo rufino ruperto sabino saturnino saul severino silvestre simon sixto teodoro teofilo tiburcio tobias toribio ubaldo urbano venancio victoriano victorino vidal virgilio wenceslao wilfredo zacarias izan leo thiago enzo
james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey frank scott eric stephen
andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas henry carl arthur ryan roger joe juan jack albert jonathan justin terry gerald keith samuel willie ralph lawrence nicholas roy benjamin bruce brandon adam
harry fred wayne billy steve louis jeremy aaron randy howard eugene carlos russell bobby victor martin ernest phillip todd jesse craig alan shawn clarence sean philip chris johnny earl jimmy antonio bryan tony luis mike stanley leonard
nathan dale manuel rodney curtis norman allen marvin vincent glenn jeffery travis jeff chad jacob lee melvin alfred kyle francis bradley oliver noah liam ethan mason logan lucas elijah aiden jackson owen dylan luke isaac caleb connor
graham nigel trevor clive barry colin derek duncan ewan angus callum hamish rory declan cormac niall gareth rhys dafydd huw alistair rupert hugo toby jamie simon neil ian stuart geoffrey gavin darren dean lewis reece archie alfie
tiago joao rui nuno goncalo duarte afonso vasco filipe paulo andre bernardo rodrigo henrique gustavo leonardo thiago mateus felipe`;

const surnames = `
garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez hernandez ruiz diaz moreno munoz alvarez romero gutierrez alonso navarro torres dominguez ramos vazquez ramirez gil serrano morales molina blanco suarez
castro ortega delgado ortiz marin rubio nunez medina sanz castillo iglesias cortes garrido santos lozano guerrero cano cruz mendez flores prieto herrera pena leon marquez cabrera gallego calvo vidal campos reyes vega fuentes carrasco diez
aguilar caballero nieto santana vargas pascual gimenez herrero hidalgo montero lorenzo santiago benitez duran ibanez arias mora ferrer carmona vicente rojas soto crespo roman pastor velasco parra saez moya bravo rivera gallardo soler
esteban silva pardo franco lara merino espinosa izquierdo rivas camacho arroyo redondo vera casado silva segura galan luque heredia rey sierra otero montes rios bernal exposito macias ferreira marcos pereira carrillo robles varela
guerra sosa mendoza aguirre acosta valdes quintana salazar villanueva bermudez plaza trujillo mesa sola casas padilla roca contreras avila escudero villa estevez andres conde pons puig vila serra bosch riera costa rovira sala
etxeberria echeverria goikoetxea goicoechea agirre zabala arrieta mendizabal urrutia ibarra elizalde garmendia arana uriarte otxoa ochoa olano lasa
smith johnson williams brown jones davis miller wilson moore taylor anderson thomas jackson white harris thompson robinson clark rodriguez lewis lee walker hall allen young hernandez king wright hill scott green adams baker nelson carter
mitchell roberts turner phillips campbell parker evans edwards collins stewart morris rogers reed cook morgan bell murphy bailey cooper richardson cox howard ward peterson gray james watson brooks kelly sanders price bennett wood
barnes ross henderson coleman jenkins perry powell long patterson hughes butler simmons foster bryant alexander russell griffin hayes hamilton graham ford macdonald murray shaw hunter palmer ellis harrison gibson mason
silva santos oliveira souza ferreira pereira costa rodrigues almeida nascimento lima araujo fernandes carvalho gomes ribeiro`;

/** formal name: other names that the same person may go by */
const nicknameLines = `
francisco: paco pacho curro fran kiko quico pancho francis frasquito paquito cisco francesc xisco xesc patxi pakito farruco frank
jose: pepe pepito chepe josep xose joseba jose josepe pep pepin txema joe
jose maria: chema txema josemari
jose luis: joselu pepelu
jose antonio: josean joseant
jose manuel: chemanu josema
juan jose: juanjo
juan manuel: juanma
juan carlos: juanca
juan: juanito juancho xoan joan jon johan john juani ion
ignacio: nacho iñaki inaki ignasi nachete iñigo
enrique: quique kike henrique enric henry quico
antonio: toni tony toño antoni anton antuan toñin andoni tonet antxon
manuel: manolo manu manel lolo manolito manny
dolores: lola loli dolors lolita
concepcion: concha conchi conchita concepcio
mercedes: merche merce mercè merceditas meche
rosario: charo chayo rosari
consuelo: chelo consol
maria: mari mary maruja marieta miren marie maruchi maru
maria del carmen: maricarmen mamen mayca mai maricamen
carmen: carmina carmiña carmeta menchu karmele carme carmela carmencita
maria jose: mariajo marijose majo pepa
maria teresa: maite mayte marite
teresa: tere teresita teresina tesa
maria isabel: maribel mabel
isabel: isa elisabet elisabeth elizabeth chabela sabela bel
maria luisa: marisa malu
maria angeles: mariangeles marian nines
maria dolores: mariló marilo lolamari
francisca: paca paqui paquita francesca kika
josefa: pepa pepita fina josefina pepi josepa
guadalupe: lupe lupita
jesus: chus suso chuchi xesus jesu
rafael: rafa fali rafel falete
alejandro: alex ale jandro alexandre alessandro sandro alexander xandro
alejandra: alex ale sandra alexandra
javier: javi xavi xavier xabier xabi javito
eduardo: edu lalo eduard duardo eddie
fernando: nando fer ferran fernan
luis: lucho luisito lluis koldo lois louis luisma
miguel: miki micky miquel mikel migui
miguel angel: miguelan migue
jorge: jordi xurxo coque jorgito george gorka
carlos: charly carles carlitos karlos
pedro: perico pere peio kepa perucho peter
pablo: pau paulo pablito paul
andres: andreu andrew
santiago: santi yago iago chago tiago
jaime: jaume jaimito
jacobo: yago
vicente: chente vicent bixente
ramon: mon moncho ramonet monxo
joaquin: quino chimo ximo joaquim quim jokin
tomas: tommy thomas
bartolome: bartolo tomeu
roberto: rober berto robert bob
alberto: berto albert
rosa: rosi rosita
pilar: pili piluca pilarica
ana: anita anna anne ane
inmaculada: inma macu
montserrat: montse
encarnacion: encarna encarni
asuncion: asun assumpta
amparo: amparin empar amparito
gloria: glori
susana: susi susan
beatriz: bea beatriu
cristina: cris tina christina kristina
patricia: patri patty pat tricia
veronica: vero
margarita: marga margui rita margaret
natalia: nati nata natalie
magdalena: magda malena lena
remedios: reme
milagros: mila
esperanza: espe
nieves: neus
catalina: cata lina catherine katalin
eugenia: geni
gabriel: gabi
gabriela: gabi
daniel: dani danny dan
david: davi dave davey
samuel: samu sam
sebastian: sebas
guillermo: guille memo guillem william willy
gregorio: goyo grego
gerardo: gera gerard
ricardo: ricky richi ricard richard
sergio: checho sergi
victor: vico vitor
vicenta: vicen
valentin: valen
salvador: salva
agustin: agus
adrian: adri
cristobal: tobal
cesar:
felipe: pipe felip philip
alfonso: fonso alfons poncho
alfredo: fredo
leonardo: leo
leopoldo: polo
marcelino: lino
joan: joanet
xavier: xavi
robert: bob bobby rob robbie bert
william: bill billy will willie liam
richard: dick rick ricky rich richie
james: jim jimmy jamie
john: jack johnny jon
michael: mike mick mickey micky mikey
thomas: tom tommy
charles: charlie chuck chas
joseph: joe joey
edward: ed eddie ted ned teddy
henry: harry hank hal
george: georgie
david: dave
daniel: dan danny
anthony: tony
andrew: andy drew
christopher: chris kit topher
matthew: matt matty
steven: steve stevie
stephen: steve stevie
nicholas: nick nicky
alexander: alex al sandy xander
benjamin: ben benny
samuel: sam sammy
jonathan: jon jonny
joshua: josh
timothy: tim timmy
patrick: pat paddy
peter: pete
philip: phil
phillip: phil
gregory: greg
jeffrey: jeff
geoffrey: geoff
kenneth: ken kenny
ronald: ron ronnie
donald: don donnie
raymond: ray
lawrence: larry
gerald: gerry jerry
jeremy: jerry
frederick: fred freddie
albert: al bert
alfred: alf alfie fred
arthur: art
francis: frank fran
walter: walt wally
leonard: len lenny leo
vincent: vince vinnie
douglas: doug
zachary: zach zac
nathan: nate
nathaniel: nate nathan
elizabeth: liz lizzie beth betty eliza lisa libby bess betsy
margaret: maggie meg peggy marge
catherine: kate cathy katie cat
katherine: kate kathy katie kat
kathryn: kate kathy katie
mary: molly polly mamie
patricia: pat patty tricia trish
jennifer: jen jenny
jessica: jess jessie
rebecca: becky becca
susan: sue susie suzy
deborah: deb debbie debra
barbara: barb babs
dorothy: dot dottie dolly
victoria: vicky vicki tori
christine: chris chrissy tina
christina: chris chrissy tina
alexandra: alex sandra lexi sandy
samantha: sam
amanda: mandy
pamela: pam
sandra: sandy
stephanie: steph
theresa: terry tess
eleanor: ellie nell nora
abigail: abby
madeleine: maddie
jacqueline: jackie
charlotte: charlie lottie
isabella: bella izzy
virginia: ginny
helen: nell
ann: annie nan
anne: annie nan
`;

export type NameGender = 'female' | 'male' | 'either';

const genders = new Map<string, NameGender>();
for (const name of words(female)) genders.set(name, 'female');
for (const name of words(male)) genders.set(name, genders.get(name) === 'female' ? 'either' : 'male');
// Names whose gender depends on the country or the person.
for (const name of ['trinidad', 'cruz', 'alex', 'andrea', 'jean', 'joan', 'robin', 'kelly', 'leslie', 'guadalupe', 'rosario', 'sam', 'chris', 'terry', 'ariel', 'noa', 'frances', 'lee', 'jordan', 'taylor', 'dana', 'reyes', 'jamie', 'paige', 'kim']) genders.set(name, 'either');

const frequentSurnames = new Set(words(surnames));

const roots = new Map<string, Set<string>>();
for (const line of nicknameLines.trim().split('\n')) {
  const colon = line.indexOf(':');
  const formal = foldText(line.slice(0, colon));
  addRoot(formal, formal);
  for (const nickname of words(line.slice(colon + 1))) {
    addRoot(nickname, formal);
    if (!genders.has(nickname)) {
      const gender = genders.get(formal.split(' ')[0]!);
      if (gender !== undefined) genders.set(nickname, formal.startsWith('maria ') ? 'female' : gender);
    }
  }
}

function addRoot(name: string, formal: string): void {
  const known = roots.get(name);
  if (known === undefined) roots.set(name, new Set([formal]));
  else known.add(formal);
}

function words(text: string): string[] {
  return foldText(text).split(/\s+/).filter((word) => word !== '');
}

/** Whether a folded word is a given name (`maria`, `xoan`, `jennifer`). */
export function isGivenName(folded: string): boolean {
  return genders.has(folded);
}

/** Whether a folded word is among the frequent surnames. Some words are both: martin, santiago, alonso. */
export function isFrequentSurname(folded: string): boolean {
  return frequentSurnames.has(folded);
}

/** Gender of the first word of a folded given name that tells one; of `jose maria` the first word, of `maria jose` too. */
export function genderOfGivenName(folded: string): 'female' | 'male' | undefined {
  const gender = genders.get(folded.split(' ')[0]!);
  return gender === 'either' ? undefined : gender;
}

/**
 * The formal names that a folded given name may stand for, itself first: `paco` → paco, francisco; `chema` → chema, jose maria.
 * Two given names may be one person's where the lists meet.
 */
export function givenNameRoots(folded: string): readonly string[] {
  const known = roots.get(folded);
  if (known === undefined) return [folded];
  return known.has(folded) ? [folded, ...[...known].filter((name) => name !== folded)] : [folded, ...known];
}

/** Every given name, folded, with what it says about gender. */
export function listGivenNames(): { readonly name: string; readonly gender: NameGender }[] {
  return [...genders].map(([name, gender]) => ({ name, gender }));
}
