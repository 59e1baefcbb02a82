// The providers people may sign in with, as the host's administrator set them. Read each time, so that every server of an
// installation follows a change at once; secrets are sealed.

import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import {
  type ChangeProviders,
  type ProviderKind,
  type ProviderSettings,
  changeProvidersSchema,
  providerKinds,
} from '@nearhand/protocol';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { ServerConfig } from '../../config/config.ts';
import type { Database } from '../../database/schema.ts';
import { readHostSetting, writeHostSetting } from '../../organisations/host-settings.ts';

const settingKey = 'providers';

const clientSchema = z.object({ clientId: z.string(), sealedSecret: z.string() });
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
  readonly name: string;
  /** Null for one that is not OpenID Connect. */
  readonly issuer: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Connection = Kysely<Database> | Transaction<Database>;
type Needs = Pick<AppContext, 'vault'> & { readonly db: Connection };

const names = { google: 'Google', facebook: 'Facebook' } as const;
const googleIssuer = 'https://accounts.google.com';

/** Those whose secret opens, in the order of their buttons. */
export async function readProviders({ db, vault }: Needs): Promise<ConfiguredProvider[]> {
  const stored = await read(db);
  return providerKinds.flatMap((kind) => {
    const entry = stored[kind];
    const clientSecret = entry === null ? null : vault.open(purposeOf(kind), entry.sealedSecret);
    if (entry === null || clientSecret === null) return [];
    const issuer = kind === 'google' ? googleIssuer : 'issuer' in entry ? String(entry.issuer) : null;
    const name = kind === 'oidc' ? (stored.oidc?.name ?? '') : names[kind];
    return [{ id: idOf(kind, stored), kind, name, issuer, clientId: entry.clientId, clientSecret }];
  });
}

export async function readProviderSettings(db: Connection, { publicUrl }: ServerConfig): Promise<ProviderSettings> {
  const stored = await read(db);
  const known = (kind: ProviderKind) => {
    const entry = stored[kind];
    if (entry === null) return null;
    return { clientId: entry.clientId, callbackUrl: `${publicUrl}/api/auth/callback/${idOf(kind, stored)}` };
  };
  const oidc = known('oidc');
  return {
    google: known('google'),
    facebook: known('facebook'),
    oidc:
      oidc === null || stored.oidc === null ? null : { ...oidc, name: stored.oidc.name, issuer: stored.oidc.issuer },
  };
}

/** Throws AppError `password_wrong` where a secret has to be given. */
export async function changeProviders({ db, vault }: Needs, change: ChangeProviders): Promise<void> {
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
  const client = (kind: 'google' | 'facebook') => {
    const given = change[kind];
    if (given === undefined) return before[kind];
    return given === null ? null : { clientId: given.clientId, sealedSecret: sealed(kind, given) };
  };
  const { oidc } = change;
  const after: Stored = {
    google: client('google'),
    facebook: client('facebook'),
    oidc:
      oidc === undefined
        ? before.oidc
        : oidc && { name: oidc.name, issuer: oidc.issuer, clientId: oidc.clientId, sealedSecret: sealed('oidc', oidc) },
  };
  await writeHostSetting(db, settingKey, after);
}

/** Numbers of people are unique to their issuer: another issuer is another provider, whoever had which number before. */
function idOf(kind: ProviderKind, { oidc }: Stored): string {
  if (kind !== 'oidc') return kind;
  return `oidc-${createHash('sha256')
    .update(oidc?.issuer ?? '')
    .digest('hex')
    .slice(0, 16)}`;
}

function purposeOf(kind: ProviderKind): string {
  return `provider ${kind}`;
}

async function read(db: Connection): Promise<Stored> {
  return storedSchema.parse((await readHostSetting(db, settingKey)) ?? {});
}
