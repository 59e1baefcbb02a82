// Where to go after signing in. The path comes from the address bar, so anybody may have written it: only pages of this
// portal are accepted, never another site.
const pages = [
  /^\/computers$/,
  /^\/support(?:\/[^/]+)?$/,
  /^\/connect\/(?:request|computer)\/[^/]+$/,
  /^\/profile$/,
  /^\/team(?:\/audit)?$/,
  /^\/organisations$/,
  /^\/accept-invitation$/,
  /^\/host\/(?:settings|outbox)$/,
];

export const startPath = '/support';

/** The given path where it is one of the portal's pages, the start page otherwise. */
export function safeReturnPath(given: string | undefined, origin: string): string {
  if (given === undefined || !/^\/[^/\\]/.test(given)) return startPath;
  const url = URL.parse(given, origin);
  if (url === null || url.origin !== origin || !pages.some((page) => page.test(url.pathname))) return startPath;
  return url.pathname + url.search;
}
