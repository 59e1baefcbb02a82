import { agentMessageSchema, relayClientMessageSchema } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine } from './agent-text.ts';
import { decodeMessage } from './decode.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

describe('decoding messages', () => {
  it('HUB12: tells messages, those of newer peers, and broken ones apart', () => {
    const decode = (text: string) => decodeMessage(agentMessageSchema, text).kind;
    expect([
      decode(JSON.stringify({ type: 'request.ended', requestId: id })),
      decode(JSON.stringify({ type: 'request.ended', requestId: 'x' })),
      decode(JSON.stringify({ type: 'chat.said', text: 'later' })),
      decode(JSON.stringify({ type: 7 })),
      decode(JSON.stringify({ type: 'x'.repeat(101) })),
      decode('{}'),
      decode('null'),
      decode('[]'),
      decode('{"type":'),
      decode(''),
    ]).toEqual(['message', 'malformed', 'unknown', ...Array.from({ length: 7 }, () => 'malformed')]);
  });

  it('HUB12: nothing a peer sends makes it throw', () => {
    const almost = fc.record(
      {
        type: fc.constantFrom('agent.hello', 'consent.answered', 'link.changed', 'relay.join', '__proto__'),
        requestId: fc.anything(),
        permissions: fc.anything(),
        token: fc.anything(),
        sessionId: fc.anything(),
        purpose: fc.anything(),
      },
      { requiredKeys: ['type'] },
    );
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      almost.map((value) => JSON.stringify(value) ?? ''),
    );
    fc.assert(
      fc.property(texts, (text) => {
        decodeMessage(agentMessageSchema, text);
        decodeMessage(relayClientMessageSchema, text);
      }),
    );
  });
});

describe('names from agents', () => {
  it('REQ11: are made fit to be stored and shown', () => {
    expect([
      cleanLine('  desk\u0000-7\r\n'),
      cleanLine('a\u202Eb'),
      cleanLine('\uD800'),
      cleanLine('x'.repeat(300)).length,
    ]).toEqual(['desk -7', 'a b', '', 200]);
  });
});
