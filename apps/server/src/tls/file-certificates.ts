// A certificate from files that somebody else renews: read again when they change.

import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { AppError, type Clock, codeOf, Emitter, type Logger, messageOf, repeat } from '@nearhand/base';
import type { CertificatePair, Certificates } from './certificates.ts';

/** Polled, because certificates are often links to links, which no file watcher follows. */
const pollEveryMs = 30_000;

export interface FileCertificatesOptions {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** What the certificate should be for. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Throws AppError with words for the host when the files do not fit. */
export async function openFileCertificates(options: FileCertificatesOptions): Promise<Certificates> {
  const { clock, logger } = options;
  const changed = new Emitter<CertificatePair>();
  let current = await readPair(options);
  warnIfUseless(current, options);
  let stamp = await stampOf(options);

  async function poll(): Promise<void> {
    try {
      const newStamp = await stampOf(options);
      if (newStamp !== stamp) {
        const pair = await readPair(options);
        warnIfUseless(pair, options);
        stamp = newStamp;
        current = pair;
        changed.emit(pair);
        logger.info('The certificate was renewed', { certificateFile: options.certificateFile });
      }
    } catch (error) {
      // Half written, perhaps: the old one goes on until the files fit together.
      logger.warn('The changed certificate cannot be used', { error });
    }
  }

  const polling = repeat(clock, pollEveryMs, poll);
  return {
    get current() {
      return current;
    },
    authority: null,
    onChanged: changed,
    dispose() {
      polling.dispose();
      changed.dispose();
    },
  };
}

async function readPair({ certificateFile, keyFile }: FileCertificatesOptions): Promise<CertificatePair> {
  const files = await Promise.allSettled([read(certificateFile, '--tls-cert'), read(keyFile, '--tls-key')]);
  const [certificate = '', privateKey = ''] = files.map((file) => (file.status === 'fulfilled' ? file.value : ''));
  const failures = files.flatMap((file) => (file.status === 'rejected' ? [messageOf(file.reason)] : []));
  if (failures.length > 0) throw new AppError('internal', `${failures.join('; ')}.`);
  const parse = <T>(what: string, file: string, parser: () => T): T => {
    try {
      return parser();
    } catch (cause) {
      throw new AppError('internal', `${file} (${what}) is not in PEM format or damaged.`, { cause });
    }
  };
  const parsed = parse('--tls-cert', certificateFile, () => new X509Certificate(certificate));
  const key = parse('--tls-key', keyFile, () => createPrivateKey(privateKey));
  if (!parsed.checkPrivateKey(key)) {
    throw new AppError('internal', `${keyFile} is not the key of the certificate in ${certificateFile}.`);
  }
  return { certificate, privateKey };
}

async function read(file: string, option: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('internal', `${option} ${file} ${whyUnreadable(cause)}`, { cause });
  });
}

/** It may be meant so for a moment, so it is served; but browsers and agents will refuse it, and the host should know why. */
function warnIfUseless(
  pair: CertificatePair,
  { certificateFile, clock, logger, publicUrl }: FileCertificatesOptions,
): void {
  const certificate = new X509Certificate(pair.certificate);
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (named === undefined) logger.warn('The certificate is not for the public address', { certificateFile, publicUrl });
  const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  if (clock.nowMs() > to) logger.warn('The certificate has expired', { certificateFile, at: certificate.validTo });
  if (clock.nowMs() < from)
    logger.warn('The certificate is not valid yet', { certificateFile, at: certificate.validFrom });
}

function whyUnreadable(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  if (code === 'EISDIR') return 'is a folder';
  return `cannot be read: ${messageOf(cause)}`;
}

async function stampOf({ certificateFile, keyFile }: FileCertificatesOptions): Promise<string> {
  const stats = await Promise.all([stat(certificateFile), stat(keyFile)]);
  return stats.map(({ mtimeMs, size, ino }) => `${mtimeMs}/${size}/${ino}`).join(' ');
}
