// The agent's introduction: who it is, what for, and the signature that proves its key to this server alone.

import { base64url, utf8 } from '@nearhand/base';
import {
  type AgentDescription,
  type AgentMessage,
  type AgentPurpose,
  helloProofText,
  type Locale,
  protocolVersion,
  type SealingKey,
} from '@nearhand/protocol';
import type { Identity } from '../identity/identity.ts';

/** Makes the hello for a challenge's nonce. */
export type HelloMaker = (nonce: string, purpose: AgentPurpose) => AgentMessage;

export interface HelloOptions {
  readonly identity: Identity;
  /** As dialled, such as `https://help.example.com`. */
  readonly origin: string;
  readonly agent: AgentDescription;
  readonly locale: Locale;
  readonly capabilities: readonly string[];
  /** To whom members seal what unlocks its screen; null: it unlocks none. */
  readonly sealing: SealingKey | null;
}

export function createHelloMaker({ identity, origin, agent, locale, capabilities, sealing }: HelloOptions): HelloMaker {
  const publicKey = identity.publicKeyText;
  return (nonce, purpose) => ({
    type: 'agent.hello',
    protocol: protocolVersion,
    capabilities: [...capabilities],
    publicKey,
    signature: base64url.encode(identity.sign(utf8.encode(helloProofText(nonce, origin, publicKey)))),
    origin,
    agent,
    locale,
    purpose,
    ...(sealing === null ? {} : { sealing }),
  });
}
