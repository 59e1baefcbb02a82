// Signs tickets with the server's ticket key.

import { type KeyObject, sign } from 'node:crypto';
import { encodeTicket, joinSignedTicket, type Ticket, ticketSigningInput } from '@nearhand/protocol';

export function signTicket(ticket: Ticket, privateKey: KeyObject): string {
  const encoded = encodeTicket(ticket);
  return joinSignedTicket(encoded, sign(null, ticketSigningInput(encoded), privateKey));
}
