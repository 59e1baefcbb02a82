// The two halves of the key agreement against each other, and against somebody in between.

import { describe, expect, it } from 'vitest';
import { AppError, base64url, type Bytes, randomBytes } from '@nearhand/base';
import {
  agentHandshakeMessageSchema,
  handshakeFrame,
  parseHandshakeBody,
  viewerHandshakeMessageSchema,
} from '@nearhand/protocol';
import type { Curves } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { pureCurves } from '../curves/pure-curves.ts';
import { webCurves } from '../curves/web-curves.ts';
import { createTestIdentity, testTicket } from '../fakes/index.ts';
import { AgentAgreement } from './agent-agreement.ts';
import type { AgreementStep } from './key-agreement.ts';
import { createViewerKey } from './viewer-key.ts';
import { ViewerAgreement } from './viewer-agreement.ts';

/** A ticket's text that names only its commitment, for agreements that do not check more. */
const anyTicket = `${'A'.repeat(40)}.${'A'.repeat(86)}`;

async function createViewer(expectedAgentKey: string, curves: Curves = preferredCurves) {
  const viewerKey = await createViewerKey(curves);
  const agreement = new ViewerAgreement({
    viewerKey,
    ticket: anyTicket,
    expectedAgentKey,
    capabilities: ['a'],
    curves,
  });
  return { agreement, commitment: viewerKey.commitment, viewerKey };
}

function createAgent(commitment: string, identity = createTestIdentity(), curves: Curves = preferredCurves) {
  const ticket = testTicket({ agentKey: identity.key, commitment }, 0);
  let verified = 0;
  const agreement = new AgentAgreement({
    identity,
    curves,
    capabilities: ['b'],
    verifyTicket: async () => {
      verified++;
      return ticket;
    },
  });
  return { agreement, identity, verified: () => verified };
}

async function createPair(viewerCurves?: Curves, agentCurves?: Curves) {
  const identity = createTestIdentity();
  const viewer = await createViewer(identity.key, viewerCurves);
  const agent = createAgent(viewer.commitment, identity, agentCurves);
  return { viewer: viewer.agreement, agent: agent.agreement, verified: agent.verified };
}

/** The only frame of a step, as the other end's receive() takes it. */
function bodyOf(step: AgreementStep | readonly Bytes[], index = 0): Bytes {
  const frames = 'kind' in step ? ('frames' in step ? step.frames : []) : step;
  const frame = frames[index];
  if (!frame) throw new Error(`No frame in ${JSON.stringify(step)}`);
  return frame.subarray(1);
}

function trafficOf(step: AgreementStep) {
  if (step.kind !== 'keys') throw new Error(`No keys: ${JSON.stringify(step)}`);
  return step.traffic;
}

function codeOf(step: AgreementStep): string {
  return step.kind === 'failed' ? step.failure.error.code : step.kind;
}

async function shakeHands({ viewer, agent }: { viewer: ViewerAgreement; agent: AgentAgreement }) {
  const answer = await agent.receive(bodyOf(await viewer.begin()));
  const revealed = await viewer.receive(bodyOf(answer));
  const agreed = await agent.receive(bodyOf(revealed));
  return { viewer: trafficOf(revealed), agent: trafficOf(agreed) };
}

describe('the handshake', () => {
  it.each([
    ['WebCrypto', webCurves, 'WebCrypto', webCurves],
    ['WebCrypto', webCurves, 'JavaScript', pureCurves],
    ['JavaScript', pureCurves, 'WebCrypto', webCurves],
    ['JavaScript', pureCurves, 'JavaScript', pureCurves],
  ])('SES23: viewer by %s and agent by %s%s come to the same keys', async (_a, viewerCurves, _b, agentCurves) => {
    const pair = await createPair(viewerCurves, agentCurves);
    const traffic = await shakeHands(pair);
    expect(traffic.viewer).toEqual(traffic.agent);
    expect(traffic.viewer.toAgent).not.toEqual(traffic.viewer.toViewer);
    expect(pair.viewer.words).toEqual(pair.agent.words);
    expect([[...pair.viewer.peerCapabilities], [...pair.agent.peerCapabilities]]).toEqual([['b'], ['a']]);
  });

  it('SES4: an agent with another key than expected is refused as changed', async () => {
    const { viewer } = await createPair();
    const impostor = createAgent(base64url.encode(randomBytes(32)));
    const answer = await impostor.agreement.receive(bodyOf(await viewer.begin()));
    expect(codeOf(await viewer.receive(bodyOf(answer)))).toBe('identity_changed');
  });

  it('SES4: a relay that puts its own ephemeral key into the answer is refused', async () => {
    const { viewer, agent } = await createPair();
    const answer = await agent.receive(bodyOf(await viewer.begin()));
    const message = agentHandshakeMessageSchema.parse(parseHandshakeBody(bodyOf(answer)));
    const own = await webCurves.generatePair();
    const forged = handshakeFrame({ ...message, ephemeralKey: base64url.encode(own.publicKey) } as typeof message);
    expect(codeOf(await viewer.receive(forged.subarray(1)))).toBe('handshake_failed');
  });

  it('SES4: a signature made for another opening is refused', async () => {
    const identity = createTestIdentity();
    const one = await createViewer(identity.key);
    const two = await createViewer(identity.key);
    const agent = createAgent(one.commitment, identity);
    const opening = new ViewerAgreement({
      viewerKey: two.viewerKey,
      ticket: `${'B'.repeat(40)}.${'A'.repeat(86)}`,
      expectedAgentKey: identity.key,
      capabilities: [],
      curves: preferredCurves,
    });
    const answer = await agent.agreement.receive(bodyOf(await one.agreement.begin()));
    expect(codeOf(await opening.receive(bodyOf(answer)))).toBe('handshake_failed');
  });

  it('SES1: a key that is not the one committed to is refused', async () => {
    const { viewer, agent } = await createPair();
    await agent.receive(bodyOf(await viewer.begin()));
    const own = await webCurves.generatePair();
    const reveal = handshakeFrame({ type: 'handshake.reveal', ephemeralKey: base64url.encode(own.publicKey) });
    expect(codeOf(await agent.receive(reveal.subarray(1)))).toBe('handshake_failed');
    expect(agent.words).toBeNull();
  });

  it('SES1: the opening does not show the key', async () => {
    const { agreement, viewerKey } = await createViewer(createTestIdentity().key);
    const text = new TextDecoder().decode(bodyOf(await agreement.begin()));
    expect(text).not.toContain(base64url.encode(viewerKey.publicKey));
  });

  it('SES5: somebody in between who owns both legs makes the words differ', async () => {
    const middleIdentity = createTestIdentity();
    const viewer = await createViewer(middleIdentity.key);
    const middleToViewer = createAgent(viewer.commitment, middleIdentity);
    const identity = createTestIdentity();
    const middleToAgent = await createViewer(identity.key);
    const agent = createAgent(middleToAgent.commitment, identity);
    await shakeHands({ viewer: viewer.agreement, agent: middleToViewer.agreement });
    await shakeHands({ viewer: middleToAgent.agreement, agent: agent.agreement });
    expect(viewer.agreement.words).not.toEqual(agent.agreement.words);
  });

  it('SES6: the same opening gets the same answer, and the ticket is looked at once', async () => {
    const { viewer, agent, verified } = await createPair();
    const first = bodyOf(await agent.receive(bodyOf(await viewer.begin())));
    const second = bodyOf(await agent.receive(bodyOf(await viewer.begin())));
    expect(second).toEqual(first);
    expect(verified()).toBe(1);
  });

  it('SES6: another opening gets no answer', async () => {
    const { viewer, agent } = await createPair();
    await agent.receive(bodyOf(await viewer.begin()));
    const other = handshakeFrame({ type: 'handshake.open', protocol: 1, ticket: anyTicket, capabilities: [] });
    expect((await agent.receive(other.subarray(1))).kind).toBe('ignored');
  });

  it('SES6: the viewer opens its commitment to one answer only', async () => {
    const identity = createTestIdentity();
    const { agreement: viewer, commitment } = await createViewer(identity.key);
    const [one, two] = [createAgent(commitment, identity), createAgent(commitment, identity)];
    const opening = bodyOf(await viewer.begin());
    const answers = [await one.agreement.receive(opening), await two.agreement.receive(opening)] as const;
    expect((await viewer.receive(bodyOf(answers[0]))).kind).toBe('keys');
    expect((await viewer.receive(bodyOf(answers[1]))).kind).toBe('ignored');
  });

  it('SES6: what else is written into the reveal does not change the words', async () => {
    const { viewer, agent } = await createPair();
    const answer = await agent.receive(bodyOf(await viewer.begin()));
    const reveal = parseHandshakeBody(bodyOf(await viewer.receive(bodyOf(answer))));
    const padded = new TextEncoder().encode(`${JSON.stringify({ ...(reveal as object), more: 1 })}   `);
    expect((await agent.receive(padded)).kind).toBe('keys');
    expect(agent.words).toEqual(viewer.words);
  });

  it('SES25: another version of the protocol is refused with its code', async () => {
    const { viewer, agent } = await createPair();
    await viewer.begin();
    const open = handshakeFrame({ type: 'handshake.open', protocol: 2, ticket: anyTicket, capabilities: [] });
    const refusal = await agent.receive(open.subarray(1));
    expect(codeOf(refusal)).toBe('protocol_unsupported');
    expect(codeOf(await viewer.receive(bodyOf(refusal)))).toBe('protocol_unsupported');
  });

  it("SES2: the viewer hears the code of the agent's refusal", async () => {
    const { viewer } = await createPair();
    const agent = new AgentAgreement({
      identity: createTestIdentity(),
      curves: preferredCurves,
      capabilities: [],
      verifyTicket: () => Promise.reject(new AppError('consent_missing', 'Nobody said yes')),
    });
    const refusal = await agent.receive(bodyOf(await viewer.begin()));
    expect([codeOf(refusal), codeOf(await viewer.receive(bodyOf(refusal)))]).toEqual([
      'consent_missing',
      'consent_missing',
    ]);
  });

  it('refuses keys of low order at both ends', async () => {
    const zero = base64url.encode(new Uint8Array(32));
    const identity = createTestIdentity();
    const agent = createAgent(
      base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(32)))),
    );
    const { agreement } = await createViewer(identity.key);
    await agent.agreement.receive(bodyOf(await agreement.begin()));
    const reveal = handshakeFrame({ type: 'handshake.reveal', ephemeralKey: zero });
    expect(codeOf(await agent.agreement.receive(reveal.subarray(1)))).toBe('handshake_failed');
  });

  it.each(['', '{', 'null', '{"type":"handshake.open"}', '{"type":"unheard.of"}'])(
    'ends at nonsense: %s',
    async (text) => {
      const { viewer, agent } = await createPair();
      const body = new TextEncoder().encode(text);
      expect([codeOf(await viewer.receive(body)), codeOf(await agent.receive(body))]).toEqual([
        'handshake_failed',
        'handshake_failed',
      ]);
    },
  );
});

describe('resuming', () => {
  async function createAgreed() {
    const pair = await createPair();
    const traffic = await shakeHands(pair);
    pair.viewer.confirm();
    pair.agent.confirm();
    return { ...pair, traffic: traffic.viewer };
  }

  it('gives both ends the same new keys', async () => {
    const { viewer, agent, traffic } = await createAgreed();
    const answered = await agent.receive(bodyOf(await viewer.begin()));
    const resumed = await viewer.receive(bodyOf(answered));
    expect(trafficOf(resumed)).toEqual(trafficOf(answered));
    expect(trafficOf(resumed).toAgent).not.toEqual(traffic.toAgent);
    expect(trafficOf(resumed).epoch).toBe(1);
  });

  it('SES12: a wrong proof changes nothing', async () => {
    const { viewer, agent } = await createAgreed();
    const nonce = base64url.encode(randomBytes(32));
    const hello = handshakeFrame({ type: 'resume.hello', epoch: 1, nonce, proof: nonce });
    expect((await agent.receive(hello.subarray(1))).kind).toBe('ignored');
    const answered = await agent.receive(bodyOf(await viewer.begin()));
    expect(answered.kind).toBe('keys');
    const forged = handshakeFrame({ type: 'resume.answer', epoch: 1, nonce, proof: nonce });
    expect((await viewer.receive(forged.subarray(1))).kind).toBe('ignored');
    expect((await viewer.receive(bodyOf(answered))).kind).toBe('keys');
  });

  it('SES12: a hello that was seen before changes nothing', async () => {
    const { viewer, agent } = await createAgreed();
    const [first, second] = [bodyOf(await viewer.begin()), bodyOf(await viewer.begin())] as const;
    expect((await agent.receive(second)).kind).toBe('keys');
    expect([(await agent.receive(first)).kind, (await agent.receive(second)).kind]).toEqual(['ignored', 'ignored']);
  });

  it('SES12: an answer to an earlier hello is ignored', async () => {
    const { viewer, agent } = await createAgreed();
    const early = await agent.receive(bodyOf(await viewer.begin()));
    await viewer.begin();
    expect((await viewer.receive(bodyOf(early))).kind).toBe('ignored');
  });

  it('SES11: an agent without the keys refuses, and the viewer knows that it was restarted', async () => {
    const { viewer } = await createAgreed();
    const { agent: restarted } = await createPair();
    const refusal = await restarted.receive(bodyOf(await viewer.begin()));
    const step = await viewer.receive(bodyOf(refusal));
    expect(step.kind === 'failed' && step.failure.reason).toBe('peerRestarted');
  });

  it('SES12: refusals that nobody asked for change nothing', async () => {
    const { viewer } = await createAgreed();
    const refusals = [
      handshakeFrame({ type: 'resume.refused' }),
      handshakeFrame({ type: 'handshake.refused', code: 'internal' }),
    ];
    const kinds = [];
    for (const refusal of refusals) kinds.push((await viewer.receive(refusal.subarray(1))).kind);
    expect(kinds).toEqual(['ignored', 'ignored']);
  });

  it('SES24: a reveal that was lost travels again with the hello', async () => {
    const { viewer, agent } = await createPair();
    const answer = await agent.receive(bodyOf(await viewer.begin()));
    await viewer.receive(bodyOf(answer));
    const again = await viewer.begin();
    const first = await agent.receive(bodyOf(again, 0));
    const answered = await agent.receive(bodyOf(again, 1));
    expect([first.kind, answered.kind]).toEqual(['keys', 'keys']);
    expect(trafficOf(await viewer.receive(bodyOf(answered)))).toEqual(trafficOf(answered));
  });

  it('never uses the same keys for two paths', async () => {
    const { viewer, agent } = await createPair();
    await shakeHands({ viewer, agent });
    const again = await viewer.begin();
    expect((await agent.receive(bodyOf(again, 0))).kind).toBe('ignored');
    expect(viewerHandshakeMessageSchema.parse(parseHandshakeBody(bodyOf(again, 1))).type).toBe('resume.hello');
  });
});
