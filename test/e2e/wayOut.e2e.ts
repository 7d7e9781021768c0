// A hostile script in the page finds no way out: every attempt is denied, and a listener on this machine hears nothing.
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from './support/test.ts';

test('lets nothing out of the page', async ({ openApp }) => {
  const listener = await listen();
  const { page, electron } = await openApp();
  const outcomes = await page.evaluate(async (port) => {
    const http = `http://127.0.0.1:${port}/`;
    const limit = <T>(promise: Promise<T>) => Promise.race([promise, new Promise<string>((done) => setTimeout(done, 3_000, 'no answer'))]);
    const attempt = async (way: () => unknown): Promise<string> => {
      try {
        return String(await limit(Promise.resolve(way())));
      } catch {
        return 'denied';
      }
    };
    const element = (tag: string, attributes: Record<string, string>) =>
      new Promise<string>((done) => {
        const made = Object.assign(document.createElement(tag), attributes);
        made.addEventListener('load', () => done('loaded'));
        made.addEventListener('error', () => done('denied'));
        document.body.append(made);
      });
    return {
      fetch: await attempt(async () => (await fetch(http, { mode: 'no-cors' })).type),
      fileFetch: await attempt(async () => (await fetch('file:///etc/hostname')).status),
      otherHost: await attempt(async () => (await fetch('app://other/index.html')).status),
      outside: await attempt(async () => (await fetch('app://fichero/../../package.json')).status),
      encoded: await attempt(async () => (await fetch('app://fichero/%2e%2e/%2e%2e/package.json')).status),
      post: await attempt(async () => (await fetch('app://fichero/index.html', { method: 'POST' })).status),
      request: await attempt(
        () =>
          new Promise((done, failed) => {
            const request = new XMLHttpRequest();
            request.addEventListener('load', () => done('loaded'));
            request.addEventListener('error', failed);
            request.open('GET', http);
            request.send();
          }),
      ),
      socket: await attempt(
        () =>
          new Promise((done, failed) => {
            const socket = new WebSocket(`ws://127.0.0.1:${port}`);
            socket.addEventListener('open', () => done('open'));
            socket.addEventListener('error', failed);
          }),
      ),
      events: await attempt(
        () =>
          new Promise((done, failed) => {
            const source = new EventSource(http);
            source.addEventListener('open', () => done('open'));
            source.addEventListener('error', failed);
          }),
      ),
      image: await attempt(() => element('img', { src: http })),
      script: await attempt(() => element('script', { src: `${http}x.js` })),
      inlineScript: await attempt(() => {
        document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.escaped = true' }));
        return String('escaped' in window);
      }),
      // oxlint-disable-next-line typescript/no-implied-eval -- The point is that the policy forbids it.
      evaluated: await attempt(() => new Function('return "ran"')()),
      style: await attempt(() => element('link', { rel: 'stylesheet', href: `${http}x.css` })),
      blobWorker: await attempt(
        () =>
          new Promise((done, failed) => {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("ran")'], { type: 'text/javascript' })));
            worker.addEventListener('message', () => done('ran'));
            worker.addEventListener('error', failed);
          }),
      ),
      window: await attempt(() => window.open(http) === null ? 'denied' : 'open'),
      geolocation: await attempt(() => new Promise((done, failed) => navigator.geolocation.getCurrentPosition(() => done('found'), failed))),
      camera: await attempt(async () => (await navigator.mediaDevices.getUserMedia({ video: true })).id),
      screen: await attempt(async () => (await navigator.mediaDevices.getDisplayMedia()).id),
      notifications: await attempt(() => Notification.requestPermission()),
      clipboard: await attempt(() => navigator.clipboard.readText()),
      node: await attempt(() => `${typeof (globalThis as { require?: unknown }).require} ${typeof (globalThis as { process?: unknown }).process}`),
      preload: Object.keys((window as unknown as { desktop: object }).desktop).toSorted(),
    };
  }, listener.port);
  expect(outcomes).toEqual({
    fetch: 'denied',
    fileFetch: 'denied',
    otherHost: 'denied',
    outside: '404',
    encoded: '404',
    post: '404',
    request: 'denied',
    socket: 'denied',
    events: 'denied',
    image: 'denied',
    script: 'denied',
    inlineScript: 'false',
    evaluated: 'denied',
    style: 'denied',
    blobWorker: 'denied',
    window: 'denied',
    geolocation: 'denied',
    camera: 'denied',
    screen: 'denied',
    notifications: 'denied',
    clipboard: 'denied',
    node: 'undefined undefined',
    preload: ['call', 'connectMachine', 'grantDropped', 'on'],
  });

  // Ways that answer nothing: what counts is that the listener hears none of them, and that the page stays.
  await page.evaluate(async (port) => {
    const http = `http://127.0.0.1:${port}/`;
    navigator.sendBeacon(http, 'secret');
    const form = Object.assign(document.createElement('form'), { action: http, method: 'post' });
    const frame = Object.assign(document.createElement('iframe'), { src: http });
    const hint = Object.assign(document.createElement('link'), { rel: 'preconnect', href: http });
    document.body.append(form, frame, hint);
    form.submit();
    location.href = http;
    const ways = [{ urls: `stun:127.0.0.1:${port}` }, { urls: [`turn:127.0.0.1:${port}?transport=udp`, `turn:127.0.0.1:${port}?transport=tcp`], username: 'u', credential: 'p' }];
    const peer = new RTCPeerConnection({ iceServers: ways });
    peer.createDataChannel('out');
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((done) => setTimeout(done, 2_000));
  }, listener.port);
  // The main process's own stack of Chromium has no way out either.
  const fromMain = await electron.evaluate(
    ({ net }, port) => net.fetch(`http://127.0.0.1:${port}/`).then(() => 'answered', () => 'denied'),
    listener.port,
  );
  expect(fromMain).toBe('denied');
  expect(page.url()).toContain('app://fichero/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(listener.heard()).toBe(0);
  listener.close();
});

/** Listens on one port for TCP and UDP and counts connections and datagrams. */
async function listen() {
  let heard = 0;
  const server = createServer((socket) => {
    heard += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const datagrams = createSocket('udp4', () => {
    heard += 1;
  });
  await new Promise<void>((ready) => datagrams.bind(port, '127.0.0.1', ready));
  return {
    port,
    heard: () => heard,
    close: () => {
      server.close();
      datagrams.close();
    },
  };
}
