// Better Auth with the providers of the moment: made anew when the host changes them. It proves who somebody is at the
// provider; whether that lets them in is provider-accounts.ts's.

import type { Logger } from '@nearhand/base';
import { APIError, getOAuthState } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { type AuthenticationOptions, createAuthentication } from '../authentication.ts';
import { freshTripOf, isFresh } from './fresh-trip.ts';
import { ProviderAccounts, type ProviderProfile, ProviderRefused } from './provider-accounts.ts';
import { readProviderProfile } from './provider-profile.ts';
import { readProviders, type UsableProvider } from './provider-settings.ts';

export type ProviderNeeds = Pick<
  AppContext,
  'config' | 'db' | 'vault' | 'clock' | 'authentication' | 'organisations'
> & {
  readonly logger: Logger;
  readonly options: AuthenticationOptions;
};

/** Before the reason in the library's answer. */
export const refusalPrefix = 'PROVIDER_';

/** The library's answer where somebody signed in came back: it proved who is there and signs nobody in. */
export const joiningAnswerSchema = z.object({
  code: z.literal('JOINING'),
  subject: z.string(),
  joining: z.object({ userId: z.string(), signInId: z.string() }),
});
export type Joining = z.infer<typeof joiningAnswerSchema>['joining'];
const joiningStateSchema = joiningAnswerSchema.pick({ joining: true });

type Auth = ReturnType<typeof createAuthentication>['auth'];

export class ProviderAuthentication {
  readonly #needs: ProviderNeeds;
  readonly #accounts: ProviderAccounts;
  #current: { readonly made: string; readonly auth: Auth } | null = null;

  constructor(needs: ProviderNeeds) {
    this.#needs = needs;
    this.#accounts = new ProviderAccounts(needs);
  }

  list(): Promise<UsableProvider[]> {
    return readProviders(this.#needs);
  }

  /** Use it at once, do not keep it. */
  async get(): Promise<Auth> {
    const providers = await this.list();
    const made = JSON.stringify(providers);
    if (this.#current?.made !== made) this.#current = { made, auth: this.#make(providers) };
    return this.#current.auth;
  }

  #make(providers: readonly UsableProvider[]): Auth {
    const facebook = providers.find(({ kind }) => kind === 'facebook');
    const { auth } = createAuthentication({
      ...this.#needs.options,
      providers: {
        plugin: genericOAuth({
          config: providers.flatMap((provider) => {
            const { id, issuer, clientId, clientSecret } = provider;
            if (issuer === null) return [];
            const discoveryUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
            return [
              {
                providerId: id,
                clientId,
                clientSecret,
                discoveryUrl,
                requireIdTokenVerification: true,
                disableSignUp: true,
                scopes: ['openid', 'email', 'profile'],
                getUserInfo: (tokens) => readProviderProfile(discoveryUrl, tokens),
                mapProfileToUser: (profile) => this.#admit(provider, profile),
              },
            ];
          }),
        }),
        facebook:
          facebook === undefined
            ? null
            : {
                clientId: facebook.clientId,
                clientSecret: facebook.clientSecret,
                disableSignUp: true,
                // It does not say whether an address was confirmed; the library makes something up.
                mapProfileToUser: (profile) => this.#admit(facebook, { ...profile, email_verified: undefined }),
              },
      },
    });
    return auth;
  }

  async #admit(provider: UsableProvider, claims: Readonly<Record<string, unknown>>): Promise<Record<string, never>> {
    const subject = claims['sub'] ?? claims['id'];
    if (typeof subject !== 'string' || subject === '') throw new ProviderRefused('failed');
    const state = joiningStateSchema.safeParse(await getOAuthState());
    if (state.success) {
      const { joining } = state.data;
      throw new APIError('FORBIDDEN', { code: 'JOINING', message: 'Joined elsewhere.', subject, joining });
    }
    const freshSince = await freshTripOf();
    if (freshSince !== null && !isFresh(claims['auth_time'], freshSince, provider.kind)) {
      throw new APIError('FORBIDDEN', { code: `${refusalPrefix}stale`, message: 'Nobody was asked anew.' });
    }
    const profile: ProviderProfile = {
      subject,
      email: claims['email'],
      emailVerified: isConfirmed(claims['email_verified'], provider.trustsAddresses),
      name: claims['name'],
      locale: claims['locale'],
    };
    await this.#accounts.admit(provider, profile).catch((error: unknown) => {
      if (!(error instanceof ProviderRefused)) throw error;
      throw new APIError('FORBIDDEN', { code: `${refusalPrefix}${error.reason}`, message: error.message });
    });
    return {};
  }
}

/** Trust only fills in what the provider leaves unsaid. */
export function isConfirmed(claim: unknown, trusted: boolean): boolean {
  return claim === undefined || claim === null ? trusted : claim === true || claim === 'true';
}
