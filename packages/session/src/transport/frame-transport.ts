// The port for one path between the two ends: whole binary frames, in order, unread by whoever carries them. A path may
// break at any time; the link above resumes on the next one. Paths: the relay (relay-dialer.ts); others can be added.

import type { Bytes, Disposable, Event } from '@nearhand/base';

export interface FrameTransport extends Disposable {
  /** At most maxRelayFrameBytes. The transport owns the bytes from here on. Ignored once closed. */
  send(frame: Bytes): void;
  /** Sent, but still in this program's memory. */
  readonly bufferedBytes: number;
  /** Whether the other end is on the path now; frames sent while it is absent are lost. */
  readonly peerPresent: boolean;
  readonly onFrame: Event<Bytes>;
  /** bufferedBytes became smaller. A transport that cannot know never says so. */
  readonly onDrain: Event<void>;
  /** Also true again without false between, when the other end came back on a new socket. */
  readonly onPeer: Event<boolean>;
  /** Once; nothing follows. */
  readonly onClosed: Event<TransportClosed>;
}

export interface TransportClosed {
  /** broken: dial again. ended: the session is over. refused: the token or link is not accepted. */
  readonly kind: 'broken' | 'ended' | 'refused';
  /** For the log. */
  readonly detail: string;
}

export interface Dialer {
  /** Opens a path. Rejects with `signal.reason` when aborted, AppError `session_ended` or `ticket_invalid` when there is
   * no use in trying again, and anything else when there is. */
  dial(signal: AbortSignal): Promise<FrameTransport>;
}
