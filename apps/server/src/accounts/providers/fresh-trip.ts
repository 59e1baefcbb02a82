// Going to a provider to prove who is there now: the provider is asked to sign the person in anew, and says when it did.

import type { ProviderKind } from '@nearhand/protocol';
import { z } from 'zod';
import { getOAuthState } from 'better-auth/api';

/** The library's route on which people come back. */
export const callbackPath = '/callback/:id';
/** Between its clock and ours. */
const toleranceMs = 60_000;

/** Kept with the state of the trip. */
const tripSchema = z.object({ fresh: z.object({ atMs: z.number() }) });

export function freshTrip(atMs: number): z.infer<typeof tripSchema> {
  return { fresh: { atMs } };
}

/** When the trip under way began; null for one that asks nobody anew. */
export async function freshTripOf(): Promise<number | null> {
  return tripSchema.safeParse(await getOAuthState()).data?.fresh.atMs ?? null;
}

/**
 * OpenID Connect Core 1.0, 3.1.2.1. Google knows neither word and refuses some it does not know; Facebook has its own.
 * Both never say when somebody signed in there.
 */
export function askingAnew(address: string, kind: ProviderKind): string {
  const url = new URL(address);
  const wanted = {
    oidc: { prompt: 'login', max_age: '0' },
    google: { prompt: 'select_account' },
    facebook: { auth_type: 'reauthenticate' },
  }[kind];
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Whether the person signed in there during the trip. Whoever sits at the browser can take the wish out of the address, so
 * a provider that has to say when, and does not, was not asked.
 */
export function isFresh(authTime: unknown, atMs: number, kind: ProviderKind): boolean {
  if (authTime === undefined) return kind !== 'oidc';
  return typeof authTime === 'number' && authTime * 1000 >= atMs - toleranceMs;
}
