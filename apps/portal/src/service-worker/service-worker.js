// The portal's service worker: shows pushed notifications, and a page of its own where the server cannot be reached. It
// keeps no answers and no files, so it never stands in the way of an update. Served as it stands.

/** @type {ServiceWorkerGlobalScope} */
// @ts-expect-error: the type of a worker in general.
const worker = self;

/** What is not the portal's: pages of customers, what programs ask, files. */
const others =
  /^\/(?:api|hub|relay|j|join|download|authority|authority\.crt|pictures|healthz|metrics|assets|icons)(?:\/|$)/;

const texts = {
  en: {
    title: 'No connection',
    text: 'This server cannot be reached at the moment. Check your network, then try again.',
    retry: 'Try again',
    told: 'There is something new',
  },
  fr: {
    title: 'Pas de connexion',
    text: 'Ce serveur est injoignable pour le moment. Vérifiez votre réseau, puis réessayez.',
    retry: 'Réessayer',
    told: 'Il y a du nouveau',
  },
  es: {
    title: 'Sin conexión',
    text: 'No se puede acceder a este servidor en este momento. Compruebe su red e inténtelo de nuevo.',
    retry: 'Reintentar',
    told: 'Hay novedades',
  },
};

function language() {
  for (const tag of worker.navigator.languages) {
    const found = tag.slice(0, 2).toLowerCase();
    if (found === 'en' || found === 'fr' || found === 'es') return found;
  }
  return 'en';
}

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => {
  // With navigation preload the browser asks twice for every page that is left alone, and the way back from a sign-in
  // provider works once only.
  event.waitUntil(Promise.all([worker.clients.claim(), worker.registration.navigationPreload.disable()]));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  if (others.test(new URL(request.url).pathname)) return;
  event.respondWith(document(event.request));
});

/**
 * From the network, and from nowhere else.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function document(request) {
  try {
    return await fetch(request);
  } catch {
    // The network failed, which the page says.
    return offlinePage();
  }
}

function offlinePage() {
  const locale = language();
  const { title, text, retry } = texts[locale];
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: #f6f5f2; color: #1c1d1e; font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 400px; padding: 32px 24px; text-align: center; }
h1 { margin: 0 0 10px; font-size: 24px; }
p { margin: 0 0 24px; color: #63605a; }
a { display: inline-block; padding: 11px 22px; border-radius: 9px; background: #0c6070; color: #fff; font-weight: 600; text-decoration: none; }
@media (prefers-color-scheme: dark) {
  body { background: #0f1213; color: #e9ebeb; }
  p { color: #9da5a7; }
  a { background: #0e7385; }
}
</style>
<main><h1>${title}</h1><p>${text}</p><a href="">${retry}</a></main>
</html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    'cache-control': 'no-store',
  };
  return new Response(html, { status: 503, headers });
}

/** @typedef {{ title: string, body: string, path: string, tag: string }} Pushed */

/**
 * @param {PushMessageData | null} data
 * @returns {Pushed}
 */
function read(data) {
  const fallback = { title: texts[language()].told, body: '', path: '/support', tag: 'told' };
  try {
    const { title, body, path, tag } = data?.json() ?? {};
    if (typeof title !== 'string' || typeof body !== 'string' || typeof tag !== 'string') return fallback;
    // A path of this server and nothing that leads elsewhere.
    return {
      title,
      body,
      tag,
      path: /^\/[\w/-]*(?:\?organisation=[\w-]+)?$/.test(path) && !path.startsWith('//') ? path : '/support',
    };
  } catch {
    // Not ours to understand; browsers want something shown all the same.
    return fallback;
  }
}

async function portalWindows() {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.filter(({ url }) => !others.test(new URL(url).pathname));
}

const answerMs = 1_000;

/**
 * Whether a page shows what the path leads into; what concerns the person alone is in every one. Pages are asked, as no
 * address says it; one that does not answer shows nothing.
 * @param {WindowClient} client
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function showsOrganisation(client, path) {
  const organisation = new URL(path, worker.location.origin).searchParams.get('organisation');
  if (organisation === null) return Promise.resolve(true);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), answerMs);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data === organisation);
    };
    client.postMessage({ type: 'organisation.asked' }, [port2]);
  });
}

/**
 * @param {readonly WindowClient[]} windows
 * @param {string} path
 */
async function thoseThatShow(windows, path) {
  const answers = await Promise.all(windows.map((client) => showsOrganisation(client, path)));
  return windows.filter((_, index) => answers[index]);
}

worker.addEventListener('push', (event) => event.waitUntil(show(read(event.data))));

/** @param {Pushed} pushed */
async function show({ title, body, path, tag }) {
  // Whoever looks at the organisation's portal sees it there; the test is to be seen in any case.
  const visible = (await portalWindows()).filter(({ visibilityState }) => visibilityState === 'visible');
  if (tag !== 'test' && (await thoseThatShow(visible, path)).length > 0) return;
  await worker.registration.showNotification(title, {
    body,
    tag,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { path },
  });
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data?.path ?? '/support')));
});

/**
 * In a tab that is there already, one of the organisation before others, but never away from a connection.
 * @param {string} path
 */
async function open(path) {
  const windows = (await portalWindows()).filter(({ url }) => !new URL(url).pathname.startsWith('/connect/'));
  const tab = (await thoseThatShow(windows, path))[0] ?? windows[0];
  if (tab === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  tab.postMessage({ type: 'notification.opened', path });
  await tab.focus();
}
