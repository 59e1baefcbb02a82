// From what came over a socket or channel to a message of the protocol. What a newer peer may send is told apart from what
// is broken.

import { utf8 } from '@nearhand/base';
import { z } from 'zod';

export type Decoded<Message> =
  | { readonly kind: 'message'; readonly message: Message }
  /** A type this version does not know: ignored. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'malformed' };

const envelopeSchema = z.object({ type: z.string().max(100) });

/** `schema` is a union discriminated by `type`; `data` is JSON, its size already checked. Never throws. */
export function decodeMessage<Message>(schema: z.ZodType<Message>, data: string | Uint8Array): Decoded<Message> {
  let value: unknown;
  try {
    value = JSON.parse(typeof data === 'string' ? data : utf8.decode(data));
  } catch {
    return { kind: 'malformed' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'message', message: parsed.data };
  const [issue] = parsed.error.issues;
  const isTypeUnknown = issue?.code === 'invalid_union' && issue.path.length === 1 && issue.path[0] === 'type';
  const envelope = envelopeSchema.safeParse(value);
  return isTypeUnknown && envelope.success ? { kind: 'unknown', type: envelope.data.type } : { kind: 'malformed' };
}
