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

const fault = (message: AgentHello, host = 'help.example.com') => helloFault(message, { nonce, host, isOwnOrigin });

describe('proof of an agent’s key', () => {
  it('HUB2: holds for this challenge and the host that was dialled', () => {
    expect([
      fault(hello('https://help.example.com')),
      fault(hello('https://help.example.com'), 'help.example.com:443'),
      fault(hello('https://help.example.com:8443'), 'help.example.com:8443'),
      fault(hello('http://127.0.0.1:8080'), '127.0.0.1:8080'),
      fault(hello('http://[::1]:8080'), '[::1]:8080'),
      fault(hello('https://public.example.com'), 'inside:3000'),
    ]).toEqual([null, null, null, null, null, null]);
  });

  it('HUB2: fails for another origin, key, nonce or version, and without encryption', () => {
    const good = hello('https://help.example.com');
    const origins = [
      'https://evil.example',
      'https://help.example.com.evil.example',
      'https://help.example.com/',
      'https://help.example.com/x',
      'https://user@help.example.com',
      'https://help.example.com:444',
      'ftp://help.example.com',
      'null',
      '',
    ];
    expect(new Set(origins.map((origin) => fault(hello(origin))))).toEqual(new Set(['agent_key_refused']));
    expect(fault(hello('http://help.example.com'))).toBe('insecure_transport');
    expect(fault({ ...good, origin: 'https://public.example.com' })).toBe('agent_key_refused');
    expect(fault({ ...good, publicKey: `${'B'.repeat(42)}A` })).toBe('agent_key_refused');
    expect(helloFault(good, { nonce: `${'B'.repeat(42)}A`, host: 'help.example.com', isOwnOrigin })).toBe(
      'agent_key_refused',
    );
    expect(fault({ ...good, protocol: protocolVersion + 1 })).toBe('protocol_unsupported');
  });

  it('HUB2: no other signature will do', () => {
    const good = hello('https://help.example.com');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const signature = Buffer.from(bytes).toString('base64url');
        return fault({ ...good, signature }) === 'agent_key_refused';
      }),
      { numRuns: 100 },
    );
  });
});
