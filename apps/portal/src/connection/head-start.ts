// What the connection window needs, asked for before anything is drawn: somebody waits for the picture.
import type { QueryClient } from '@tanstack/react-query';
import { computersQuery, meQuery, requestQuery, timelineQuery } from '../api/queries.ts';

export const loadMemberFrame = () => import('../shell/member-frame.tsx');
export const loadConnectPages = () => import('./connect-pages.tsx');

/** Does nothing for other pages. Whoever needs an answer later finds it, or asks again where it failed. */
export function giveHeadStart(pathname: string, queryClient: QueryClient): void {
  const [, kind, id] = /^\/connect\/(request|computer)\/([^/]+)$/.exec(pathname) ?? [];
  if (kind === undefined || id === undefined) return;
  void queryClient.prefetchQuery(meQuery);
  if (kind === 'request') {
    void queryClient.prefetchQuery(requestQuery(id));
    void queryClient.prefetchQuery(timelineQuery(id));
  } else {
    void queryClient.prefetchQuery(computersQuery);
  }
  void Promise.allSettled([loadMemberFrame(), loadConnectPages()]);
}
