// Knows e-mail domains: the providers where people have their addresses, how those get misspelt, throw-away domains.
import { isOneSlip } from './oneSlip.ts';

/** Providers that hand out addresses to anybody: such a domain says nothing about a company. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com hotmail.com hotmail.es hotmail.fr hotmail.it hotmail.de hotmail.co.uk hotmail.com.ar hotmail.com.mx outlook.com outlook.es outlook.fr outlook.de outlook.it outlook.pt ' +
    'live.com live.com.mx live.com.ar live.fr live.it live.co.uk live.com.pt live.nl msn.com passport.com yahoo.com yahoo.es yahoo.fr yahoo.it yahoo.de yahoo.co.uk yahoo.com.mx yahoo.com.ar yahoo.com.br yahoo.ca yahoo.co.in ymail.com rocketmail.com ' +
    'icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com pm.me tutanota.com tuta.io zoho.com fastmail.com mail.com email.com gmx.com gmx.es gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de ' +
    'telefonica.net movistar.es terra.es terra.com ono.com wanadoo.es orange.es jazztel.es ya.com vodafone.es euskaltel.net euskalnet.net mundo-r.com r.es eresmas.com eresmas.net tiscali.es inicia.es lycos.es telecable.es able.es auna.com retemail.es arrakis.es ' +
    'orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it virgilio.it alice.it tin.it tiscali.it sapo.pt iol.pt netcabo.pt clix.pt mail.pt btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk ' +
    'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net uol.com.br bol.com.br ig.com.br prodigy.net.mx yandex.com yandex.ru mail.ru qq.com 163.com'
  ).split(' '),
);

/** Addresses for one use, gone by tomorrow. */
export const disposableDomains: ReadonlySet<string> = new Set(
  (
    'mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org sharklasers.com grr.la 10minutemail.com 10minutemail.net 20minutemail.com temp-mail.org tempmail.com tempmail.net tempmailaddress.com ' +
    'yopmail.com yopmail.fr yopmail.net trashmail.com trashmail.net trashmail.de throwawaymail.com getnada.com nada.email dispostable.com maildrop.cc mailnesia.com mintemail.com mohmal.com fakeinbox.com ' +
    'spamgourmet.com mytemp.email emailondeck.com moakt.com discard.email discardmail.com spam4.me mailcatch.com tempr.email burnermail.io inboxkitten.com mail-temp.com tempinbox.com correotemporal.org ' +
    'minutemail.com mailnull.com spambox.us jetable.org anonbox.net wegwerfmail.de einrot.com cuvox.de dayrep.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us armyspy.com'
  ).split(' '),
);

/** Mailboxes of a role, not of a person. */
export const roleUsers: ReadonlySet<string> = new Set(
  (
    'info informacion administracion admin administrador contacto contact ventas sales comercial compras purchasing pedidos orders facturacion facturas billing invoices contabilidad accounting accounts recepcion reception ' +
    'soporte support ayuda help helpdesk atencion atencioncliente atencionalcliente clientes customerservice service servicios webmaster postmaster hostmaster abuse root marketing prensa press rrhh hr empleo jobs recruitment careers ' +
    'oficina office direccion gerencia secretaria tienda shop store reservas booking reservations hola hello hi correo mail email general central taller almacen logistica calidad legal privacidad privacy dpo lopd rgpd gdpr comunicacion ' +
    'team equipo staff it sistemas tecnico web newsletter noticias news suscripciones eventos events'
  ).split(' '),
);

/** Mailboxes that nobody reads or that stand for none. */
export const deadUsers: ReadonlySet<string> = new Set(
  (
    'noreply no-reply no_reply no.reply donotreply do-not-reply noresponder no-responder no_responder nomail noemail no-email noemail1 sinemail sin-email sin_email sinmail sincorreo sin.correo notiene no-tiene notienecorreo notieneemail ' +
    'nobody none null test prueba pruebas testing asdf aaa xxx xxxx abc example ejemplo usuario dummy fake anonimo anonymous desconocido unknown nd na'
  ).split(' '),
);

/** Domains that exist only in examples and jokes. */
export const deadDomains: ReadonlySet<string> = new Set(
  'example.com example.org example.net example.es ejemplo.com ejemplo.es test.com test.es prueba.com prueba.es sinemail.com sinemail.es noemail.com nomail.com noemail.es nomail.es notiene.com notiene.es xxx.com xxx.xx aaa.com a.com a.es no.com no.es correo.com dominio.com domain.com email.es mail.es localhost.com asdf.com none.com'.split(' '),
);

/** Misspellings seen in customer files that are more than one slip away, or that look like a name of their own. */
const knownTypos: Readonly<Record<string, string>> = {
  'gmail.co': 'gmail.com', 'gmail.es': 'gmail.com', 'gmai.com': 'gmail.com', 'gmil.com': 'gmail.com', 'gamil.com': 'gmail.com', 'gimail.com': 'gmail.com', 'gemail.com': 'gmail.com', 'gmaill.com': 'gmail.com', 'gmaol.com': 'gmail.com',
  'gmail.net': 'gmail.com', 'gmail.om': 'gmail.com', 'gmal.com': 'gmail.com', 'gmailcom.com': 'gmail.com', 'gnail.com': 'gmail.com', 'gmeil.com': 'gmail.com', 'gmali.com': 'gmail.com', 'jmail.com': 'gmail.com', 'hmail.com': 'gmail.com', 'g.mail.com': 'gmail.com', 'gmail.com.es': 'gmail.com', 'gmail.comes': 'gmail.com',
  'hotmal.com': 'hotmail.com', 'hotmai.com': 'hotmail.com', 'hotmil.com': 'hotmail.com', 'homail.com': 'hotmail.com', 'hormail.com': 'hotmail.com', 'hotamil.com': 'hotmail.com', 'hotmaill.com': 'hotmail.com', 'htomail.com': 'hotmail.com', 'otmail.com': 'hotmail.com', 'hotmail.co': 'hotmail.com', 'hotmeil.com': 'hotmail.com', 'hot.mail.com': 'hotmail.com', 'hotmail.com.es': 'hotmail.es', 'jotmail.com': 'hotmail.com',
  'outlok.com': 'outlook.com', 'outloock.com': 'outlook.com', 'outloook.com': 'outlook.com', 'outllok.com': 'outlook.com', 'outlook.co': 'outlook.com', 'otlook.com': 'outlook.com', 'autlook.com': 'outlook.com', 'outluk.com': 'outlook.com',
  'yaho.com': 'yahoo.com', 'yahooo.com': 'yahoo.com', 'yhoo.com': 'yahoo.com', 'yaoo.com': 'yahoo.com', 'yaho.es': 'yahoo.es', 'yahho.com': 'yahoo.com', 'yahoo.co': 'yahoo.com', 'jahoo.com': 'yahoo.com', 'llahoo.com': 'yahoo.com', 'yahoo.com.es': 'yahoo.es',
  'iclud.com': 'icloud.com', 'icoud.com': 'icloud.com', 'iclou.com': 'icloud.com', 'icloud.es': 'icloud.com', 'telefonica.es': 'telefonica.net', 'telefonica.com.es': 'telefonica.net', 'telefonic.net': 'telefonica.net', 'movistar.com.es': 'movistar.es',
};

const wrongEndings: Readonly<Record<string, string>> = {
  con: 'com', cmo: 'com', ocm: 'com', comm: 'com', cim: 'com', vom: 'com', xom: 'com', coom: 'com', cpm: 'com', clm: 'com', 'com.com': 'com', comn: 'com', 'c.om': 'com', 'co.m': 'com', cm: 'com', om: 'com', come: 'com',
  ess: 'es', 'es.es': 'es', nett: 'net', ner: 'net', nte: 'net', 'e.s': 'es', orgg: 'org', ogr: 'org',
};

/** Names of the great providers and the endings they are used with. */
const providers: Readonly<Record<string, readonly string[]>> = {
  gmail: ['com'], hotmail: ['com', 'es', 'fr', 'it', 'co.uk', 'de'], outlook: ['com', 'es', 'fr', 'it', 'de', 'pt'], yahoo: ['com', 'es', 'fr', 'it', 'de', 'co.uk'],
  icloud: ['com'], telefonica: ['net'], movistar: ['es'], wanadoo: ['es', 'fr'], protonmail: ['com'], googlemail: ['com'],
};

/** Names one slip away from a provider's that are names in their own right. */
const ownNames = new Set(['mail', 'ymail', 'email', 'gmx', 'fmail', 'imail', 'amail', 'vmail', 'yahoo', 'hotmail', 'gmail', 'outlook', 'icloud', 'cloud', 'gmails', 'hotmart', 'telefonicas']);

const answers = new Map<string, string | undefined>();

/** The domain that was meant, or undefined where the domain may well be right. Lower case in and out. */
export function likelyDomain(domain: string): string | undefined {
  if (freeMailDomains.has(domain)) return undefined;
  if (answers.has(domain)) return answers.get(domain);
  const likely = findLikelyDomain(domain);
  if (answers.size > 20_000) answers.clear();
  answers.set(domain, likely);
  return likely;
}

function findLikelyDomain(domain: string): string | undefined {
  const known = knownTypos[domain];
  if (known !== undefined) return known;
  const dot = domain.indexOf('.');
  if (dot < 0) return undefined;
  let name = domain.slice(0, dot);
  let ending = domain.slice(dot + 1);
  const lastDot = domain.lastIndexOf('.');
  const meantEnding = wrongEndings[ending] ?? (ending.length > 2 ? wrongEndings[domain.slice(lastDot + 1)] : undefined);
  const endingMended = meantEnding !== undefined && !(ending === 'cm' || ending === 'om' || ending === 'co.m');
  if (endingMended) {
    if (wrongEndings[ending] === undefined) name = domain.slice(0, lastDot);
    ending = meantEnding;
  } else if (meantEnding !== undefined && providers[name] !== undefined) ending = meantEnding;
  if (!name.includes('.') && providers[name] === undefined && !ownNames.has(name) && !freeMailDomains.has(`${name}.${ending}`)) {
    for (const [provider, endings] of Object.entries(providers)) {
      if (endings.includes(ending) && provider.length >= 5 && isOneSlip(name, provider)) return `${provider}.${ending}`;
    }
  }
  const mended = `${name}.${ending}`;
  return mended === domain ? undefined : (knownTypos[mended] ?? mended);
}
