// Whom the agent believes to be the server: the certificate authorities of Node and of the system, the one its build names,
// and at most one more given on the command line. A certificate that does not verify ends the attempt; there is no other way in.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { AppError } from '@nearhand/base';

/** Certificates in PEM: none that the environment names for Node in general. Throws AppError `bad_request` when the file holds none. */
export function trustedAuthorities(caFile: string | null, builtAuthority: string | null): string[] {
  const built = builtAuthority === null ? [] : [builtAuthority];
  const known = [...new Set([...getCACertificates('bundled'), ...getCACertificates('system'), ...built])];
  return caFile === null ? known : [...known, readAuthority(caFile)];
}

function readAuthority(caFile: string): string {
  try {
    // PEM or DER: whatever a server or an administrator hands out.
    return new X509Certificate(readFileSync(caFile)).toString();
  } catch (error) {
    throw new AppError('bad_request', `${caFile} holds no certificate`, { cause: error });
  }
}
