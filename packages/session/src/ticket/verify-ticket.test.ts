import { describe, expect, it } from 'vitest';
import { AppError, base64url, randomBytes, utf8 } from '@nearhand/base';
import { joinSignedTicket, type Ticket, ticketSigningInput } from '@nearhand/protocol';
import { pureCurves } from '../curves/pure-curves.ts';
import { webCurves } from '../curves/web-curves.ts';
import { createTestIdentity, createTestTicketKey, testTicket } from '../fakes/index.ts';
import { UsedTickets } from './used-tickets.ts';
import { verifyTicket } from './verify-ticket.ts';

const nowMs = 1_800_000_000_000;
const agentKey = base64url.encode(randomBytes(32));
const commitment = base64url.encode(randomBytes(32));
const key = createTestTicketKey();
const ticket = testTicket({ agentKey, commitment }, nowMs);

function expectation(fields: { nowMs?: number; usedTickets?: UsedTickets } = {}) {
  return { agentKey, linkId: ticket.linkId, nowMs, usedTickets: new UsedTickets(), ...fields };
}

async function whyRefused(signed: string, expected = expectation()): Promise<unknown> {
  try {
    await verifyTicket(signed, key.publicKey, expected);
  } catch (error) {
    if (error instanceof AppError && error.code === 'ticket_invalid') return error.details['why'];
    throw error;
  }
  return 'accepted';
}

async function signText(text: string): Promise<string> {
  const identity = createTestIdentity();
  const encoded = base64url.encode(utf8.encode(text));
  const signed = joinSignedTicket(encoded, await identity.sign(ticketSigningInput(encoded)));
  try {
    await verifyTicket(signed, identity.publicKey, expectation());
  } catch (error) {
    if (error instanceof AppError) return String(error.details['why']);
  }
  return 'accepted';
}

describe('verifyTicket', () => {
  it.each([
    ['WebCrypto', webCurves],
    ['JavaScript', pureCurves],
  ])('SES2: a good ticket is accepted (%s)', async (_name, curves) => {
    expect(await verifyTicket(await key.sign(ticket), key.publicKey, expectation(), curves)).toEqual(ticket);
  });

  it('SES3: a ticket is accepted once', async () => {
    const expected = expectation();
    const signed = await key.sign(ticket);
    expect(await whyRefused(signed, expected)).toBe('accepted');
    expect(await whyRefused(signed, expected)).toBe('used before');
  });

  it('SES3: a ticket presented twice at the same time is accepted once', async () => {
    const expected = expectation();
    const signed = await key.sign(ticket);
    const outcomes = await Promise.all([whyRefused(signed, expected), whyRefused(signed, expected)]);
    expect(outcomes.toSorted()).toEqual(['accepted', 'used before']);
  });

  it.each<[string, Partial<Ticket>, string]>([
    ['another agent', { agentKey: base64url.encode(randomBytes(32)) }, 'for another agent'],
    ['another link', { linkId: crypto.randomUUID() }, 'for another link'],
    ['a time gone by', { expiresAtMs: nowMs }, 'expired'],
    ['a life too long', { expiresAtMs: nowMs + 120_000 }, 'too long a life'],
  ])('SES2: a ticket for %s is refused', async (_name, fields, why) => {
    expect(await whyRefused(await key.sign({ ...ticket, ...fields }))).toBe(why);
  });

  it('SES2: a ticket signed by another key is refused', async () => {
    expect(await whyRefused(await createTestTicketKey().sign(ticket))).toBe('wrong signature');
  });

  it('SES2: a ticket changed after signing is refused', async () => {
    const [, signature] = (await key.sign(ticket)).split('.');
    const [encoded] = (await key.sign({ ...ticket, permissions: ['view'] })).split('.');
    expect(await whyRefused(`${encoded}.${signature}`)).toBe('wrong signature');
  });

  it.each([
    ['nothing', ''],
    ['no signature', 'abc'],
    ['a short signature', 'abc.abc'],
    ['three parts', `a.b.${'A'.repeat(86)}`],
    ['too long', `${'A'.repeat(4001)}.${'A'.repeat(86)}`],
  ])('SES2: what is no ticket is refused: %s', async (_name, signed) => {
    expect(await whyRefused(signed)).toBe('malformed');
  });

  it.each([
    ['no JSON', '{'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['an unknown permission', JSON.stringify({ ...ticket, permissions: ['everything'] })],
  ])('SES2: signed nonsense is refused: %s', async (_name, text) => {
    expect(await signText(text)).toBe('malformed');
  });
});

describe('UsedTickets', () => {
  it('forgets what has expired, and nothing else', () => {
    const used = new UsedTickets();
    expect([used.take('a', 100, 0), used.take('b', 300, 0), used.take('b', 300, 200)]).toEqual([true, true, false]);
    expect(used.take('a', 400, 200)).toBe(true);
  });
});
