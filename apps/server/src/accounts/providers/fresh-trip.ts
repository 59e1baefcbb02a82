// Going to a provider to prove who is there now: the provider is asked to sign the person in anew, and says when it did.

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

/** OpenID Connect Core 1.0, 3.1.2.1. Providers that know neither leave it out of account. */
export function askingAnew(address: string): string {
  const url = new URL(address);
  url.searchParams.set('prompt', 'login');
  url.searchParams.set('max_age', '0');
  return url.href;
}

/** False where the provider says that the person signed in there before the trip; true where it does not say. */
export function isFresh(authTime: unknown, atMs: number): boolean {
  return authTime === undefined || (typeof authTime === 'number' && authTime * 1000 >= atMs - toleranceMs);
}
