// From a text frame to a message of the protocol. What a newer peer may send is told apart from what is broken.

import { z } from 'zod';

export type Decoded<Message> =
  | { readonly kind: 'message'; readonly message: Message }
  /** A type this version does not know: ignored. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'malformed' };

const envelopeSchema = z.object({ type: z.string().max(100) });

/** `schema` is a union discriminated by `type`. */
export function decodeMessage<Message>(schema: z.ZodType<Message>, text: string): Decoded<Message> {
  let value: unknown;
  try {
    value = JSON.parse(text);
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
