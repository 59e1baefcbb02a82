// What the audit log says about a share. Nothing of whether somebody has its address.

import type { ShareRow } from './share.repository.ts';

export function shareDetails({ email, permissions, until }: ShareRow): Record<string, string> {
  return {
    email,
    permissions: permissions.join(', '),
    ...(until === null ? {} : { until: until.toISOString() }),
  };
}
