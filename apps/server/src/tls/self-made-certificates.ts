// For an intranet: a small authority of the server's own, limited to this place's names, and a certificate under it that
// is renewed by itself. People install the authority once; see /authority.

import { X509Certificate, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, Emitter, type Logger, repeat } from '@nearhand/base';
import { z } from 'zod';
import { readSecretFile, writeSecretFile } from '../keys/secret-file.ts';
import type { CertificatePair, Certificates } from './certificates.ts';
import { type CertificateNames, isPrivate, localNames } from './names.ts';

const dayMs = 24 * 60 * 60 * 1000;
const authorityLifetimeMs = 20 * 365 * dayMs;
/** Browsers refuse certificates that last longer. */
const certificateLifetimeMs = 397 * dayMs;
const renewBeforeMs = 30 * dayMs;
const checkEveryMs = dayMs / 2;
/** Clocks in a building differ. */
const backdateMs = dayMs;

export interface SelfMadeOptions {
  readonly dataFolder: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const authoritySchema = z.object({
  privateKey: z.string(),
  certificate: z.string(),
  names: z.object({ dns: z.array(z.string()), addresses: z.array(z.string()) }),
});
type StoredAuthority = z.infer<typeof authoritySchema>;

const pairSchema = z.object({ certificate: z.string(), privateKey: z.string() });

export async function openSelfMadeCertificates(options: SelfMadeOptions): Promise<Certificates> {
  const { clock, logger } = options;
  const folder = join(options.dataFolder, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await openAuthority(folder, options);
  const changed = new Emitter<CertificatePair>();
  let current = await openPair(folder, authority, options);

  async function check(): Promise<void> {
    try {
      const pair = await openPair(folder, authority, options);
      if (pair.certificate !== current.certificate) {
        current = pair;
        changed.emit(pair);
        logger.info('The certificate was renewed');
      }
    } catch (error) {
      logger.error('The certificate cannot be renewed', { error });
    }
  }

  const checking = repeat(clock, checkEveryMs, check);
  const { certificate } = authority;
  return {
    get current() {
      return current;
    },
    authority: { certificate, fingerprint: new X509Certificate(certificate).fingerprint256 },
    onChanged: changed,
    dispose() {
      checking.dispose();
      changed.dispose();
    },
  };
}

async function openAuthority(folder: string, options: SelfMadeOptions): Promise<StoredAuthority> {
  const file = join(folder, 'authority.json');
  const nowMs = options.clock.nowMs();
  const wanted = localNames(options.publicUrl);
  const stored = await readSecretFile(file);
  if (stored !== null) {
    const authority = authoritySchema.parse(JSON.parse(stored));
    const lastsMs = new X509Certificate(authority.certificate).validToDate.getTime() - nowMs;
    if (lastsMs > certificateLifetimeMs && coversHost(authority.names, wanted)) return authority;
    options.logger.warn('The address changed or the authority ends: a new one is made. People must install it again.');
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = `Nearhand at ${new URL(options.publicUrl).hostname}`;
  const validity = { from: new Date(nowMs - backdateMs), until: new Date(nowMs + authorityLifetimeMs) };
  const { issueAuthority } = await import('./issue-certificate.ts');
  const authority: StoredAuthority = {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: await issueAuthority({ name, privateKey, validity, names: wanted }),
    names: { dns: [...wanted.dns], addresses: [...wanted.addresses] },
  };
  await writeSecretFile(file, JSON.stringify(authority));
  return authority;
}

/** What people type must be covered; this computer's other names are a convenience. */
function coversHost(covered: CertificateNames, wanted: CertificateNames): boolean {
  const host = wanted.dns[0] === 'localhost' ? undefined : wanted.dns[0];
  const address = wanted.addresses[0] ?? '127.0.0.1';
  return (
    (host === undefined || covered.dns.includes(host)) && (isPrivate(address) || covered.addresses.includes(address))
  );
}

/** The stored pair while it is good for the names and long enough, otherwise a new one. */
async function openPair(
  folder: string,
  authority: StoredAuthority,
  options: SelfMadeOptions,
): Promise<CertificatePair> {
  const file = join(folder, 'certificate.json');
  const wanted = localNames(options.publicUrl);
  const names = {
    dns: wanted.dns.filter((name) => authority.names.dns.includes(name)),
    addresses: wanted.addresses.filter((address) => isPrivate(address) || authority.names.addresses.includes(address)),
  };
  const stored = await readSecretFile(file);
  const nowMs = options.clock.nowMs();
  if (stored !== null) {
    const pair = pairSchema.parse(JSON.parse(stored));
    const parsed = new X509Certificate(pair.certificate);
    const named =
      names.dns.every((name) => parsed.checkHost(name)) && names.addresses.every((ip) => parsed.checkIP(ip));
    const issued = parsed.checkIssued(new X509Certificate(authority.certificate));
    const lasts = parsed.validToDate.getTime() - nowMs > renewBeforeMs && parsed.validFromDate.getTime() <= nowMs;
    if (named && issued && lasts) return pair;
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { issueServerCertificate } = await import('./issue-certificate.ts');
  const certificate = await issueServerCertificate({
    authority: { certificate: authority.certificate, privateKey: createPrivateKey(authority.privateKey) },
    publicKey,
    names,
    validity: { from: new Date(nowMs - backdateMs), until: new Date(nowMs - backdateMs + certificateLifetimeMs) },
  });
  const pair: CertificatePair = {
    certificate,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  await writeSecretFile(file, JSON.stringify(pair));
  return pair;
}
