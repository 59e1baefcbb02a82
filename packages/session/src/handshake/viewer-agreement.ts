// The viewer's half: open (with the ticket that holds the commitment), check the agent's answer, reveal; later, resume.
// It answers one answer only, so that nobody can try keys against a commitment that is already open.

import { AppError, base64url, type Bytes, equalBytes, randomBytes } from '@nearhand/base';
import {
  agentHandshakeMessageSchema,
  type AgentHandshakeMessage,
  handshakeFrame,
  parseHandshakeBody,
  protocolVersion,
} from '@nearhand/protocol';
import type { Curves } from '../curves/curves.ts';
import { type AgreementStep, handshakeFailed, type KeyAgreement } from './key-agreement.ts';
import {
  deriveLinkSecrets,
  deriveResumedTraffic,
  isZeroSecret,
  type LinkSecrets,
  proveAnswer,
  proveHello,
  signedByAgent,
  transcriptHash,
} from './key-schedule.ts';
import type { ViewerKey } from './viewer-key.ts';

export interface ViewerAgreementOptions {
  readonly viewerKey: ViewerKey;
  readonly ticket: string;
  /** Base64url. */
  readonly expectedAgentKey: string;
  readonly capabilities: readonly string[];
  readonly curves: Curves;
}

type Answer = Extract<AgentHandshakeMessage, { type: 'handshake.answer' }>;

type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'revealed'; readonly secrets: LinkSecrets; readonly revealFrame: Bytes }
  | { readonly kind: 'confirmed'; readonly secrets: LinkSecrets };

export class ViewerAgreement implements KeyAgreement {
  readonly #options: ViewerAgreementOptions;
  readonly #openFrame: Bytes;
  #phase: Phase = { kind: 'opening' };
  #peerCapabilities: ReadonlySet<string> = new Set();
  #epoch = 0;
  /** The hello that waits for its answer. */
  #hello: { readonly epoch: number; readonly nonce: Bytes } | null = null;

  constructor(options: ViewerAgreementOptions) {
    this.#options = options;
    this.#openFrame = handshakeFrame({
      type: 'handshake.open',
      protocol: protocolVersion,
      ticket: options.ticket,
      capabilities: [...options.capabilities],
    });
  }

  get words(): readonly string[] | null {
    return this.#phase.kind === 'opening' ? null : this.#phase.secrets.words;
  }

  get peerCapabilities(): ReadonlySet<string> {
    return this.#peerCapabilities;
  }

  async begin(): Promise<readonly Bytes[]> {
    const phase = this.#phase;
    if (phase.kind === 'opening') return [this.#openFrame];
    const epoch = ++this.#epoch;
    const nonce = randomBytes(32);
    this.#hello = { epoch, nonce };
    const hello = handshakeFrame({
      type: 'resume.hello',
      epoch,
      nonce: base64url.encode(nonce),
      proof: base64url.encode(await proveHello(phase.secrets, epoch, nonce)),
    });
    return phase.kind === 'revealed' ? [phase.revealFrame, hello] : [hello];
  }

  confirm(): void {
    if (this.#phase.kind === 'revealed') this.#phase = { kind: 'confirmed', secrets: this.#phase.secrets };
  }

  async receive(body: Bytes): Promise<AgreementStep> {
    const parsed = agentHandshakeMessageSchema.safeParse(parseHandshakeBody(body));
    if (!parsed.success) return this.#malformed();
    const message = parsed.data;
    switch (message.type) {
      case 'handshake.answer':
        return this.#phase.kind === 'opening' ? this.#answered(message, body) : ignored('answered before');
      case 'handshake.refused':
        if (this.#phase.kind === 'confirmed') return ignored('refused after keys');
        return failed(`The agent refused: ${message.code}`, message.code);
      case 'resume.answer':
        return this.#resumed(message.epoch, base64url.decode(message.nonce), base64url.decode(message.proof));
      case 'resume.refused':
        if (!this.#hello) return ignored('nothing to refuse');
        return {
          kind: 'failed',
          frames: [],
          failure: { reason: 'peerRestarted', error: new AppError('session_ended', 'The agent has lost the keys') },
        };
    }
  }

  #malformed(): AgreementStep {
    return this.#phase.kind === 'confirmed' ? ignored('malformed') : failed('Malformed handshake message');
  }

  async #answered(answer: Answer, body: Bytes): Promise<AgreementStep> {
    const { viewerKey, expectedAgentKey, curves } = this.#options;
    if (answer.agentKey !== expectedAgentKey) return failed('The agent has another key', 'identity_changed');
    const open = this.#openFrame.subarray(1);
    const agentKey = base64url.decode(answer.agentKey);
    const ephemeralKey = base64url.decode(answer.ephemeralKey);
    const signed = await signedByAgent(open, agentKey, ephemeralKey);
    if (!(await curves.verifySignature(agentKey, base64url.decode(answer.signature), signed))) {
      return failed("The agent's signature is wrong");
    }
    let shared: Bytes;
    try {
      shared = await viewerKey.deriveSharedSecret(ephemeralKey);
    } catch (cause) {
      return failed("The agent's ephemeral key is unusable", 'handshake_failed', cause);
    }
    if (isZeroSecret(shared)) return failed("The agent's ephemeral key is of low order");
    const secrets = await deriveLinkSecrets(shared, await transcriptHash(open, body, viewerKey.publicKey));
    const revealFrame = handshakeFrame({
      type: 'handshake.reveal',
      ephemeralKey: base64url.encode(viewerKey.publicKey),
    });
    this.#phase = { kind: 'revealed', secrets, revealFrame };
    this.#peerCapabilities = new Set(answer.capabilities);
    return { kind: 'keys', frames: [revealFrame], traffic: secrets.traffic };
  }

  async #resumed(epoch: number, agentNonce: Bytes, proof: Bytes): Promise<AgreementStep> {
    const hello = this.#hello;
    const phase = this.#phase;
    if (phase.kind === 'opening' || !hello || hello.epoch !== epoch) return ignored('not asked');
    const nonces = { epoch, viewer: hello.nonce, agent: agentNonce };
    if (!equalBytes(proof, await proveAnswer(phase.secrets, nonces))) return ignored('wrong proof');
    this.#hello = null;
    return { kind: 'keys', frames: [], traffic: await deriveResumedTraffic(phase.secrets, nonces) };
  }
}

function ignored(why: string): AgreementStep {
  return { kind: 'ignored', why };
}

function failed(...parts: Parameters<typeof handshakeFailed>): AgreementStep {
  return { kind: 'failed', frames: [], failure: handshakeFailed(...parts) };
}
