// One end's half of coming to keys: the handshake first, resuming on every later path. Knows messages, not transports.
// The halves are viewer-agreement.ts and agent-agreement.ts.

import { AppError, type Bytes } from '@nearhand/base';
import type { ErrorCode } from '@nearhand/protocol';
import type { TrafficSecrets } from './key-schedule.ts';

export type AgreementStep =
  /** Nothing to do: a repetition, or something that means nothing now. `why` is for the log. */
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'reply'; readonly frames: readonly Bytes[] }
  /** Send the frames, then records under these keys. */
  | { readonly kind: 'keys'; readonly frames: readonly Bytes[]; readonly traffic: TrafficSecrets }
  /** Send the frames; there will be no keys. */
  | { readonly kind: 'failed'; readonly frames: readonly Bytes[]; readonly failure: AgreementFailure };

export interface AgreementFailure {
  readonly reason: 'handshakeFailed' | 'peerRestarted';
  readonly error: AppError<ErrorCode>;
}

export interface KeyAgreement {
  readonly words: readonly string[] | null;
  readonly peerCapabilities: ReadonlySet<string>;
  /** The other end is on the path (again): what to say first. Calls must not overlap, here and below. */
  begin(): Promise<readonly Bytes[]>;
  /** `body`: of a handshake frame. Never rejects. */
  receive(body: Bytes): Promise<AgreementStep>;
  /** A record of the peer under the given keys was good: it has them too. */
  confirm(): void;
}

export function handshakeFailed(
  message: string,
  code: ErrorCode = 'handshake_failed',
  cause?: unknown,
): AgreementFailure {
  return { reason: 'handshakeFailed', error: new AppError(code, message, cause === undefined ? {} : { cause }) };
}
