// Addresses of customers in forms: one that may be left out, and the link that opens one's own mail program.
import { emailSchema, type InvitationDraft } from '@nearhand/protocol';
import { z } from 'zod';

/** Left empty it is null. */
export const optionalEmailSchema = z
  .string()
  .transform((text) => (text.trim() === '' ? null : text))
  .pipe(emailSchema.nullable());

/** RFC 6068: everything percent-encoded but the address's own @, lines ended by CR LF. `email` empty: for nobody yet. */
export function mailtoLink(email: string, { subject, text }: InvitationDraft): string {
  const to = encodeURIComponent(email).replaceAll('%40', '@');
  const body = text.replace(/\r?\n/g, '\r\n');
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
