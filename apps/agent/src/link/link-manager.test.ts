import { Emitter, ManualClock, silentLogger } from '@nearhand/base';
import type { AgentMessage } from '@nearhand/protocol';
import { acceptViewer, type AgentLink } from '@nearhand/session';
import { describe, expect, it } from 'vitest';
import { HubTime } from '../hub/hub-time.ts';
import { createIdentity } from '../identity/identity.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { LinkManager } from './link-manager.ts';

function setUp(maxLinks: number) {
  const clock = new ManualClock();
  const runtime = { clock, logger: silentLogger };
  const local = new LocalPermissions();
  const { publicKey, publicKeyText, sign } = createIdentity();
  const opened: AgentLink[] = [];
  const reports: AgentMessage[] = [];
  const nowhere = { dial: () => new Promise<never>(() => {}) };
  const manager = new LinkManager({
    openLink: (_offer, verifyTicket) => {
      const identity = { publicKey, sign: (message: Uint8Array) => Promise.resolve(sign(message)) };
      const link = acceptViewer({ dialer: nowhere, clock, logger: silentLogger, identity, verifyTicket });
      opened.push(link);
      return link;
    },
    doorkeeper: new Doorkeeper({
      agentKey: publicKeyText,
      ticketKey: () => null,
      time: new HubTime(clock),
      consent: { local, admit: () => Promise.resolve() },
    }),
    surroundings: {
      desktops: {
        acquire: () => ({ desktop: null, onChanged: new Emitter(), dispose() {} }),
        dispose() {},
      },
      local,
      chat: null,
      reports: null,
      unlock: null,
      isAsking: () => false,
      createLoadMeter: null,
      computer: { computerName: '', systemName: '' },
      lacking: null,
    },
    report: (message) => void reports.push(message),
    runtime,
    maxLinks,
  });
  const offer = () => {
    const ids = { sessionId: crypto.randomUUID(), linkId: crypto.randomUUID() };
    manager.offered({ type: 'link.offered', ...ids, relayToken: 'x' });
    return ids;
  };
  return { clock, manager, offer, opened, reports };
}

describe('the links of an agent', () => {
  it('answers so many at once', () => {
    const { manager, offer, opened } = setUp(3);
    for (let i = 0; i < 5; i++) offer();
    expect(opened).toHaveLength(3);
    manager.dispose();
  });

  it('tells the hub of an end only when the viewer has had time to hear why', async () => {
    const { clock, manager, offer, opened, reports } = setUp(3);
    const { linkId } = offer();
    manager.endAll('customer');
    const parted = manager.parted();
    await opened[0]?.closed;
    expect(reports).toEqual([]);
    clock.advance(1000);
    await parted;
    expect(reports).toMatchObject([{ type: 'link.changed', linkId, state: 'ended', reason: 'customer' }]);
    manager.dispose();
  });

  it('AGT68: answers so many a minute, however quickly they end', () => {
    const { clock, manager, offer, opened } = setUp(3);
    const rush = (): number => {
      for (let i = 0; i < 50; i++) {
        const { sessionId, linkId } = offer();
        manager.revoked(sessionId, linkId);
      }
      return opened.length;
    };
    expect([rush(), rush()]).toEqual([6, 6]);
    clock.advance(60_000);
    expect(rush()).toBe(9);
    manager.dispose();
  });
});
