// What an OpenID Connect provider says of a person: the claims of the ID token, which the library has verified, and what
// only its userinfo tells. When the person signed in there stands in the token alone.

import { z } from 'zod';

const limitMs = 10_000;

const claimsSchema = z.looseObject({
  sub: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  name: z.string().optional(),
  auth_time: z.unknown().optional(),
});
type Claims = z.infer<typeof claimsSchema>;
/** As the library wants it. */
type ProviderProfile = Claims & { readonly emailVerified: boolean };
const discoverySchema = z.object({ userinfo_endpoint: z.url({ protocol: /^https?$/ }) });

/** Null where neither tells an address. */
export async function readProviderProfile(
  discoveryUrl: string,
  { idToken, accessToken }: { readonly idToken?: string | undefined; readonly accessToken?: string | undefined },
): Promise<ProviderProfile | null> {
  const claims = claimsOf(idToken);
  if (claims?.email !== undefined) return withConfirmation(claims);
  if (accessToken === undefined) return null;
  const { userinfo_endpoint: address } = discoverySchema.parse(await readJson(discoveryUrl));
  const told = claimsSchema.parse(await readJson(address, { authorization: `Bearer ${accessToken}` }));
  return withConfirmation({ ...told, auth_time: claims?.auth_time });
}

function withConfirmation(claims: Claims): ProviderProfile {
  return { ...claims, emailVerified: String(claims.email_verified) === 'true' };
}

function claimsOf(idToken: string | undefined): Claims | null {
  const [, body] = idToken?.split('.') ?? [];
  if (body === undefined) return null;
  return claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
}

async function readJson(address: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(limitMs) });
  if (!answer.ok) throw new Error(`${new URL(address).host} answered ${answer.status}`);
  return answer.json();
}
