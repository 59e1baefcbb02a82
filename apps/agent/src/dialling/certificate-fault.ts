// What is wrong with a server's certificate, as far as it tells people what to do about it.

import { codeOf } from '@nearhand/base';

/** `time`: not valid at what this computer takes for now; `name`: of another server; `unknown`: of nobody it trusts. */
export type CertificateFault = 'time' | 'name' | 'unknown';

const faultsOfCodes: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'time',
  CERT_NOT_YET_VALID: 'time',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown',
};

/** null: it failed of something else. */
export function certificateFault(error: unknown): CertificateFault | null {
  return faultsOfCodes[codeOf(error) ?? ''] ?? null;
}
