// Serves the page through a scheme of our own: known files only, each answer under the strict policy.
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';

const scheme = 'app';
const host = 'fichero';
export const appOrigin = `${scheme}://${host}`;
export const startUrl = `${appOrigin}/index.html`;

/** Where index.html wants the nonce that allows its own styles; the bundler writes it there. */
const noncePlaceholder = '__STYLE_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};

/** Must run before the ready event: later, the page would be no secure context and have no IndexedDB. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/**
 * Answers GET requests for the files that are in `folder` now, and nothing else: a path is looked up in the
 * list of known files and never joined to a folder.
 * @returns a function that reads the list of files again, for development
 */
export function serveApp(folder: string): () => void {
  let files = listFiles(folder);
  protocol.handle(scheme, (request) => {
    const url = new URL(request.url);
    const file = url.host === host && request.method === 'GET' ? files.get(url.pathname === '/' ? '/index.html' : url.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    return answer(file);
  });
  return () => {
    files = listFiles(folder);
  };
}

/** The policy of every response. Styles made at run time (by the component library) carry the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function answer(file: string): Response {
  const nonce = randomBytes(18).toString('base64url');
  const type = extname(file);
  const bytes = readFileSync(file);
  return new Response(type === '.html' ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(bytes), {
    headers: {
      'content-type': contentTypes[type] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy(nonce),
      // These two make the page cross-origin isolated, which SharedArrayBuffer needs.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    },
  });
}

/** Path in the URL → path on disk. */
function listFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]),
  );
}
