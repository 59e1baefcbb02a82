// The local word where a policy gave it once and for all: whoever comes with a good ticket, within these permissions.

import type { LocalConsent } from '../link/doorkeeper.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';

export function policyConsent(local: LocalPermissions): LocalConsent {
  return { local, admit: () => Promise.resolve() };
}
