// The options of sign-in providers, from text to what is needed to sign in there: all of one's values or none.

import { issuerSchema, lineSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { ProviderConfig, ProvidersConfig } from './config.ts';
import { type OptionName, fileOptionOf, optionDefinitions } from './options.ts';
import type { RawValues } from './read-options.ts';

type Read = <T>(name: OptionName, schema: z.ZodType<T, string>, fallback: T, expected: string) => T;
type Names = Readonly<Record<'clientId' | 'clientSecret', OptionName>>;

const google = { clientId: 'googleClientId', clientSecret: 'googleClientSecret' } as const;
const facebook = { clientId: 'facebookClientId', clientSecret: 'facebookClientSecret' } as const;
const oidc = { clientId: 'oidcClientId', clientSecret: 'oidcClientSecret', issuer: 'oidcIssuer' } as const;

export function readProviders(read: Read): ProvidersConfig {
  const oidcClient = readClient(read, oidc, 'oidcTrustAddresses');
  const issuer = read(
    'oidcIssuer',
    issuerSchema,
    null,
    'give the address of the provider, such as https://login.example.org',
  );
  const name = read('oidcName', lineSchema(40), null, 'give a name of 1 to 40 characters');
  return {
    google: readClient(read, google, null),
    facebook: readClient(read, facebook, 'facebookTrustAddresses'),
    oidc:
      oidcClient === null || issuer === null
        ? null
        : { ...oidcClient, issuer, name: name ?? new URL(issuer).hostname.slice(0, 40) },
  };
}

/** Null where a part is missing, which `providerProblems` says. */
function readClient(read: Read, names: Names, trust: OptionName | null): ProviderConfig | null {
  const clientId = read(names.clientId, lineSchema(300), null, 'give 1 to 300 characters');
  const clientSecret = read(names.clientSecret, z.string().min(1).max(1000), null, 'give 1 to 1000 characters');
  const trustsAddresses = trust !== null && read(trust, z.enum(['on', 'off']), 'off', 'choose on or off') === 'on';
  return clientId === null || clientSecret === null ? null : { clientId, clientSecret, trustsAddresses };
}

/** What is missing beside what was given. */
export function providerProblems(raw: RawValues): string[] {
  const extras = {
    google: [],
    facebook: ['facebookTrustAddresses'],
    oidc: ['oidcName', 'oidcTrustAddresses'],
  } as const;
  return [
    ...missingOf(raw, Object.values(google), extras.google),
    ...missingOf(raw, Object.values(facebook), extras.facebook),
    ...missingOf(raw, Object.values(oidc), extras.oidc),
  ];
}

function missingOf(raw: RawValues, needed: readonly OptionName[], extras: readonly OptionName[]): string[] {
  const given = [...needed, ...extras].find((name) => raw[name] !== undefined);
  if (given === undefined) return [];
  return needed
    .filter((name) => raw[name] === undefined)
    .map((name) => `--${optionDefinitions[given].flag} needs --${flagOf(name)} too.`);
}

function flagOf(name: OptionName): string {
  const definition = optionDefinitions[name];
  return 'secret' in definition ? `${definition.flag} or --${fileOptionOf(definition).flag}` : definition.flag;
}
