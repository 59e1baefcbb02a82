// Leaves for the sign-in page by loading it anew, so that nothing of the member stays in the tab's memory.
export function signInAddress(pathAndSearch: string, why: 'ended' | 'fresh'): string {
  const query = new URLSearchParams({ return: pathAndSearch });
  query.set(why, 'true');
  return `/sign-in?${query.toString()}`;
}

/** Pages for somebody who is not signed in. */
const outside: ReadonlySet<string> = new Set([
  '/sign-in',
  '/sign-up',
  '/setup',
  '/forgot-password',
  '/reset-password',
  '/two-factor',
  '/accept-invitation',
]);

/** The server says that nobody is signed in: sign in, and come back here. */
export function leaveToSignIn(location: Location): void {
  if (outside.has(location.pathname)) return;
  location.assign(signInAddress(location.pathname + location.search, 'ended'));
}
