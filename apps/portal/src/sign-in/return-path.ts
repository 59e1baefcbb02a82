// Where to go after signing in. The path comes from the address bar, so anybody may have written it: only pages of this
// portal are accepted, never another site.
const pages = [
  /^\/computers$/,
  /^\/add-computer$/,
  /^\/support(?:\/[^/]+)?$/,
  /^\/connect\/(?:request|computer)\/[^/]+$/,
  /^\/profile$/,
  /^\/team(?:\/(?:roles|groups|queues|explain|audit))?$/,
  /^\/organisations$/,
  /^\/accept-invitation$/,
  /^\/host\/(?:settings|outbox)$/,
];

/** The only fragment that is kept: the code of a computer that waits to be added. */
const signInCode = /^#[A-Z]{4}-[A-Z]{4}$/;

export const startPath = '/support';

/** The given path where it is one of the portal's pages, the start page otherwise. */
export function safeReturnPath(given: string | undefined, origin: string): string {
  if (given === undefined || !/^\/[^/\\]/.test(given)) return startPath;
  const url = URL.parse(given, origin);
  if (url === null || url.origin !== origin || !pages.some((page) => page.test(url.pathname))) return startPath;
  return url.pathname + url.search + (signInCode.test(url.hash) ? url.hash : '');
}
