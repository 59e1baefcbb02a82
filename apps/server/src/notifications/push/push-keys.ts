// The key by which push services know this server (RFC 8292): P-256, made when it is first needed and kept in the
// database, sealed, so that all servers on it are one sender. Changing it ends all subscriptions.

import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { AppError } from '@nearhand/base';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { readHostSetting } from '../../organisations/host-settings.ts';

/** base64url: the uncompressed point, and the scalar. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const settingKey = 'pushKey';
const purpose = 'push key';

type Needs = Pick<AppContext, 'db' | 'vault'>;

/** Throws AppError `internal` when it was sealed with another server's secret. */
export async function readPushKeys({ db, vault }: Needs): Promise<PushKeys> {
  const sealed = (await readSealed(db)) ?? (await create({ db, vault }));
  const pem = vault.open(purpose, sealed);
  if (pem === null)
    throw new AppError('internal', 'The key for push services cannot be opened with keys/vault.secret.');
  return keysIn(pem);
}

async function readSealed(db: Needs['db']): Promise<string | null> {
  return z
    .string()
    .nullable()
    .parse(await readHostSetting(db, settingKey));
}

/** Of two servers that need it at once, one makes it. */
async function create({ db, vault }: Needs): Promise<string> {
  const fresh = vault.seal(purpose, newKey());
  await db
    .insertInto('hostSettings')
    .values({ key: settingKey, value: JSON.stringify(fresh) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await readSealed(db)) ?? fresh;
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function keysIn(pem: string): PushKeys {
  const { x = '', y = '', d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: point.toString('base64url'), privateKey: d };
}
