// Links of mails and notifications name their organisation in the address: it is entered first, by the same call as from
// the menu, then the page is loaded without the name. The server lets nobody in where they do not belong.
import { organisationsApi } from '../api/organisations.ts';
import { errorCodeOf } from '../api/errors.ts';

/** The link is of an organisation that one does not belong to. */
export class NotOwnOrganisation extends Error {}

/** Also what the service worker accepts of a pushed notification. */
export const linkedPath = /^\/[\w/-]*(?:\?organisation=[\w-]+)?$/;

export function linkInto(path: string, organisationId: string | null): string {
  return organisationId === null ? path : `${path}?${new URLSearchParams({ organisation: organisationId }).toString()}`;
}

export function withoutOrganisation(href: string, origin: string): string {
  const url = new URL(href, origin);
  url.searchParams.delete('organisation');
  return url.pathname + url.search + url.hash;
}

/** Throws NotOwnOrganisation, or ApiError for the rest. */
export async function enterLinked(id: string): Promise<void> {
  try {
    await organisationsApi.enter(id);
  } catch (error) {
    if (errorCodeOf(error) === 'not_found') throw new NotOwnOrganisation();
    throw error;
  }
}
