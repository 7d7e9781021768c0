// What column headers are called in es, en, fr, pt, de, ca, gl and it, per canonical field.
// Names are header keys: folded, lower case, words parted by one space (see `headerKey`). Long because it is mostly data.
import type { CanonicalField } from '../model/fields.ts';
import { foldWords } from './fold.ts';

/**
 * One line per language where they differ: en, es, fr, pt, de, ca, gl, it. A name that ends in `?` may well mean
 * something else too, and can stand under several fields: the values of the column decide.
 */
const names: Readonly<Record<CanonicalField, string>> = {
  customerId: `
    customer id|customer number|customer no|customer code|customer ref|customer reference|customer key|cust id|cust no|cust num|custno|client id|client number|client no|client code|
    account id|account number?|account no?|account|member id|member number|membership number|contact id?|user id?|lead id?|record id?|row id?|rec id|party id?|person id?|partner id?|external id|source id?|uid?|uuid?|guid?|id?|key?|ref?|reference?|code?|
    id cliente|cliente id|cod cliente|codigo cliente|codigo de cliente|codigo del cliente|num cliente|numero cliente|numero de cliente|no cliente|n cliente|nro cliente|cliente no|cliente num|clave cliente|clave de cliente|referencia cliente|ref cliente|cod cli|
    id contacto|id persona|id socio|num socio|numero de socio|no socio|n socio|codigo socio|id abonado|num abonado|numero de abonado|id usuario?|id registro?|identificador?|codigo?|cod?|clave?|referencia?|expediente?|num expediente|numero de expediente|matricula?|
    numero client|num client|no client|code client|identifiant?|identifiant client|ref client|reference client|numero adherent|
    id do cliente|codigo do cliente|numero do cliente|n do cliente|cod do cliente|
    kundennummer|kunden nr|kundennr|kd nr|kdnr|kunden id|kundenid|debitor|debitorennummer|mitgliedsnummer|kontonummer kunde?|
    codi client|codi de client|num de client|numero de client|identificador client|numero de soci|
    codice cliente|identificativo?|
    numero?|num?|nro?|number?|no?|n?`,
  fullName: `
    full name|fullname|name?|complete name|display name|customer name|customer?|client name|contact name|contact?|contact person|person name|person?|account name?|holder?|account holder|card holder|cardholder|name and surname|first and last name|recipient?|addressee|attention|attn|
    nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre|apellidos nombre|nombre apellidos|nombre cliente|nombre del cliente|nombre de cliente|cliente?|clientes?|nombre contacto|nombre de contacto|nombre del contacto|persona de contacto|persona contacto|contacto?|persona?|titular?|nombre titular|nombre del titular|nombre y apellidos del cliente|abonado|socio?|destinatario?|interesado|
    nom complet|nom et prenom|nom prenom|prenom et nom|prenom nom|nom du client|nom client|titulaire?|interlocuteur|destinataire|
    nome completo|nome e apelido|nome e sobrenome|nome do cliente|nome cliente|titular da conta|pessoa de contato|pessoa de contacto|
    vollstandiger name|voller name|vor und nachname|vorname nachname|vorname und nachname|kundenname?|kunde?|ansprechpartner|kontaktperson|empfanger|inhaber?|
    nom i cognoms|nom i cognom|cognoms i nom|nom del client|persona de contacte|contacte?|
    nome e apelidos|apelidos e nome|nome do contacto|
    nome e cognome|cognome e nome|nominativo|intestatario|referente?|
    nombre?|nome?|nom?|navn?`,
  givenName: `
    first name|firstname|first?|given name|givenname|given names|given?|forename|forenames|christian name|fname|f name|first names|
    nombre?|nombres|nombre de pila|primer nombre|nombre propio|nom pila|nomb?|nombre 1|
    prenom|prenoms|nome?|nome proprio|primeiro nome|nomes|
    vorname|vornamen|rufname|
    nom?|nom de pila|
    nome di battesimo|primo nome`,
  surname: `
    last name|lastname|last?|surname|surnames|family name|familyname|family|sur name|lname|l name|second name|last names|
    apellidos|apellido|apellido 1|apellido1|primer apellido|1er apellido|1 apellido|apellido primero|ap 1|ap1|apell 1|apellido uno|apellido paterno|paterno?|a paterno|apell|apellidos cliente|ape1|ape 1|1o apellido|
    nom de famille|nom famille|nom de naissance|nom d usage|patronyme|
    apelido|apelidos|sobrenome|sobrenomes|ultimo nome|primeiro apelido|ultimo apelido|
    nachname|familienname|zuname|name familie|
    cognom|cognoms|primer cognom|1r cognom|cognom 1|
    cognome|cognomi|
    nom?|name?`,
  surname2: `
    second surname|surname 2|surname2|last name 2|lastname2|second last name|maternal surname|mother surname|mothers maiden name|maiden name|
    segundo apellido|apellido 2|apellido2|2o apellido|2do apellido|2 apellido|apellido segundo|ap 2|ap2|apell 2|apellido dos|apellido materno|materno?|a materno|ape2|ape 2|apellido de la madre|
    deuxieme nom|second nom|segundo apelido|segundo sobrenome|apelido 2|apelido da mae|
    zweiter nachname|nachname 2|
    segon cognom|2n cognom|cognom 2|
    secondo cognome|cognome 2`,
  companyName: `
    company|company name|companyname|business name|business?|organisation?|organization|organisation name|organization name|org?|org name|firm|firm name|legal name|registered name|trading name|trade name|dba|doing business as|employer?|corporate name|enterprise|vendor?|vendor name|supplier?|supplier name|
    empresa|nombre empresa|nombre de la empresa|nombre de empresa|razon social|raz social|r social|denominacion social|denominacion?|nombre comercial?|nombre fiscal|nombre o razon social|nombre razon social|razon social nombre|sociedad|entidad?|organizacion|compania|negocio?|proveedor?|establecimiento?|
    societe|nom societe|nom de la societe|raison sociale|entreprise|nom de l entreprise|denomination?|denomination sociale|nom commercial|organisme|etablissement|
    razao social|nome da empresa|nome empresa|nome fantasia|denominacao social|denominacao|nome comercial|organizacao|
    firma?|firmenname|unternehmen|unternehmensname|gesellschaft|betrieb|geschaftsname|
    rao social|nom de l empresa|nom empresa|denominacio social|nom comercial|entitat?|
    ragione sociale|rag sociale|azienda|societa|nome azienda|denominazione?|denominazione sociale|impresa|ditta|
    nombre?|name?|cliente?|customer?|nome?|nom?`,
  gender: `
    gender|sex|gender code|salutation|title?|honorific|prefix?|mr mrs|
    sexo|genero|tratamiento|trato|titulo?|sr sra|h m?|
    sexe|genre?|civilite|titre?|
    tratamento|
    geschlecht|anrede|titel?|
    genere|tractament|sesso|xenero|titolo?|
    m f?`,
  birthDate: `
    date of birth|birth date|birthdate|dob|d o b|born?|born on|birthday|birth day|bday|birth?|date birth|year of birth|birth year|
    fecha nacimiento|fecha de nacimiento|f nacimiento|f nac|fnac|fec nac|fecha nac|fec nacimiento|fch nac|fch nacimiento|fecha nto|f nto|nacimiento|nacido|nacido el|cumpleanos|fechanacimiento|ano de nacimiento|ano nacimiento|f de nacimiento|f de nac|
    date de naissance|date naissance|naissance|ne le|date naiss|ddn|anniversaire?|
    data de nascimento|data nascimento|dt nascimento|data nasc|dt nasc|nascimento|aniversario?|
    geburtsdatum|geb datum|gebdatum|geburtstag|geboren|geboren am|geb?|
    data de naixement|data naixement|naixement|data neixement|
    data de nacemento|data nacemento|nacemento|
    data di nascita|data nascita|nascita|nato il`,
  taxId: `
    tax id|taxid|tax number|tax no|tax code|tax identification number|tin|fiscal id|fiscal code|vat|vat no|vat number|vat id|vat code|vat reg no|vat registration number|eu vat|national id|national id number|id card|id card number|identity card|identity number|identity document|id document|document number|document no|document id?|document?|ssn|social security number|ein|abn|nino|soc sec id|soc sec|
    nif|nie|cif|dni|nif cif|cif nif|nif nie|dni nie|dni nif|nif dni|dni cif|cif dni|nif nie cif|dni nie nif|cif nif nie|nif cif nie|nif iva|num nif|numero nif|numero de nif|no nif|n nif|num dni|numero dni|numero de dni|n dni|codigo fiscal|identificacion fiscal|numero de identificacion fiscal|num identificacion fiscal|numero identificacion fiscal|id fiscal|identificador fiscal|doc identidad|documento identidad|documento de identidad|num documento|numero documento|numero de documento|n documento|no documento|nro documento|documento?|doc?|cedula|cedula de identidad|cedula de ciudadania|rut|run|ruc|rfc|curp|cuit|cuil|nit|nif cliente|cif cliente|pasaporte?|
    numero fiscal|no tva|numero tva|numero de tva|n tva|tva|tva intracommunautaire|siren|siret|identifiant fiscal|numero siret|numero siren|
    contribuinte?|numero de contribuinte|nif contribuinte|n contribuinte|cpf|cnpj|cpf cnpj|cnpj cpf|nipc|numero de identificacao fiscal|
    steuernummer|steuer id|steuerid|ust id|ust idnr|ustid|ust id nr|umsatzsteuer id|umsatzsteuer identifikationsnummer|steuer nr|ausweisnummer|uid nummer|
    document d identitat|numero de document|identificacio fiscal|
    codice fiscale|cod fiscale|cod fisc|partita iva|p iva|piva|partita iva codice fiscale|c f`,
  email: `
    email|e mail|mail?|email address|e mail address|emailaddress|mail address|email 1|email1|primary email|work email|personal email|contact email|customer email|email id|
    correo?|correo electronico|correo e|correo elec|correoelectronico|direccion de correo|direccion de correo electronico|direccion correo|direccion email|direccion de email|mail cliente|email cliente|correo cliente|correo principal|email contacto|correo contacto|emilio?|
    courriel|adresse email|adresse e mail|adresse mail|adresse electronique|mel?|courrier electronique|adel|
    correio eletronico|correio electronico|endereco de email|endereco eletronico|endereco de e mail|
    e mail adresse|emailadresse|email adresse|mailadresse|
    correu?|correu electronic|adreca electronica|adreca de correu|adreca electronica de contacte|
    enderezo electronico|
    posta elettronica|indirizzo email|indirizzo e mail|indirizzo di posta elettronica|pec?|
    contacto?|contact?`,
  phone: `
    phone|phone number|phone no|telephone|telephone number|telephone no|tel|tel no|tel number|ph?|phone 1|phone1|mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|cellular|home phone|work phone|business phone|office phone|landline|contact number?|contact phone|primary phone|main phone|phone home|phone work|phone mobile|daytime phone|fax?|fax number?|whatsapp|
    telefono|telefonos|tlf|tlfno|tfno|tfn|tel 1|telefono 1|telefono1|tel1|tlf 1|telef|num telefono|numero telefono|numero de telefono|n telefono|no telefono|telefono fijo|fijo?|tel fijo|tlf fijo|telefono movil|movil?|tel movil|tlf movil|movil 1|numero movil|numero de movil|num movil|telefono de contacto|telefono contacto|telefono cliente|telefono particular|telefono trabajo|telefono casa|telefono principal|celular|tel celular|telefono celular|tel contacto|telefonos de contacto|
    telephone fixe|telephone portable|tel portable|tel fixe|portable?|gsm|numero de telephone|num tel|no tel|n tel|no telephone|
    telefone|telefones|telemovel|telefone celular|telefone fixo|numero de telefone|telefone de contato|telefone de contacto|contato?|
    telefon|telefonnummer|telefonnr|tel nr|telnr|rufnummer|handy|handynummer|mobiltelefon|mobilnummer|mobil|mobilfunk|festnetz|
    telefon mobil|telefon fix|telefon de contacte|
    telefono mobil|
    cellulare|telefono cellulare|telefono fisso|numero di telefono|recapito telefonico|recapito?|
    contacto?|contact?|numero?|number?|contacte?`,
  website: `
    website|web site|web|url|web page|webpage|homepage|home page|site?|web address|domain?|company website|internet?|link?|www?|
    sitio web|pagina web|pag web|web empresa|direccion web|dominio?|pagina?|sitio?|
    site web|site internet|adresse web|url du site|
    site da empresa|pagina de internet|endereco web|
    webseite|internetseite|internetadresse|internetauftritt|
    lloc web|adreca web|
    paxina web|
    sito?|sito web|sito internet|indirizzo web`,
  address: `
    address|full address|postal address|mailing address|address line|address line 1|address line1|address 1|address1|addr|addr 1|addr1|home address|street address|billing address|shipping address|delivery address|residential address|business address?|location?|residence?|
    direccion|direccion 1|direccion1|direccion completa|direccion postal|domicilio|domicilio fiscal|domicilio social|domicilio completo|dir?|dir 1|dir1|direc|direccion cliente|direccion fiscal|direccion de envio|direccion envio|direccion facturacion|direccion de facturacion|direccion de entrega|domicilio postal|dom?|senas?|residencia?|direccion linea 1|linea direccion|
    adresse|adresse 1|adresse1|adresse postale|adresse complete|adresse de facturation|adresse de livraison|adresse ligne 1|domicile?|
    endereco|endereco completo|endereco postal|morada|morada completa|morada postal|logradouro e numero|endereco 1|
    anschrift|adresszeile|adresszeile 1|postanschrift|wohnadresse|lieferadresse|rechnungsadresse|postadresse|
    adreca|adreca completa|adreca postal|domicili|direccio|adreca 1|domicili fiscal|
    enderezo|enderezo postal|enderezo completo|
    indirizzo|indirizzo 1|indirizzo completo|indirizzo postale|residenza`,
  street: `
    street|street name|streetname|road?|road name|street 1|street1|thoroughfare|
    calle|nombre calle|nombre de la calle|nombre via|nombre de via|nombre de la via|via?|via publica|tipo y nombre de via|calle y numero?|
    rue|nom de la rue|nom de rue|voie?|nom de voie|nom de la voie|libelle voie|
    rua|logradouro|nome da rua|avenida?|
    strasse|str?|strassenname|strasse und hausnummer|strasse hausnummer|
    carrer|nom del carrer|nom carrer|nom de la via|
    nome via|strada?|via e numero|kalea`,
  houseNumber: `
    house number|house no|houseno|house num|house nr|street number|street no|street num|number?|no?|num?|nr?|building number|building no|civic number|premise?|
    numero?|numero calle|numero de calle|numero via|numero de via|num calle|num via|n calle|n via|portal?|numero portal|num portal|n?|nro?|numero casa|numero de casa|numero domicilio|numero exterior|num exterior|no exterior|num ext|
    numero de rue|numero rue|no rue|numero voie|numero de voie|n rue|no voie|
    numero da porta|numero porta|n porta|numero de policia|
    hausnummer|hausnr|haus nr|hnr|
    numero carrer|num carrer|numero de carrer|
    numero da rua|
    numero civico|civico?|n civico`,
  postcode: `
    postcode|post code|postal code|postalcode|zip|zip code|zipcode|zip postal code|zip postcode|postal?|postal zip|zip 5|plz code|pin code|eircode|
    codigo postal|cod postal|c postal|cp|c p|codigopostal|cod post|dp?|distrito postal|cpostal|cp cliente|codigo postal cliente|codigo zip|
    code postal|code post|
    cep|
    postleitzahl|plz|
    codi postal|codi post|
    cap?|codice postale|codice avviamento postale|c a p`,
  city: `
    city|town|city town|town city|locality|municipality|place?|suburb?|village?|post town|city name|town name|billing city|shipping city|home town|
    ciudad|poblacion|localidad|municipio|poblac|pobl|pob?|loc?|ciudad cliente|nombre municipio|nombre de municipio|termino municipal|plaza ciudad?|pueblo|ayuntamiento|comuna?|poblacion localidad|localidad municipio|
    ville|commune|localite|municipalite|nom commune|nom de la commune|
    cidade|localidade|freguesia|concelho|cidade localidade|
    ort?|stadt|wohnort|gemeinde|ortschaft|
    ciutat|poblacio|municipi|localitat|
    concello|
    citta|comune|localita|paese?|
    plaza?`,
  province: `
    province|state?|state province|state or province|county|region?|province state|prov|st?|territory?|department?|administrative area|state code|province code|district?|
    provincia|provincias|provincia cliente|nombre provincia|comunidad autonoma|comunidad?|ccaa|estado?|estado provincia|departamento?|cod provincia|codigo provincia|
    departement|canton?|prefecture|
    distrito?|uf|regiao|
    bundesland|kreis?|landkreis|kanton|
    comarca?|
    regione|sigla provincia`,
  country: `
    country|country name|country code|country iso|iso country|nation?|nationality?|country of residence|billing country|shipping country|land code|ctry|iso2|iso 3166|
    pais|pais residencia|pais de residencia|nombre pais|codigo pais|cod pais|nacionalidad?|pais cliente|pais iso|
    pays|code pays|nationalite?|pays de residence|
    nome do pais|nacionalidade?|codigo do pais|
    land?|landercode|landerkennzeichen|staat?|nationalitat?|landesname|
    nacionalitat?|
    nazione|stato?|codice paese|nazionalita?|paese di residenza`,
  iban: `
    iban|iban code|iban number|bank account|bank account number|bank account no|bank details?|account iban|
    cuenta?|cuenta bancaria|numero de cuenta|num cuenta|n cuenta|numero cuenta|no cuenta|cuenta corriente|cta?|cta bancaria|ccc?|cuenta iban|iban cuenta|codigo iban|cuenta de cargo|domiciliacion|domiciliacion bancaria|cod iban|nro cuenta|
    compte bancaire|rib|numero de compte|code iban|
    conta?|conta bancaria|numero da conta|numero de conta|n conta|nib|
    bankverbindung?|kontonummer|konto?|konto nr|bankkonto|
    compte?|compte corrent|compte banc|
    conta corrente|
    conto?|conto corrente|codice iban|coordinate bancarie`,
  language: `
    language|lang?|preferred language|language code|locale?|spoken language|correspondence language|
    idioma|lengua|idioma preferido|idioma de contacto|idioma cliente|cod idioma|codigo idioma|idioma de correspondencia|
    langue|langue preferee|code langue|langue de correspondance|
    idioma preferencial|lingua|lingua preferida|
    sprache|sprachcode|korrespondenzsprache|bevorzugte sprache|
    llengua|idioma preferit|lingua preferita`,
  createdOn: `
    created?|created on|created at|creation date|date created|created date|create date|registered?|registration date|registered on|registered at|date registered|signup date|sign up date|signed up|joined?|join date|joined on|date joined|member since|customer since|client since|start date?|date added?|added on|added?|first seen|entry date?|insert date|inserted at|open date?|opened on|account created|onboarded|
    fecha alta|fecha de alta|f alta|falta|fec alta|fch alta|alta?|fecha creacion|fecha de creacion|f creacion|creado|creado el|creado en|fecha registro|fecha de registro|f registro|cliente desde|fecha inscripcion|fecha de inscripcion|fecha ingreso|fecha de ingreso|fecha entrada?|dado de alta|fecha inicio?|fecha de inicio?|fecha incorporacion|socio desde|
    date de creation|date creation|cree le|date d inscription|date inscription|client depuis|date d enregistrement|date d entree|
    data de criacao|data criacao|criado em|data de registro|data de registo|data de cadastro|data cadastro|dt cadastro|data de adesao|
    erstellt|erstellt am|erstelldatum|angelegt|angelegt am|anlagedatum|registriert am|registrierungsdatum|kunde seit|eintrittsdatum|beitrittsdatum|
    data d alta|data alta|data de creacio|data creacio|creat el|client des de|
    data de alta|data de creacion|
    data creazione|data di creazione|creato il|data registrazione|data iscrizione|cliente dal`,
  updatedOn: `
    updated?|updated on|updated at|last updated|last update|last updated on|date updated|update date|modified?|modified on|modified at|last modified|last modified on|date modified|modification date|modified date|changed?|changed on|changed at|last changed|last change|last edited|edited at|timestamp?|last seen?|as of?|as of date|
    fecha actualizacion|fecha de actualizacion|f actualizacion|fec actualizacion|ultima actualizacion|fecha ultima actualizacion|fecha modificacion|fecha de modificacion|f modificacion|fec modificacion|f modif|fecha modif|ultima modificacion|fecha ultima modificacion|modificado|modificado el|actualizado|actualizado el|ult modificacion|ult actualizacion|fecha cambio?|fecha de cambio|f ult modif|fecha datos|
    date de modification|date modification|modifie le|date de mise a jour|date mise a jour|mise a jour|maj?|date maj|derniere modification|derniere mise a jour|mis a jour le|
    data de atualizacao|data atualizacao|atualizado em|ultima atualizacao|data de modificacao|modificado em|ultima alteracao|data de alteracao|
    geandert|geandert am|anderungsdatum|aktualisiert|aktualisiert am|letzte anderung|letzte aktualisierung|bearbeitet am|stand?|
    data d actualitzacio|data actualitzacio|darrera actualitzacio|ultima actualitzacio|data de modificacio|data modificacio|modificat el|actualitzat el|
    data de actualizacion|data de modificacion|
    data aggiornamento|data di aggiornamento|ultimo aggiornamento|aggiornato il|data modifica|data di modifica|ultima modifica|modificato il`,
  verifiedOn: `
    verified?|verified on|verified at|verification date|date verified|last verified|last verified on|confirmed?|confirmed on|confirmed at|confirmation date|last confirmed|validated on|validated at|validation date|checked on|last checked|kyc date|reviewed on|last reviewed|review date?|
    fecha verificacion|fecha de verificacion|f verificacion|verificado?|verificado el|ultima verificacion|fecha ultima verificacion|fecha confirmacion|fecha de confirmacion|confirmado?|confirmado el|fecha validacion|fecha de validacion|validado el|fecha revision|fecha de revision|revisado el|fecha comprobacion|fecha de comprobacion|comprobado el|datos verificados|
    date de verification|date verification|verifie le|date de validation|valide le|derniere verification|confirme le|
    data de verificacao|data verificacao|verificado em|data de confirmacao|confirmado em|data de validacao|
    verifiziert|verifiziert am|gepruft am|prufdatum|bestatigt am|letzte prufung|
    data de verificacio|data verificacio|verificat el|data de confirmacio|
    data de verificacion|
    data verifica|data di verifica|verificato il|data conferma|data convalida`,
  lastContactOn: `
    last contact|last contact date|last contacted|last contacted on|last contact on|date of last contact|contacted on|contact date?|last call|last call date|last visit|last visit date|last interaction|last interaction date|last activity?|last activity date|last login?|last login at|last email|last email opened|last touch|last response|
    ultimo contacto|fecha ultimo contacto|fecha de ultimo contacto|fecha del ultimo contacto|f ult contacto|f ultimo contacto|ult contacto|fecha contacto?|fecha de contacto?|ultima llamada|fecha ultima llamada|ultima visita|fecha ultima visita|fecha de ultima visita|ultima interaccion|fecha ultima interaccion|ultima actividad|fecha ultima actividad|ultimo acceso?|fecha ultimo acceso|contactado el|
    dernier contact|date dernier contact|date du dernier contact|derniere visite|dernier appel|derniere activite|derniere connexion|
    ultimo contato|data do ultimo contato|data do ultimo contacto|data ultimo contato|data ultimo contacto|ultima ligacao|ultimo acesso|
    letzter kontakt|letzter kontakt am|datum letzter kontakt|letzter besuch|letzter anruf|letzte aktivitat|
    ultim contacte|darrer contacte|data ultim contacte|data darrer contacte|
    data ultimo contatto|ultimo contatto|ultima attivita|ultimo accesso`,
  lastPurchaseOn: `
    last purchase|last purchase date|last purchased|last purchase on|date of last purchase|last order|last order date|last ordered|last order on|last sale|last sale date|last invoice|last invoice date|last transaction|last transaction date|purchase date?|order date?|last booking|last payment?|last payment date|last bought|
    ultima compra|fecha ultima compra|fecha de ultima compra|fecha de la ultima compra|f ult compra|f ultima compra|fec ult compra|ult compra|fecha compra?|fecha de compra|ultimo pedido|fecha ultimo pedido|fecha del ultimo pedido|fecha de ultimo pedido|f ult pedido|ult pedido|fecha pedido?|ultima factura|fecha ultima factura|f ult factura|ultima venta|fecha ultima venta|ultima operacion|fecha ultima operacion|ultimo pago?|fecha ultimo pago|ultima transaccion|
    dernier achat|date dernier achat|date du dernier achat|derniere commande|date derniere commande|date de derniere commande|derniere facture|date d achat|
    data da ultima compra|data ultima compra|data do ultimo pedido|ultima encomenda|
    letzter kauf|letzter kauf am|letzte bestellung|letztes bestelldatum|datum letzter kauf|letzter umsatz|letzte rechnung|
    darrera compra|data darrera compra|darrera comanda|
    ultimo acquisto|data ultimo acquisto|ultimo ordine|data ultimo ordine`,
  consentOn: `
    consent?|consent date|consent on|consent given|consent given on|consented on|consented at|consent at|gdpr consent|gdpr consent date|gdpr date|gdpr?|opt in?|opt in date|optin?|optin date|opted in|opted in at|marketing consent|marketing consent date|permission date|privacy consent|subscribed on|subscribed at|
    consentimiento?|fecha consentimiento|fecha de consentimiento|fecha del consentimiento|f consentimiento|fec consentimiento|consentimiento rgpd|fecha rgpd|rgpd?|lopd?|fecha lopd|lopdgdd|fecha consentimiento rgpd|consentimiento lopd|aceptacion rgpd|fecha aceptacion|fecha de aceptacion|acepta publicidad?|consentimiento marketing|consentimiento comercial|fecha autorizacion|autorizacion datos|
    consentement|date consentement|date de consentement|date du consentement|consentement rgpd|
    consentimento|data do consentimento|data consentimento|data de consentimento|lgpd?|
    einwilligung|einwilligung am|einwilligungsdatum|datum der einwilligung|dsgvo?|dsgvo einwilligung|zustimmung|zustimmungsdatum|
    consentiment|data consentiment|data del consentiment|
    consenso|data consenso|consenso privacy|data del consenso`,
  amount: `
    amount|total amount|revenue|annual revenue|turnover|sales|total sales|balance?|account balance|spend|total spend|total spent|lifetime value|ltv|clv|customer value|value?|credit limit|price?|total?|order total|income|invoiced|net amount|gross amount|purchases|sum?|
    importe|importe total|facturacion|facturacion anual|facturado|total facturado|ventas?|ventas anuales|total ventas|volumen ventas|volumen de compras|compras?|total compras|gasto|gasto total|saldo?|saldo actual|valor?|valor cliente|limite credito|limite de credito|riesgo?|precio?|cuota|ingresos|monto|cifra de negocio|importe anual|cantidad?|consumo|consumo anual|
    montant|montant total|chiffre d affaires|ca?|solde?|valeur?|prix?|depenses|
    valor total|montante|faturamento|faturacao|receita|preco?|volume de vendas|
    betrag|umsatz|jahresumsatz|gesamtumsatz|gesamtbetrag|summe|wert?|preis?|kontostand|kreditlimit|
    import?|import total|facturacio|vendes|volum de vendes|despesa|
    vendas|
    importo|importo totale|fatturato|vendite|valore|prezzo?|spesa`,
  category: `
    category|customer category|customer type|type?|type of customer|client type|segment|customer segment|group?|customer group|class?|classification|tier|level?|status?|customer status|state of account?|kind?|industry|sector|rating|channel?|source?|profession|occupation|job title|position?|role?|department name|
    categoria|categoria cliente|categoria de cliente|tipo?|tipo cliente|tipo de cliente|tipo persona|tipo de persona|segmento|segmento cliente|grupo?|grupo cliente|grupo de clientes|clase?|clasificacion|nivel?|estado cliente|estado del cliente|situacion?|tarifa?|sector actividad|actividad|rango?|canal?|origen?|zona?|cargo?|profesion|puesto?|perfil|
    categorie|type client|type de client|segment client|groupe|classe|statut|secteur|fonction|
    situacao|canal de venda|profissao|
    kategorie|kundentyp|kundenart|kundengruppe|kundenklasse|gruppe|klasse|typ?|art?|branche|beruf|
    tipus|tipus de client|tipus client|grup|estat del client|professio|
    tipologia|gruppo|classe cliente|stato cliente|settore|professione|
    titulo?|estado?`,
  notes: `
    notes|note?|comments|comment|remarks|remark|description?|memo|additional info|additional information|other info|info?|free text|details?|annotations|
    notas|nota?|observaciones|observacion|obs|observ|comentarios|comentario|descripcion?|anotaciones|informacion adicional|otros datos|detalles?|texto libre|apuntes|
    remarques|remarque|commentaires|commentaire|observations|observation|infos|informations complementaires|
    observacoes|observacao|descricao|anotacoes|
    notizen|notiz|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|beschreibung?|hinweise|freitext|
    observacions|comentaris|anotacions|descripcio?|
    osservazioni|commenti|commento|annotazioni|descrizione?`,
};

export type HeaderName = {
  /** As it stands in a header key. */
  readonly name: string;
  /** 1 for a name that means this field and no other; less where it may mean another too. */
  readonly weight: number;
};

/** The weight of a name that may mean something else too. */
const DOUBTFUL = 0.55;

function listNames(): Record<CanonicalField, HeaderName[]> {
  const lists: Partial<Record<CanonicalField, HeaderName[]>> = {};
  for (const [field, text] of Object.entries(names) as [CanonicalField, string][]) {
    const weights = new Map<string, number>();
    for (const raw of text.split('|')) {
      const name = headerKey(raw);
      if (name !== '' && !weights.has(name)) weights.set(name, raw.trim().endsWith('?') ? DOUBTFUL : 1);
    }
    lists[field] = Array.from(weights, ([name, weight]) => ({ name, weight }));
  }
  return lists as Record<CanonicalField, HeaderName[]>;
}

/**
 * The key under which a header is looked up: folded words, camel case and digits parted, dotted letters joined.
 * `N.I.F.` → `nif`, `fechaNacimiento` → `fecha nacimiento`, `TELÉFONO2` → `telefono 2`, `E-mail` → `e mail`.
 */
export function headerKey(header: string): string {
  const parted = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L}{2,})(\p{Nd})/gu, '$1 $2')
    .replace(/([ªº°])(\p{L})/gu, '$1 $2');
  return foldWords(parted).replace(/(?<!\S)\w(?: \w)+(?!\S)/g, (letters) => letters.replaceAll(' ', ''));
}

/** Every known header name per field. */
export const headerNames: Readonly<Record<CanonicalField, readonly HeaderName[]>> = listNames();

/** The fields that a header key may mean, the surest first. */
export const fieldsByHeader: ReadonlyMap<string, readonly { readonly field: CanonicalField; readonly weight: number }[]> = invert();

function invert(): Map<string, { field: CanonicalField; weight: number }[]> {
  const map = new Map<string, { field: CanonicalField; weight: number }[]>();
  for (const [field, list] of Object.entries(headerNames) as [CanonicalField, readonly HeaderName[]][]) {
    for (const { name, weight } of list) {
      const fields = map.get(name);
      if (fields === undefined) map.set(name, [{ field, weight }]);
      else fields.push({ field, weight });
    }
  }
  for (const fields of map.values()) fields.sort((left, right) => right.weight - left.weight);
  return map;
}
