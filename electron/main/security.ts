// Closes every way out of the page and into the machine that the product does not need.
import { app, session, type Session, type WebContents } from 'electron';
import type { Language } from '../../shared/contract/desktop.ts';
import { appOrigin } from './appScheme.ts';

/** Chromium's own background traffic and features; before the ready event. @param language Chromium's own parts, such as its calendar, speak it too */
export function applySwitches(language: Language): void {
  app.commandLine.appendSwitch('lang', language);
  // A launcher for root may have switched the sandbox off (Chromium does not start otherwise); asking for both crashes every child.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('disable-breakpad');
  app.commandLine.appendSwitch('no-pings');
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  // No name resolves to anything, whoever asks.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Applies to every page that is ever made, also by accident; before the first one is. */
export function lockPages(): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
}

/** After the ready event, before the first page loads. */
export async function lockSession(): Promise<void> {
  const page = session.defaultSession;
  cancelRequests(page);
  denyPermissions(page);
  // WebRTC asks no request handler: it may use proxied connections only (see the switches), and this proxy is nobody.
  await page.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1' });
  page.setSpellCheckerEnabled(false);
  page.on('will-download', (event) => event.preventDefault());
}

/** True for what the page may load: its own files, and pictures that it made itself. */
export function isAllowedRequest(url: string, resourceType: string, toolsAllowed: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || url.startsWith(`blob:${appOrigin}/`)) return true;
  if (url.startsWith('data:')) return resourceType === 'image';
  return toolsAllowed && url.startsWith('devtools://');
}

function cancelRequests(page: Session): void {
  const toolsAllowed = !app.isPackaged;
  page.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isAllowedRequest(details.url, details.resourceType, toolsAllowed) });
  });
}

function denyPermissions(page: Session): void {
  page.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  page.setPermissionCheckHandler(() => false);
  page.setDevicePermissionHandler(() => false);
  page.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  page.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  page.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  for (const choice of ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const) {
    // One listener type per choice in the typings, one meaning: nothing is chosen.
    (page as NodeJS.EventEmitter).on(choice, (event: Electron.Event) => event.preventDefault());
  }
}

function lockPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
