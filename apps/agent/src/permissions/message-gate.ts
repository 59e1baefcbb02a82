// The gate every viewer's message passes: size, schema, permission; only then does it have an effect. What needs which
// permission stands in one table.

import { AppError } from '@nearhand/base';
import {
  channelRules,
  type ClipboardMessage,
  decodeClipboard,
  decodeMessage,
  type InputMessage,
  inputMessageSchema,
  type Permission,
  type ViewerControlMessage,
  viewerControlMessageSchema,
} from '@nearhand/protocol';
import type { z } from 'zod';

/** null: everybody who is connected may. */
export const permissionOfControl: Readonly<Record<ViewerControlMessage['type'], Permission | null>> = {
  'display.select': 'view',
  'screen.pause': null,
  'screen.resume': 'view',
  'chat.say': null,
  'load.watch': 'view',
  /** The person at the computer is asked. */
  'report.ask': 'view',
};

export const permissionOfInput: Readonly<Record<InputMessage['type'], Permission | null>> = {
  'pointer.move': 'control',
  'pointer.button': 'control',
  'pointer.wheel': 'control',
  'key.down': 'control',
  'key.up': 'control',
  'text.type': 'control',
  /** Only ever lets go. */
  'input.releaseAll': null,
};

export const permissionOfClipboard = {
  /** In both directions. */
  'text.copied': 'clipboard',
  /** Only ever says what became of a text. */
  'text.answered': null,
} as const satisfies Record<ClipboardMessage['type'], Permission | null>;

/** null: of a type this agent does not know. Throws AppError `bad_request`. */
export function readClipboard(bytes: Uint8Array): ClipboardMessage | null {
  const decoded = decodeClipboard(bytes);
  if (decoded.kind === 'malformed') throw new AppError('bad_request', 'The message is no clipboard message');
  return decoded.kind === 'message' ? decoded.message : null;
}

/** null: of a type this agent does not know. Throws AppError `bad_request` or `too_large`. */
export function readControl(bytes: Uint8Array): ViewerControlMessage | null {
  return read(bytes, channelRules.control.maxMessageBytes, viewerControlMessageSchema);
}

/** null: of a type this agent does not know. Throws AppError `bad_request` or `too_large`. */
export function readInput(bytes: Uint8Array): InputMessage | null {
  return read(bytes, channelRules.input.maxMessageBytes, inputMessageSchema);
}

/** Throws AppError `permission_denied`. */
export function demandPermission(needed: Permission | null, held: readonly Permission[]): void {
  if (needed === null || held.includes(needed)) return;
  throw new AppError('permission_denied', `The permission ${needed} was not given`);
}

function read<T>(bytes: Uint8Array, maxBytes: number, schema: z.ZodType<T>): T | null {
  if (bytes.length > maxBytes) throw new AppError('too_large', 'The message is too large');
  const decoded = decodeMessage(schema, bytes);
  if (decoded.kind === 'malformed') throw new AppError('bad_request', 'The message does not fit its schema');
  return decoded.kind === 'message' ? decoded.message : null;
}
