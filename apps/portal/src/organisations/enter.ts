// Going to another organisation: told to the server, then a fresh page, so that nothing of the one before stays.
import { useMutation } from '@tanstack/react-query';
import { organisationsApi } from '../api/organisations.ts';
import { startPath } from '../sign-in/return-path.ts';

/** Pages there are in every organisation, for every role. */
const everywhere: ReadonlySet<string> = new Set(['/support', '/computers', '/profile', '/organisations']);

export function pathAfterEntering(pathname: string): string {
  const section = `/${pathname.split('/')[1] ?? ''}`;
  return everywhere.has(section) ? section : startPath;
}

export function useEnterOrganisation() {
  return useMutation({
    mutationFn: organisationsApi.enter,
    onSuccess: () => window.location.assign(pathAfterEntering(window.location.pathname)),
  });
}
