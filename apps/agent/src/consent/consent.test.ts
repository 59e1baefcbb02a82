import { AppError, ManualClock, silentLogger } from '@nearhand/base';
import type { Permission } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { ConsentFlow } from './consent-flow.ts';
import { consentEvents, consentKinds, consentMoves, isFinal, nextConsentKind } from './consent-states.ts';
import type { ParticipantView } from './consent-view.ts';

const asker = { technician: 'Ana Díaz', organisation: 'Acme' };
const participant: ParticipantView = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Ana Díaz',
  organisation: 'Acme',
  sinceMs: 0,
  interrupted: false,
  words: null,
};

function setUp() {
  const clock = new ManualClock();
  const local = new LocalPermissions();
  const flow = new ConsentFlow({ local, clock, logger: silentLogger, answerTimeoutMs: 1000 });
  const kinds: string[] = [];
  flow.onChanged.on((state) => kinds.push(state.kind));
  return { clock, flow, kinds, local };
}

describe('consent states', () => {
  it('AGT20: only a yes leads to waiting, and nothing leads away from an end', () => {
    const ways = consentKinds.flatMap((kind) =>
      consentEvents.map((event) => ({ kind, event, next: nextConsentKind(kind, event) })),
    );
    expect(ways.every(({ kind, event, next }) => next === (consentMoves[kind][event] ?? null))).toBe(true);
    expect(ways.filter(({ next }) => next === 'waiting' || next === 'active')).toEqual([
      { kind: 'connecting', event: 'allowed', next: 'waiting' },
      { kind: 'asking', event: 'allowed', next: 'waiting' },
      { kind: 'waiting', event: 'viewers.came', next: 'active' },
      { kind: 'active', event: 'viewers.left', next: 'waiting' },
    ]);
    expect(consentKinds.filter(isFinal)).toEqual(['ended', 'denied', 'failed']);
  });
});

describe('consent flow', () => {
  it('AGT121: goes from the question to the receipt, which says who got a report', () => {
    const { clock, flow, kinds, local } = setUp();
    flow.ask(asker, ['view', 'control']);
    flow.allow(['view', 'control']);
    flow.showParticipants([participant]);
    flow.reportSent(participant.linkId);
    clock.advance(500);
    flow.withdraw('control');
    flow.showParticipants([participant]);
    flow.showParticipants([]);
    flow.end('customer');
    expect(kinds).toEqual(['asking', 'waiting', 'active', 'active', 'active', 'waiting', 'ended']);
    const visit = {
      name: 'Ana Díaz',
      organisation: 'Acme',
      fromMs: 0,
      toMs: 500,
      deeds: ['view', 'control', 'report'],
    };
    expect(flow.state).toEqual({ kind: 'ended', by: 'customer', visits: [visit] });
    expect(local.allowed).toEqual([]);
  });

  it('AGT64: names are shown without what could turn the sentence around, and never as nothing', () => {
    const { flow } = setUp();
    flow.ask({ technician: '\u202eyb\u202c detsurt\u0007', organisation: '\u200b' }, ['view']);
    expect(flow.state).toMatchObject({ asker: { technician: 'yb  detsurt', organisation: '?' } });
    flow.allow(['view']);
    flow.showParticipants([{ ...participant, name: '', organisation: '\u2066Acme\u2069' }]);
    expect(flow.state).toMatchObject({ participants: [{ name: '?', organisation: 'Acme' }] });
    flow.end('customer');
    expect(flow.state).toMatchObject({ visits: [{ name: '?', organisation: 'Acme' }] });
    const restored = setUp().flow;
    restored.restore({ technician: ' Zoë \u{1F469}\u200D\u{1F4BB}', organisation: '\u061cAcme' }, ['view']);
    expect(restored.state).toMatchObject({
      asker: { technician: 'Zoë \u{1F469}\u200D\u{1F4BB}', organisation: 'Acme' },
    });
  });

  it('is over at once, without going back to waiting when the viewers go', () => {
    const { flow, kinds, local } = setUp();
    flow.ask(asker, ['view']);
    flow.allow(['view']);
    flow.showParticipants([participant]);
    local.onChanged.on(() => flow.showParticipants([]));
    flow.end('customer');
    expect([kinds, local.allowed]).toEqual([['asking', 'waiting', 'active', 'ended'], []]);
  });

  it('AGT21: silence means no', () => {
    const { clock, flow, local } = setUp();
    flow.ask(asker, ['view']);
    clock.advance(1000);
    expect([flow.state, local.allowed]).toEqual([{ kind: 'ended', by: 'noAnswer', visits: [] }, []]);
    expect(() => flow.allow(['view'])).toThrow(AppError);
  });

  it('AGT22: nobody gets more than was asked and ticked', () => {
    for (const [asked, ticked, allowed] of [
      [['view'], ['view', 'control'], ['view']],
      [['view', 'control'], ['view'], ['view']],
    ] satisfies [Permission[], Permission[], Permission[]][]) {
      const { flow, local } = setUp();
      flow.ask(asker, asked);
      flow.allow(ticked);
      expect(local.allowed).toEqual(allowed);
    }
    const { flow, local } = setUp();
    flow.ask(asker, ['view', 'control']);
    expect(() => flow.allow([])).toThrow('Nothing was allowed');
    expect(() => flow.allow(['control'])).toThrow('Nothing was allowed');
    expect([flow.state.kind, local.allowed]).toEqual(['asking', []]);
  });

  it('AGT23: permissions are raised in no state but the question', () => {
    const { flow, local } = setUp();
    expect(() => flow.allow(['view', 'control'])).toThrow(AppError);
    flow.ask(asker, ['view', 'control']);
    flow.allow(['view']);
    for (const step of [() => {}, () => flow.showParticipants([participant]), () => flow.end('customer')]) {
      step();
      expect(() => flow.allow(['view', 'control'])).toThrow(AppError);
      expect(() => flow.ask(asker, ['view', 'control'])).toThrow(AppError);
      expect(local.allowed).not.toContain('control');
    }
  });

  it('of two answers only the first counts', () => {
    const { flow, local } = setUp();
    flow.ask(asker, ['view']);
    flow.deny();
    expect(() => flow.allow(['view'])).toThrow(AppError);
    expect([flow.state.kind, local.allowed]).toEqual(['denied', []]);
  });

  it('takes another code after a wrong one', () => {
    const { flow, kinds } = setUp();
    flow.needCode(null);
    flow.codeGiven();
    flow.needCode('code_invalid');
    flow.codeGiven();
    flow.ask(asker, ['view']);
    expect(kinds).toEqual(['codeNeeded', 'connecting', 'codeNeeded', 'connecting', 'asking']);
  });
});
