import { utf8 } from '@nearhand/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { decodeMessage } from './decode.ts';
import { agentMessageSchema, agentServerMessageSchema } from './hub/agent.ts';
import { relayClientMessageSchema } from './hub/relay.ts';

const schemas: readonly z.ZodType[] = [agentMessageSchema, agentServerMessageSchema, relayClientMessageSchema];
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

  it('HUB12: bytes that are no UTF-8 are broken', () => {
    expect(decodeMessage(agentMessageSchema, Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ kind: 'malformed' });
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
        const kinds = schemas.map((schema) => decodeMessage(schema, text).kind);
        expect(schemas.map((schema) => decodeMessage(schema, utf8.encode(text)).kind)).toEqual(kinds);
      }),
    );
  });
});
