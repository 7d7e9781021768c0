// Draws a document of our own as a tagged PDF, in a hidden window that runs no script and reaches nothing.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, app, session, type Session } from 'electron';
import type { PrintDocument } from '../../../shared/contract/machine.ts';
import { escapeHtml } from '../../../shared/kernel/markup.ts';
import { printFonts, printStyle } from './printStyle.ts';

const origin = 'app://print';

/** The PDF's bytes. Each call has a window and a session of its own, gone when it answers. */
export async function printDocument(document: PrintDocument): Promise<Uint8Array> {
  // In memory only: nothing of the document is left in the profile.
  const page = session.fromPartition(`print-${randomUUID()}`);
  await serveDocument(page, documentHtml(document));
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: page, javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, devTools: false },
  });
  try {
    await window.loadURL(`${origin}/document.html`);
    return await window.webContents.printToPDF({
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      printBackground: true,
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footerHtml(document.footer),
    });
  } finally {
    window.destroy();
    await page.clearData().catch(() => {});
  }
}

/** Exactly one style may apply, no script may run, and nothing but the app's own typefaces can be asked for. */
function policyFor(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function documentHtml({ title, language, body, style }: PrintDocument): { readonly html: string; readonly policy: string } {
  // A style can't end its own element: "</style" would.
  const sheet = `${printStyle}${style.replaceAll('<', '\\3c ')}`;
  return {
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${sheet}</style></head><body>${body}</body></html>`,
    policy: policyFor(sheet),
  };
}

/** Chromium draws this in a document of its own, without our sheets. */
function footerHtml(text: string): string {
  return `<div style="width: 100%; margin: 0 16mm; display: flex; justify-content: space-between; gap: 8mm; font: 7.5pt system-ui, sans-serif; color: #6f685e"><span>${escapeHtml(text)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
}

async function serveDocument(page: Session, { html, policy }: ReturnType<typeof documentHtml>): Promise<void> {
  page.protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' || !request.url.startsWith(`${origin}/`)) return new Response(null, { status: 404 });
    if (pathname === '/document.html') return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'x-content-type-options': 'nosniff' } });
    const font = fontFile(printFonts.get(pathname));
    return font === undefined ? new Response(null, { status: 404 }) : new Response(new Uint8Array(readFileSync(font)), { headers: { 'content-type': 'font/woff2' } });
  });
  page.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !details.url.startsWith(`${origin}/`) && !(details.url.startsWith('data:') && details.resourceType === 'image') });
  });
  page.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  page.setPermissionCheckHandler(() => false);
  page.on('will-download', (event) => event.preventDefault());
  await page.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1' });
}

/** A typeface among the page's files; their names end with a digest. */
function fontFile(start: string | undefined): string | undefined {
  if (start === undefined) return undefined;
  const folder = join(app.getAppPath(), 'out/renderer/assets');
  const name = readdirSync(folder).find((file) => file.startsWith(start) && file.endsWith('.woff2'));
  return name === undefined ? undefined : join(folder, name);
}
