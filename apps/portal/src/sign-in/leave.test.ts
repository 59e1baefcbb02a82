import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { mutationKeys } from '../api/queries.ts';
import { leaveToSignIn } from './leave.ts';

function page(pathname: string, search = '') {
  const visited: string[] = [];
  return { visited, location: { pathname, search, assign: (url: string | URL) => void visited.push(String(url)) } };
}

describe('leaveToSignIn', () => {
  it('POR7: comes back to the page where the session ended', () => {
    const { visited, location } = page('/support', '?state=ended');
    leaveToSignIn(new QueryClient(), location);
    expect(visited).toEqual(['/sign-in?return=%2Fsupport%3Fstate%3Dended&ended=true']);
  });

  it('stays on pages for people who are not signed in', () => {
    const { visited, location } = page('/sign-in');
    leaveToSignIn(new QueryClient(), location);
    expect(visited).toEqual([]);
  });

  it('POR7: is told late: whoever signs out stays on their own way, also once the server has answered', async () => {
    const { visited, location } = page('/profile');
    const queryClient = new QueryClient();
    const answer = Promise.withResolvers<void>();
    const signOut = new MutationObserver(queryClient, {
      mutationKey: mutationKeys.signOut,
      mutationFn: () => answer.promise,
    });
    const signedOut = signOut.mutate();
    leaveToSignIn(queryClient, location);
    answer.resolve();
    await signedOut;
    leaveToSignIn(queryClient, location);
    expect(visited).toEqual([]);
  });

  it('leaves where signing out did not go through', async () => {
    const { visited, location } = page('/profile');
    const queryClient = new QueryClient();
    const signOut = new MutationObserver(queryClient, {
      mutationKey: mutationKeys.signOut,
      mutationFn: () => Promise.reject(new Error('no network')),
    });
    await expect(signOut.mutate()).rejects.toThrow('no network');
    leaveToSignIn(queryClient, location);
    expect(visited).toEqual(['/sign-in?return=%2Fprofile&ended=true']);
  });
});
