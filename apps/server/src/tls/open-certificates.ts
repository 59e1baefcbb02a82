// The certificates of the configuration; null where the server itself does no encryption.

import { AppError, type Clock, type Logger } from '@nearhand/base';
import type { ServerConfig } from '../config/config.ts';
import type { Certificates } from './certificates.ts';
import { openFileCertificates } from './file-certificates.ts';
import { openSelfMadeCertificates } from './self-made-certificates.ts';

export interface OpenCertificatesOptions {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

export async function openCertificates({
  config,
  clock,
  logger,
}: OpenCertificatesOptions): Promise<Certificates | null> {
  const { mode, certificateFile, keyFile } = config.tls;
  if (mode === 'self-made') {
    return openSelfMadeCertificates({ dataFolder: config.dataFolder, publicUrl: config.publicUrl, clock, logger });
  }
  if (mode !== 'files') return null;
  if (certificateFile === null || keyFile === null) throw new AppError('internal', 'Certificate and key are missing.');
  return openFileCertificates({ certificateFile, keyFile, publicUrl: config.publicUrl, clock, logger });
}
