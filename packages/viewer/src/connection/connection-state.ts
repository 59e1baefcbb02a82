// What the technician is told about the connection.

import type { EndReason, ErrorCode } from '@nearhand/protocol';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'active' }
  /** The path is lost; resumes by itself. The picture is the last one seen. */
  | { readonly kind: 'reconnecting'; readonly sinceMs: number }
  /** The agent is not connected to the server; goes on by itself when it comes back. */
  | { readonly kind: 'offline'; readonly sinceMs: number }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  /** No connection came about, or cannot come back. `code` says why. */
  | { readonly kind: 'failed'; readonly code: ErrorCode };
