// The agent's half: check the ticket, answer with a signed key, check what the viewer reveals against the commitment;
// later, resume. It gives one answer per link, so that nobody can draw new keys until the comparison words match.

import { base64url, type Bytes, codeOf, equalBytes, messageOf, randomBytes } from '@nearhand/base';
import {
  type ErrorCode,
  errorCodeSchema,
  handshakeFrame,
  parseHandshakeBody,
  protocolVersion,
  type Ticket,
  viewerHandshakeMessageSchema,
  type ViewerHandshakeMessage,
} from '@nearhand/protocol';
import type { AgreementPair, Curves } from '../curves/curves.ts';
import { sha256 } from './hashing.ts';
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

export interface AgentIdentity {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Bytes;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Bytes): Promise<Bytes>;
}

export interface AgentAgreementOptions {
  readonly identity: AgentIdentity;
  readonly verifyTicket: (signed: string) => Promise<Ticket>;
  readonly capabilities: readonly string[];
  readonly curves: Curves;
}

type Open = Extract<ViewerHandshakeMessage, { type: 'handshake.open' }>;
type Hello = Extract<ViewerHandshakeMessage, { type: 'resume.hello' }>;

interface Viewer {
  readonly ticket: Ticket;
  readonly capabilities: ReadonlySet<string>;
}

type Phase =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'answered';
      readonly viewer: Viewer;
      readonly open: Bytes;
      readonly answerFrame: Bytes;
      readonly pair: AgreementPair;
    }
  | { readonly kind: 'agreed'; readonly viewer: Viewer; readonly secrets: LinkSecrets };

export class AgentAgreement implements KeyAgreement {
  readonly #options: AgentAgreementOptions;
  #phase: Phase = { kind: 'waiting' };
  #epoch = 0;
  #confirmed = false;

  constructor(options: AgentAgreementOptions) {
    this.#options = options;
  }

  get words(): readonly string[] | null {
    return this.#phase.kind === 'agreed' ? this.#phase.secrets.words : null;
  }

  get ticket(): Ticket | null {
    return this.#phase.kind === 'agreed' ? this.#phase.viewer.ticket : null;
  }

  get peerCapabilities(): ReadonlySet<string> {
    return this.#phase.kind === 'agreed' ? this.#phase.viewer.capabilities : new Set();
  }

  /** The viewer speaks first. */
  async begin(): Promise<readonly Bytes[]> {
    return [];
  }

  confirm(): void {
    this.#confirmed = true;
  }

  async receive(body: Bytes): Promise<AgreementStep> {
    const parsed = viewerHandshakeMessageSchema.safeParse(parseHandshakeBody(body));
    if (!parsed.success) {
      return this.#confirmed ? ignored('malformed') : refused('Malformed handshake message');
    }
    const message = parsed.data;
    switch (message.type) {
      case 'handshake.open':
        return this.#opened(message, body);
      case 'handshake.reveal':
        return this.#revealed(base64url.decode(message.ephemeralKey));
      case 'resume.hello':
        return this.#resumed(message);
    }
  }

  async #opened(open: Open, body: Bytes): Promise<AgreementStep> {
    const phase = this.#phase;
    if (phase.kind === 'agreed') return ignored('opened after keys');
    if (phase.kind === 'answered') {
      if (equalBytes(body, phase.open)) return { kind: 'reply', frames: [phase.answerFrame] };
      return ignored('another opening');
    }
    if (open.protocol !== protocolVersion) {
      return refused(`Protocol ${open.protocol} is not spoken here`, 'protocol_unsupported');
    }
    try {
      const ticket = await this.#options.verifyTicket(open.ticket);
      return await this.#answer(open, body, ticket);
    } catch (error) {
      const code = errorCodeSchema.safeParse(codeOf(error)).data ?? 'internal';
      return refused(messageOf(error), code, error);
    }
  }

  async #answer(open: Open, body: Bytes, ticket: Ticket): Promise<AgreementStep> {
    const { identity, curves, capabilities } = this.#options;
    const pair = await curves.generatePair();
    const signature = await identity.sign(await signedByAgent(body, identity.publicKey, pair.publicKey));
    const answerFrame = handshakeFrame({
      type: 'handshake.answer',
      agentKey: base64url.encode(identity.publicKey),
      ephemeralKey: base64url.encode(pair.publicKey),
      signature: base64url.encode(signature),
      capabilities: [...capabilities],
    });
    const viewer = { ticket, capabilities: new Set(open.capabilities) };
    this.#phase = { kind: 'answered', viewer, open: body, answerFrame, pair };
    return { kind: 'reply', frames: [answerFrame] };
  }

  async #revealed(viewerKey: Bytes): Promise<AgreementStep> {
    const phase = this.#phase;
    if (phase.kind !== 'answered') return ignored('revealed before');
    if (base64url.encode(await sha256(viewerKey)) !== phase.viewer.ticket.commitment) {
      return refused("The viewer's key is not the one in its ticket");
    }
    let shared: Bytes;
    try {
      shared = await phase.pair.deriveSharedSecret(viewerKey);
    } catch (cause) {
      return refused("The viewer's key is unusable", 'handshake_failed', cause);
    }
    if (isZeroSecret(shared)) return refused("The viewer's key is of low order");
    const transcript = await transcriptHash(phase.open, phase.answerFrame.subarray(1), viewerKey);
    const secrets = await deriveLinkSecrets(shared, transcript);
    this.#phase = { kind: 'agreed', viewer: phase.viewer, secrets };
    return { kind: 'keys', frames: [], traffic: secrets.traffic };
  }

  async #resumed(hello: Hello): Promise<AgreementStep> {
    const phase = this.#phase;
    if (phase.kind !== 'agreed') return { kind: 'reply', frames: [handshakeFrame({ type: 'resume.refused' })] };
    if (hello.epoch <= this.#epoch) return ignored('an old hello');
    const { secrets } = phase;
    const viewer = base64url.decode(hello.nonce);
    if (!equalBytes(base64url.decode(hello.proof), await proveHello(secrets, hello.epoch, viewer))) {
      return this.#confirmed ? ignored('wrong proof') : refused('The two ends hold different keys');
    }
    this.#epoch = hello.epoch;
    const nonces = { epoch: hello.epoch, viewer, agent: randomBytes(32) };
    const answer = handshakeFrame({
      type: 'resume.answer',
      epoch: hello.epoch,
      nonce: base64url.encode(nonces.agent),
      proof: base64url.encode(await proveAnswer(secrets, nonces)),
    });
    return { kind: 'keys', frames: [answer], traffic: await deriveResumedTraffic(secrets, nonces) };
  }
}

function ignored(why: string): AgreementStep {
  return { kind: 'ignored', why };
}

/** Tells the viewer the code, and fails with it. */
function refused(message: string, code: ErrorCode = 'handshake_failed', cause?: unknown): AgreementStep {
  return {
    kind: 'failed',
    frames: [handshakeFrame({ type: 'handshake.refused', code })],
    failure: handshakeFailed(message, code, cause),
  };
}
