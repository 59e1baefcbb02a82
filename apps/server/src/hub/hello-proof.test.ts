import { generateKeyPairSync, sign } from 'node:crypto';
import { helloProofText, protocolVersion } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgentHello, helloFault } from './hello-proof.ts';

const nonce = 'A'.repeat(43);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x: key = '' } = publicKey.export({ format: 'jwk' });
const isOwnOrigin = (origin: string) => origin === 'https://public.example.com';

function hello(origin: string, changes: Partial<AgentHello> = {}): AgentHello {
  const text = helloProofText(nonce, origin, key);
  return {
    type: 'agent.hello',
    protocol: protocolVersion,
    capabilities: [],
    publicKey: key,
    signature: sign(null, Buffer.from(text), privateKey).toString('base64url'),
    origin,
    agent: { version: '1', system: 'linux', systemName: '', computerName: '', userName: '' },
    locale: 'en',
    purpose: { kind: 'computer' },
    ...changes,
  };
}

const fault = (message: AgentHello, isLocal = false) => helloFault(message, { nonce, isOwnOrigin, isLocal });

describe('proof of an agent’s key', () => {
  it('HUB2: holds for this challenge and this server’s own origin', () => {
    expect(fault(hello('https://public.example.com'))).toBe(null);
  });

  it('HUB2: holds for loopback where the agent is on this computer', () => {
    for (const origin of ['http://127.0.0.1:8080', 'https://localhost:8080', 'http://[::1]:8080']) {
      expect([origin, fault(hello(origin), true), fault(hello(origin))]).toEqual([origin, null, 'origin_refused']);
    }
  });

  it('HUB2: fails for another origin, key, nonce or version', () => {
    const good = hello('https://public.example.com');
    const origins = [
      'https://evil.example',
      'https://public.example.com.evil.example',
      'https://public.example.com/',
      'https://public.example.com/x',
      'https://user@public.example.com',
      'https://public.example.com:444',
      'http://public.example.com',
      'https://PUBLIC.example.com',
      'http://127.0.0.1.evil.example',
      'http://127.0.0.1:8080/',
      'http://user@localhost',
      'null',
      '',
    ];
    expect(new Set(origins.map((origin) => fault(hello(origin), true)))).toEqual(new Set(['origin_refused']));
    expect(fault({ ...hello('https://evil.example'), origin: 'https://public.example.com' })).toBe('agent_key_refused');
    expect(fault({ ...good, publicKey: `${'B'.repeat(42)}A` })).toBe('agent_key_refused');
    expect(helloFault(good, { nonce: `${'B'.repeat(42)}A`, isOwnOrigin, isLocal: true })).toBe('agent_key_refused');
    expect(fault({ ...good, protocol: protocolVersion + 1 })).toBe('protocol_unsupported');
  });

  it('HUB2: no other signature will do', () => {
    const good = hello('https://public.example.com');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const signature = Buffer.from(bytes).toString('base64url');
        return fault({ ...good, signature }) === 'agent_key_refused';
      }),
      { numRuns: 100 },
    );
  });
});
