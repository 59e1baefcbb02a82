// The control channel of one viewer: reads what the viewer says (size, schema, permission), says what the agent tells.

import { AppError, Budget, type Clock, utf8 } from '@nearhand/base';
import type { AgentControlMessage, ErrorCode, Permission, ViewerControlMessage } from '@nearhand/protocol';
import type { Channel } from '@nearhand/session';
import { demandPermission, permissionOfControl, readControl } from '../permissions/message-gate.ts';

export type ControlHandlers = {
  readonly [Type in ViewerControlMessage['type']]: (message: Extract<ViewerControlMessage, { type: Type }>) => void;
};

/** Far more than a person can press; without a limit a viewer could keep the program busy and fill its log. */
const messagesPerMinute = 300;

export interface ControlDeskOptions {
  readonly channel: Channel;
  readonly permissions: () => readonly Permission[];
  readonly handlers: ControlHandlers;
  readonly clock: Clock;
}

export class ControlDesk {
  readonly #options: ControlDeskOptions;
  readonly #budget: Budget;

  constructor(options: ControlDeskOptions) {
    this.#options = options;
    this.#budget = new Budget(options.clock, messagesPerMinute);
  }

  say(message: AgentControlMessage): void {
    this.#options.channel.send(utf8.encode(JSON.stringify(message)));
  }

  /** Throws AppError `bad_request` for what breaks the protocol and for a flood, `permission_denied` for what is not allowed. */
  receive(bytes: Uint8Array): void {
    if (!this.#budget.take()) throw new AppError<ErrorCode>('bad_request', 'Too many messages');
    const message = readControl(bytes);
    if (message === null) return;
    demandPermission(permissionOfControl[message.type], this.#options.permissions());
    this.#dispatch(message.type, message);
  }

  #dispatch<Type extends ViewerControlMessage['type']>(type: Type, message: ViewerControlMessage): void {
    const handle = this.#options.handlers[type];
    if (isOfType(message, type)) handle(message);
  }
}

function isOfType<Type extends ViewerControlMessage['type']>(
  message: ViewerControlMessage,
  type: Type,
): message is Extract<ViewerControlMessage, { type: Type }> {
  return message.type === type;
}

/** True for errors that mean the peer broke the protocol, as against asking for something it may not have. */
export function isProtocolBreach(error: unknown): boolean {
  return error instanceof AppError && ['bad_request', 'too_large', 'screen_malformed'].includes(error.code);
}
