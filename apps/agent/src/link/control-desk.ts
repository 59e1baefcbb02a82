// The control channel of one viewer: reads what the viewer says (size, schema, permission), says what the agent tells.

import { AppError, utf8 } from '@nearhand/base';
import type { AgentControlMessage, Permission, ViewerControlMessage } from '@nearhand/protocol';
import type { Channel } from '@nearhand/session';
import { demandPermission, permissionOfControl, readControl } from '../permissions/message-gate.ts';

export type ControlHandlers = {
  readonly [Type in ViewerControlMessage['type']]: (message: Extract<ViewerControlMessage, { type: Type }>) => void;
};

export interface ControlDeskOptions {
  readonly channel: Channel;
  readonly permissions: () => readonly Permission[];
  readonly handlers: ControlHandlers;
}

export class ControlDesk {
  readonly #options: ControlDeskOptions;

  constructor(options: ControlDeskOptions) {
    this.#options = options;
  }

  say(message: AgentControlMessage): void {
    this.#options.channel.send(utf8.encode(JSON.stringify(message)));
  }

  /** Throws AppError `bad_request` for what breaks the protocol, `permission_denied` for what is not allowed. */
  receive(bytes: Uint8Array): void {
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
