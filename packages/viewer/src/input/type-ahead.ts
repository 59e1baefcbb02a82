// What happens to keys and clicks while there is no path to the agent. Pure.

import type { InputMessage } from '@nearhand/protocol';
import type { ConnectionState } from '../connection/connection-state.ts';

/** Longer than a change of networks takes, shorter than it takes to forget what one was typing. */
const typeAheadMs = 10_000;

/**
 * Typing goes on through a short interruption and arrives after it: a command with a hole in it would be worse than a late
 * one. A click is aimed at what is seen, and that is an old picture by then.
 */
export function takesInput(state: ConnectionState, message: InputMessage, nowMs: number): boolean {
  if (state.kind === 'active') return true;
  const isTyped = message.type === 'key.down' || message.type === 'key.up' || message.type === 'text.type';
  return state.kind === 'reconnecting' && isTyped && nowMs - state.sinceMs < typeAheadMs;
}
