// The server's secrets, in files only the server can read. Created at the first start, never logged, never served.

import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { readSecretFile, writeSecretFile } from './secret-file.ts';

export interface ServerKeys {
  /** Signs cookies. Changing it signs everybody out. */
  readonly authSecret: string;
  /** 32 bytes: seals secrets that are kept in the database. */
  readonly vaultKey: Uint8Array<ArrayBuffer>;
  /** HMAC key of relay tokens. */
  readonly relaySecret: Uint8Array<ArrayBuffer>;
  /** Ed25519, signs tickets; agents pin the public half. */
  readonly ticketPrivateKey: KeyObject;
  /** Raw 32 bytes. */
  readonly ticketPublicKey: Uint8Array<ArrayBuffer>;
  /** Ed25519, signs what agents are told about updates; their builds hold the public half. */
  readonly updatePrivateKey: KeyObject;
  /** Raw 32 bytes. */
  readonly updatePublicKey: Uint8Array<ArrayBuffer>;
}

/** Throws AppError `internal` when a file is damaged. */
export async function loadKeys(dataFolder: string): Promise<ServerKeys> {
  const folder = join(dataFolder, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const authSecret = await readOrCreate(folder, 'auth.secret', newSecret);
  const relaySecret = await readOrCreate(folder, 'relay.secret', newSecret);
  const vaultSecret = await readOrCreate(folder, 'vault.secret', newSecret);
  const ticketPem = await readOrCreate(folder, 'ticket.pem', newSigningKey);
  const updatePem = await readOrCreate(folder, 'update.pem', newSigningKey);
  try {
    const [ticketPrivateKey, updatePrivateKey] = [createPrivateKey(ticketPem), createPrivateKey(updatePem)];
    return {
      authSecret: secretText(authSecret),
      relaySecret: new Uint8Array(Buffer.from(secretText(relaySecret), 'base64url')),
      vaultKey: new Uint8Array(Buffer.from(secretText(vaultSecret), 'base64url')),
      ticketPrivateKey,
      ticketPublicKey: rawPublicKey(ticketPrivateKey),
      updatePrivateKey,
      updatePublicKey: rawPublicKey(updatePrivateKey),
    };
  } catch (cause) {
    throw new AppError('internal', `A file in ${folder} is damaged; restore it from a backup.`, { cause });
  }
}

function newSecret(): string {
  return `${randomBytes(32).toString('base64url')}\n`;
}

function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function rawPublicKey(key: KeyObject): Uint8Array<ArrayBuffer> {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  if (jwk.crv !== 'Ed25519' || jwk.x === undefined) throw new Error('not an Ed25519 key');
  return new Uint8Array(Buffer.from(jwk.x, 'base64url'));
}

function secretText(text: string): string {
  const secret = text.trim();
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) throw new Error('not 32 bytes in base64url');
  return secret;
}

async function readOrCreate(folder: string, name: string, create: () => string): Promise<string> {
  const path = join(folder, name);
  const existing = await readSecretFile(path);
  if (existing !== null) return existing;
  const text = create();
  await writeSecretFile(path, text);
  return text;
}
