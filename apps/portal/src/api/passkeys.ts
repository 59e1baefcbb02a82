// Passkeys as the HTTP API and the browser offer them: making one, signing in with one, one's own list.
import { passkeyListSchema, passkeyOptionsSchema, type ServerInfo } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { ApiError } from './errors.ts';
import { type TypedProof, proofIn } from './own-proof.ts';

const anything = z.unknown();
const creationSchema = z.looseObject({
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
});
const requestSchema = z.looseObject({ challenge: z.string(), rpId: z.string() });

/** Whether they can be used on this page: they are made for the server's own address, which may not be the page's. */
export function canUsePasskeys(server: ServerInfo | undefined): boolean {
  if (server === undefined || !server.passkeysPossible) return false;
  return new URL(server.publicUrl).origin === window.location.origin && browserHasPasskeys();
}

/** False in browsers without them, or without the standard's JSON. */
function browserHasPasskeys(): boolean {
  return 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in window.PublicKeyCredential;
}

/** Whether the browser suggests passkeys where the e-mail address is typed. */
export async function browserSuggestsPasskeys(): Promise<boolean> {
  return browserHasPasskeys() && (await window.PublicKeyCredential.isConditionalMediationAvailable());
}

async function optionsFrom(path: string, body: unknown): Promise<Record<string, unknown>> {
  return (await call(passkeyOptionsSchema, path, { method: 'POST', body })).options;
}

/** What the browser answered, as JSON. Throws ApiError: `passkey_cancelled`, `passkey_exists`. */
async function asked(answer: Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await answer;
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const code = error.name === 'InvalidStateError' ? 'passkey_exists' : 'passkey_cancelled';
    throw new ApiError(code, error.message, { cause: error });
  }
  throw new ApiError('passkey_cancelled', 'The browser gave no passkey');
}

export const passkeysApi = {
  list: (signal?: AbortSignal) => call(passkeyListSchema, '/api/me/passkeys', { signal }),
  async add(name: string, proof: TypedProof): Promise<void> {
    const options = creationSchema.parse(await optionsFrom('/api/me/passkeys/options', proofIn(proof)));
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = await asked(navigator.credentials.create({ publicKey }));
    await call(anything, '/api/me/passkeys', { method: 'POST', body: { name, credential } });
  },
  rename: (id: string, name: string) =>
    call(anything, `/api/me/passkeys/${encodeURIComponent(id)}`, { method: 'PATCH', body: { name } }),
  remove: (id: string, proof: TypedProof) =>
    call(anything, `/api/me/passkeys/${encodeURIComponent(id)}/remove`, { method: 'POST', body: proofIn(proof) }),

  /** Signed in afterwards. `suggest`: waits until the person picks one of the browser's suggestions. */
  async signIn({ suggest, signal }: { suggest: boolean; signal: AbortSignal }): Promise<void> {
    const options = requestSchema.parse(await optionsFrom('/api/passkeys/sign-in-options', {}));
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const mediation = suggest ? ({ mediation: 'conditional' } as const) : {};
    signal.throwIfAborted();
    const credential = await asked(navigator.credentials.get({ publicKey, signal, ...mediation }));
    await call(anything, '/api/auth/passkey/sign-in', { method: 'POST', body: { credential } });
  },
};

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: ({ signal }) => passkeysApi.list(signal),
});
