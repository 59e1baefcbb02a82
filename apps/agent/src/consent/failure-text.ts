// Which sentence explains why the program could not go on. Pure.

import type { TextKey } from './texts/texts.ts';

export function failureKey(reason: string): TextKey {
  switch (reason) {
    case 'identity_changed':
    case 'protocol_unsupported':
    case 'agent_replaced':
    case 'enrolment_token_invalid':
      return `failed_${reason}`;
    default:
      return 'failed_other';
  }
}
