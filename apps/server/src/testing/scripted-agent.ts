// An agent reduced to its key and its hub socket, told by tests what to say.

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type AgentPurpose, helloProofText, protocolVersion, type SealingKey } from '@nearhand/protocol';
import type { ClientOptions } from 'ws';
import { type Received, TestSocket } from './test-socket.ts';

export interface AgentIdentity {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

export function newAgentIdentity(): AgentIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: x };
}

export interface HelloChanges {
  readonly origin?: string;
  readonly nonce?: string;
  readonly signature?: string;
  readonly protocol?: number;
  readonly computerName?: string;
  readonly sealing?: SealingKey;
  /** What it says of itself besides. */
  readonly agent?: Readonly<Record<string, unknown>>;
}

export class ScriptedAgent {
  readonly identity: AgentIdentity;
  readonly socket: TestSocket;
  readonly #origin: string;

  constructor(serverUrl: string, identity: AgentIdentity = newAgentIdentity(), options: ClientOptions = {}) {
    this.#origin = serverUrl;
    this.identity = identity;
    this.socket = new TestSocket(`${serverUrl.replace(/^http/, 'ws')}/hub/agent`, options);
  }

  /** The nonce of the challenge. */
  async challenged(): Promise<string> {
    return String((await this.socket.next('hub.challenge'))['nonce']);
  }

  hello(nonce: string, purpose: AgentPurpose, changes: HelloChanges = {}): Record<string, unknown> {
    const origin = changes.origin ?? this.#origin;
    const { privateKey, publicKey } = this.identity;
    const text = helloProofText(changes.nonce ?? nonce, origin, publicKey);
    return {
      type: 'agent.hello',
      protocol: changes.protocol ?? protocolVersion,
      capabilities: [],
      publicKey,
      signature: changes.signature ?? sign(null, Buffer.from(text), privateKey).toString('base64url'),
      origin,
      agent: {
        version: '0.1.0',
        system: 'linux',
        systemName: 'Debian 12',
        computerName: changes.computerName ?? 'desk-7',
        userName: 'ana',
        ...changes.agent,
      },
      locale: 'en',
      purpose,
      ...(changes.sealing === undefined ? {} : { sealing: changes.sealing }),
    };
  }

  /** Challenge, hello, and the answer to it. */
  async introduce(purpose: AgentPurpose, changes: HelloChanges = {}): Promise<Received> {
    const nonce = await this.challenged();
    return this.ask(this.hello(nonce, purpose, changes));
  }

  /** Sends a hello and waits for `hub.welcome` or `hub.refused`. */
  async ask(hello: Record<string, unknown>): Promise<Received> {
    this.socket.send(hello);
    const answer = await Promise.race([this.#answer(), this.socket.closed]);
    if (typeof answer === 'number') throw new Error(`The hub closed with ${answer}`);
    return answer;
  }

  send(message: unknown): void {
    this.socket.send(message);
  }

  async #answer(): Promise<Received> {
    return this.socket.nextOf(['hub.welcome', 'hub.refused']);
  }
}
