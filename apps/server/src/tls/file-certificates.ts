// A certificate from files that somebody else renews: read again when they change.

import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { AppError, type Clock, codeOf, type Disposable, Emitter, type Logger, messageOf } from '@nearhand/base';
import type { CertificatePair, Certificates } from './certificates.ts';

/** Polled, because certificates are often links to links, which no file watcher follows. */
const pollEveryMs = 30_000;

export interface FileCertificatesOptions {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Throws AppError with words for the host when the files do not fit. */
export async function openFileCertificates(options: FileCertificatesOptions): Promise<Certificates> {
  const { clock, logger } = options;
  const changed = new Emitter<CertificatePair>();
  let current = await readPair(options);
  let stamp = await stampOf(options);
  let timer: Disposable | null = null;
  let disposed = false;

  async function poll(): Promise<void> {
    try {
      const newStamp = await stampOf(options);
      if (newStamp !== stamp) {
        const pair = await readPair(options);
        stamp = newStamp;
        current = pair;
        changed.emit(pair);
        logger.info('The certificate was renewed', { certificateFile: options.certificateFile });
      }
    } catch (error) {
      // Half written, perhaps: the old one goes on until the files fit together.
      logger.warn('The changed certificate cannot be used', { error });
    }
    schedule();
  }

  function schedule(): void {
    if (!disposed) timer = clock.setTimer(pollEveryMs, () => void poll());
  }

  schedule();
  return {
    get current() {
      return current;
    },
    authority: null,
    onChanged: changed,
    dispose() {
      disposed = true;
      timer?.dispose();
      changed.dispose();
    },
  };
}

async function readPair({ certificateFile, keyFile }: FileCertificatesOptions): Promise<CertificatePair> {
  const certificate = await read(certificateFile, '--tls-cert');
  const privateKey = await read(keyFile, '--tls-key');
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
    throw new AppError('internal', `${option} ${file} ${whyUnreadable(cause)}.`, { cause });
  });
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
