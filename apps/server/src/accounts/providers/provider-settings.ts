// The providers people may sign in with: as said when the server was started, which wins, or as the host's administrator
// set them in the portal. Read each time, so that every server of an installation follows a change at once; secrets are
// sealed.

import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import {
  type ChangeProviders,
  type ProviderKind,
  type ProviderSettings,
  type ProviderSource,
  changeProvidersSchema,
  providerKinds,
} from '@nearhand/protocol';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { Database } from '../../database/schema.ts';
import { readHostSetting, writeHostSetting } from '../../organisations/host-settings.ts';

const settingKey = 'providers';

const clientSchema = z.object({
  clientId: z.string(),
  sealedSecret: z.string(),
  trustsAddresses: z.boolean().default(false),
});
const oidcSchema = clientSchema.extend(
  changeProvidersSchema.shape.oidc.unwrap().unwrap().pick({ name: true, issuer: true }).shape,
);
const storedSchema = z
  .object({
    google: clientSchema.nullable().default(null),
    facebook: clientSchema.nullable().default(null),
    oidc: oidcSchema.nullable().default(null),
  })
  .catch({ google: null, facebook: null, oidc: null });
type Stored = z.infer<typeof storedSchema>;

export interface ConfiguredProvider {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly source: ProviderSource;
  readonly name: string;
  /** Null for one that is not OpenID Connect. */
  readonly issuer: string | null;
  readonly clientId: string;
  /** Null: it is stored, but does not open (its key was replaced). */
  readonly clientSecret: string | null;
  /** Its word for an address counts where it does not say whether it was confirmed. */
  readonly trustsAddresses: boolean;
}

export type UsableProvider = ConfiguredProvider & { readonly clientSecret: string };

type Connection = Kysely<Database> | Transaction<Database>;
type Needs = Pick<AppContext, 'config' | 'vault'> & { readonly db: Connection };

const names = { google: 'Google', facebook: 'Facebook' } as const;
const googleIssuer = 'https://accounts.google.com';

/** Those whose secret opens, in the order of their buttons. */
export async function readProviders(needs: Needs): Promise<UsableProvider[]> {
  const all = await readAll(needs);
  return all.flatMap((provider) =>
    provider.clientSecret === null ? [] : [{ ...provider, clientSecret: provider.clientSecret }],
  );
}

export async function readProviderSettings(needs: Needs): Promise<ProviderSettings> {
  const all = await readAll(needs);
  const known = (kind: ProviderKind) => {
    const found = all.find((provider) => provider.kind === kind);
    if (found === undefined) return null;
    const { id, source, clientId, trustsAddresses, name, issuer } = found;
    const callbackUrl = `${needs.config.publicUrl}/api/auth/callback/${id}`;
    return { source, clientId, callbackUrl, trustsAddresses, name, issuer: issuer ?? '' };
  };
  return { google: known('google'), facebook: known('facebook'), oidc: known('oidc') };
}

/** In the order of their buttons. */
async function readAll({ config, db, vault }: Needs): Promise<ConfiguredProvider[]> {
  const stored = await read(db);
  return providerKinds.flatMap((kind): ConfiguredProvider[] => {
    const given = config.providers[kind];
    const entry = given ?? stored[kind];
    if (entry === null) return [];
    const own = kind === 'oidc' ? (config.providers.oidc ?? stored.oidc) : null;
    const { clientId, trustsAddresses } = entry;
    return [
      {
        id: idOf(kind, own?.issuer),
        kind,
        source: given === null ? 'settings' : 'environment',
        name: kind === 'oidc' ? (own?.name ?? '') : names[kind],
        issuer: kind === 'google' ? googleIssuer : (own?.issuer ?? null),
        clientId,
        clientSecret: 'sealedSecret' in entry ? vault.open(purposeOf(kind), entry.sealedSecret) : entry.clientSecret,
        trustsAddresses,
      },
    ];
  });
}

/**
 * Throws AppError `conflict` for one that is set where the server is started, `password_wrong` where a secret has to be
 * given.
 */
export async function changeProviders({ config, db, vault }: Needs, change: ChangeProviders): Promise<void> {
  if (providerKinds.some((kind) => change[kind] !== undefined && config.providers[kind] !== null)) {
    throw new AppError('conflict', 'This provider is set where this server is started.');
  }
  const before = await read(db);
  const sealed = (
    kind: ProviderKind,
    client: { clientId: string; clientSecret?: string | undefined; issuer?: string },
  ) => {
    if (client.clientSecret !== undefined) return vault.seal(purposeOf(kind), client.clientSecret);
    const entry = before[kind];
    const isSame = entry?.clientId === client.clientId && (kind !== 'oidc' || before.oidc?.issuer === client.issuer);
    // A stored secret is sent to nobody but whom it was given for.
    if (entry === null || !isSame) throw new AppError('password_wrong', 'Give the secret of this client.');
    return entry.sealedSecret;
  };
  const stored = <Given extends { clientId: string }>(kind: ProviderKind, given: Given) => ({
    clientId: given.clientId,
    sealedSecret: sealed(kind, given),
    // Google always says whether an address was confirmed.
    trustsAddresses: 'trustsAddresses' in given && given.trustsAddresses === true,
  });
  const { google, facebook, oidc } = change;
  const after: Stored = {
    google: google === undefined ? before.google : google && stored('google', google),
    facebook: facebook === undefined ? before.facebook : facebook && stored('facebook', facebook),
    oidc: oidc === undefined ? before.oidc : oidc && { ...stored('oidc', oidc), name: oidc.name, issuer: oidc.issuer },
  };
  await writeHostSetting(db, settingKey, after);
}

/** Numbers of people are unique to their issuer: another issuer is another provider, whoever had which number before. */
function idOf(kind: ProviderKind, issuer = ''): string {
  if (kind !== 'oidc') return kind;
  return `oidc-${createHash('sha256').update(issuer).digest('hex').slice(0, 16)}`;
}

function purposeOf(kind: ProviderKind): string {
  return `provider ${kind}`;
}

async function read(db: Connection): Promise<Stored> {
  return storedSchema.parse((await readHostSetting(db, settingKey)) ?? {});
}
