// Leaves for the sign-in page by loading it anew, so that nothing of the member stays in the tab's memory.
import type { QueryClient } from '@tanstack/react-query';
import { mutationKeys } from '../api/queries.ts';

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
export function leaveToSignIn(
  queryClient: QueryClient,
  location: Pick<Location, 'pathname' | 'search' | 'assign'>,
): void {
  if (outside.has(location.pathname) || leavesOnPurpose(queryClient)) return;
  location.assign(signInAddress(location.pathname + location.search, 'ended'));
}

/** Whoever signs out goes where they want by themselves; the server's word may come while the next page is on its way. */
function leavesOnPurpose(queryClient: QueryClient): boolean {
  return queryClient
    .getMutationCache()
    .findAll({ mutationKey: mutationKeys.signOut })
    .some(({ state }) => state.status === 'pending' || state.status === 'success');
}
