// Reading what the server says: size, then schema. Types a newer server may know are passed over.

import { AppError } from '@nearhand/base';
import { type AgentServerMessage, agentServerMessageSchema, maxHubMessageBytes } from '@nearhand/protocol';
import { z } from 'zod';

const typedSchema = z.object({ type: z.string().max(100) });
const knownTypes: ReadonlySet<string> = new Set(agentServerMessageSchema.options.map(({ shape }) => shape.type.value));

/** null: of a type this agent does not know. Throws AppError `bad_request`, or `too_large`. */
export function parseServerMessage(text: string): AgentServerMessage | null {
  if (Buffer.byteLength(text) > maxHubMessageBytes) throw new AppError('too_large', 'The message is too large');
  const typed = typedSchema.safeParse(parseJson(text));
  if (!typed.success) throw new AppError('bad_request', 'Not a message');
  if (!knownTypes.has(typed.data.type)) return null;
  const message = agentServerMessageSchema.safeParse(parseJson(text));
  if (message.success) return message.data;
  throw new AppError('bad_request', 'The message does not fit its schema', { details: { type: typed.data.type } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('bad_request', 'Not JSON', { cause: error });
  }
}
