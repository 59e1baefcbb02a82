// Attack 8 of the list in docs/spec/agent.md: whatever the server says, nobody sees or moves anything without a local yes.

import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { smallPictureBytes } from '@nearhand/protocol';
import type { ConsentView } from '../consent/consent-view.ts';
import { createIdentity } from '../identity/identity.ts';
import { LyingServer, offer, requestId } from '../testing/lying-server.ts';
import { TestAgent } from '../testing/test-agent.ts';
import type { TestPage } from '../testing/test-page.ts';
import type { TestViewer } from '../testing/test-viewer.ts';

const patience = { timeout: 8000, interval: 10 };
const until = <T>(look: () => T) => vi.waitUntil(look, patience);
const everything = ['view', 'control'] as const;
const key = (code: string, down = true) =>
  down
    ? {
        type: 'key.down',
        code,
        key: 'a',
        repeat: false,
        modifiers: {
          shift: false,
          control: false,
          alt: false,
          meta: false,
          altGraph: false,
          capsLock: false,
          numLock: false,
        },
      }
    : { type: 'key.up', code };

let server: LyingServer;
let agent: TestAgent;
const viewers: TestViewer[] = [];
const pages: TestPage[] = [];

beforeEach(async () => {
  server = new LyingServer();
  await server.listen();
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.dispose();
  for (const page of pages.splice(0)) page.close();
  await agent.stop();
  agent.removeData();
  await server.close();
});

async function start(args: string[] = ['--code', '408080316'], dataFolder?: string): Promise<TestPage> {
  agent = await TestAgent.start({ origin: server.origin, args, ...(dataFolder === undefined ? {} : { dataFolder }) });
  const page = await agent.page();
  pages.push(page);
  return page;
}

async function allowed(permissions: readonly ('view' | 'control')[] = everything): Promise<TestPage> {
  const page = await start();
  await until(() => page.kind === 'asking');
  expect(await page.answer({ type: 'allow', permissions: [...permissions] })).toBe(204);
  await until(() => server.ofType('consent.answered').length > 0);
  return page;
}

async function connect(options: Parameters<LyingServer['connect']>[0] = {}): Promise<TestViewer> {
  const viewer = await server.connect(options);
  viewers.push(viewer);
  return viewer;
}

async function active(options: Parameters<LyingServer['connect']>[0] = {}): Promise<TestViewer> {
  const viewer = await connect(options);
  await viewer.active();
  await until(() => viewer.toldOf('session.welcome').length > 0);
  return viewer;
}

/** The viewer got nowhere: no picture, no welcome, no desktop was even opened. */
async function expectTurnedAway(viewer: TestViewer, why: string): Promise<void> {
  await viewer.ended();
  expect([viewer.ending, viewer.pictures, viewer.told, agent.desktops.length]).toEqual([why, 0, [], 0]);
}

describe('the path', () => {
  it('WND12: the picture of whoever asks comes with the question; what is none disturbs nothing', async () => {
    const picture = Buffer.alloc(smallPictureBytes, 7).toString('base64');
    const asker = { technician: 'Ana Díaz', organisation: 'Acme' };
    for (const [told, shown] of [
      [picture, picture],
      [picture.slice(4), undefined],
      ['<svg>', undefined],
    ] as const) {
      server.role = { kind: 'request', offer: offer({ invitedBy: { ...asker, picture: told } }) };
      const page = await start();
      await until(() => page.kind === 'asking');
      expect(page.view?.state).toMatchObject({ kind: 'asking', asker });
      expect(page.view?.state.kind === 'asking' && page.view.state.asker.picture).toBe(shown);
      if (told === '<svg>') break;
      await agent.stop();
      agent.removeData();
    }
  });

  it('WND12: so does that of whoever is connected, whoever asked', async () => {
    const page = await allowed();
    const picture = Buffer.alloc(smallPictureBytes, 8).toString('base64');
    const viewers = [await active({ picture }), await active({ picture: `${picture}AAAA` })];
    const shown = () => (page.view?.state.kind === 'active' ? page.view.state.participants : []);
    await until(() => shown().length === viewers.length);
    expect(shown().map((one) => one.picture)).toEqual([picture, undefined]);
  });

  it('AGT30: after a yes the technician sees the screen and uses mouse and keyboard', async () => {
    const page = await allowed();
    expect(server.ofType('consent.answered')).toEqual([
      { type: 'consent.answered', requestId, permissions: ['view', 'control'] },
    ]);
    const viewer = await active();
    expect(viewer.toldOf('session.welcome')[0]).toMatchObject({ permissions: everything, displayId: 'fake-1' });
    agent.desktop.paint({ x: 10, y: 10, width: 20, height: 20 }, [1, 2, 3]);
    await until(() => viewer.pixel(15, 15)?.join() === '1,2,3');
    viewer.input({ type: 'pointer.move', x: 5, y: 6 });
    viewer.input(key('KeyA'));
    await until(() => agent.desktop.injected.length === 2);
    expect(agent.desktop.injected[0]).toEqual({ type: 'pointer.move', x: 5, y: 6 });
    await until(() => page.kind === 'active');
    expect(page.view?.state).toMatchObject({ participants: [{ name: 'Ana Díaz', words: viewer.link.words }] });
    const reports = server.ofType('link.changed').map(({ linkId, state }) => [linkId, state]);
    expect(reports).toEqual([[viewer.ticket.linkId, 'active']]);
  });

  it('AGT31: *End session* ends it on every side, and the folder is gone', async () => {
    const page = await allowed();
    const viewer = await active();
    await until(() => page.kind === 'active');
    const before = performance.now();
    await page.answer({ type: 'end' });
    await viewer.ended();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(viewer.ending).toBe('customer');
    await until(() => server.ofType('request.ended').length === 1);
    expect(server.ofType('link.changed').at(-1)).toMatchObject({ state: 'ended', reason: 'customer' });
    await until(() => page.kind === 'ended');
    expect(page.view?.state).toMatchObject({ by: 'customer', visits: [{ name: 'Ana Díaz', permissions: everything }] });
    expect(await agent.finished).toBe(0);
    expect(existsSync(agent.dataFolder)).toBe(false);
    expect(agent.desktop.disposed).toBe(true);
  });

  it('the technician leaving leads back to waiting, and may come again', async () => {
    const page = await allowed();
    const viewer = await active();
    viewer.leave();
    await viewer.ended();
    await until(() => page.kind === 'waiting');
    await active();
    await until(() => page.kind === 'active');
    expect(agent.exitCode).toBeNull();
  });

  it('asks for another code in place of a wrong one', async () => {
    const purposes: unknown[] = [];
    server.answer = (hello) => {
      purposes.push(hello.purpose);
      const isRight = hello.purpose.kind === 'code' && hello.purpose.code === '222222222';
      return isRight ? server.welcome() : { type: 'hub.refused', code: 'code_invalid', nonce: server.agentKey };
    };
    const page = await start([]);
    await until(() => page.kind === 'codeNeeded');
    expect(await page.answer({ type: 'code', typed: '12345' })).toBe(400);
    await page.answer({ type: 'code', typed: '111 111 111' });
    await until(() => page.view?.state.kind === 'codeNeeded' && page.view.state.problem === 'code_invalid');
    await page.answer({ type: 'code', typed: '222-222-222' });
    await until(() => page.kind === 'asking');
    expect(purposes).toEqual(['111111111', '222222222'].map((code) => ({ kind: 'code', code })));
  });

  it('AGT32: everything held down is released when the link is interrupted, the permission withdrawn, the session over', async () => {
    const page = await allowed();
    for (const cut of [
      async (viewer: TestViewer) => server.dropRelay(viewer.ticket.linkId),
      async ({ ticket }: TestViewer) =>
        server.say({ type: 'session.revoked', sessionId: ticket.sessionId, linkId: null }),
      () => page.answer({ type: 'withdraw', permission: 'control' }),
    ]) {
      const viewer = await active();
      viewer.input(key('ShiftLeft'));
      viewer.input({ type: 'pointer.button', button: 'left', down: true, x: 3, y: 3 });
      await until(() => agent.desktop.heldDown.size === 2);
      await cut(viewer);
      await until(() => agent.desktop.heldDown.size === 0);
    }
    expect(agent.desktop.injected.length).toBeGreaterThan(0);
  });

  it('goes on by itself after the relay or the hub was lost', async () => {
    await allowed();
    const viewer = await active();
    server.dropRelay(viewer.ticket.linkId);
    await until(() => server.ofType('link.changed').some(({ state }) => state === 'interrupted'));
    agent.desktop.paint({ x: 0, y: 0, width: 9, height: 9 }, [9, 8, 7]);
    await until(() => viewer.pixel(1, 1)?.join() === '9,8,7');
    server.heard.length = 0;
    server.dropHub();
    await until(() => server.ofType('link.changed').length > 0);
    expect(server.ofType('consent.answered')[0]?.permissions).toEqual(everything);
    expect(viewer.state.kind).toBe('active');
  });

  it('keeps the session when the desktop is lost, and shows the next one', async () => {
    await allowed();
    const viewer = await active();
    agent.desktop.lose();
    await until(() => viewer.toldOf('displays.changed').some(({ displayId }) => displayId === null));
    await until(() => agent.desktops.length === 2 && agent.desktop.watchers === 1);
    agent.desktop.paint({ x: 0, y: 0, width: 9, height: 9 }, [4, 5, 6]);
    await until(() => viewer.pixel(1, 1)?.join() === '4,5,6');
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT33: two viewers see and act; one breaking the protocol does not touch the other', async () => {
    const page = await allowed();
    const first = await active();
    const second = await active();
    await until(() => page.view?.state.kind === 'active' && page.view.state.participants.length === 2);
    await until(() => first.toldOf('participants.changed').at(-1)?.participants.length === 2);
    second.input(key('KeyB'));
    await until(() => agent.desktop.heldDown.has('KeyB'));
    first.input({ type: 'pointer.move', x: 1e9, y: 0 });
    await first.ended();
    expect([first.ending, second.state.kind]).toEqual(['malformed', 'active']);
    expect([...agent.desktop.heldDown]).toEqual(['KeyB']);
    second.input({ type: 'pointer.move', x: 4, y: 4 });
    await until(() => agent.desktop.injected.at(-1)?.type === 'pointer.move');
  });

  it('shows the display the viewer picks, and follows changes of the displays', async () => {
    const displays = ['a', 'b'].map((id, index) => ({
      id,
      name: id,
      bounds: { x: index * 200, y: 0, width: 200, height: 100 + index },
      primary: index === 0,
    }));
    await allowed();
    const viewer = await active();
    agent.desktop.setDisplays(displays);
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'a');
    await until(() => viewer.screen.surface?.heightPx === 100);
    viewer.control({ type: 'display.select', displayId: 'nowhere' });
    viewer.control({ type: 'display.select', displayId: 'b' });
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'b');
    agent.desktop.paint({ x: 200, y: 0, width: 10, height: 10 }, [7, 7, 9]);
    await until(() => viewer.screen.surface?.heightPx === 101 && viewer.pixel(2, 2)?.join() === '7,7,9');
    agent.desktop.setDisplays(displays.slice(0, 1));
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'a');
    await until(() => viewer.screen.surface?.heightPx === 100);
    expect([viewer.state.kind, agent.desktop.watchers]).toEqual(['active', 1]);
  });

  it('AGT64: the same conversation in the terminal', async () => {
    agent = await TestAgent.start({ origin: server.origin, args: ['--text'] });
    await until(() => agent.printed.includes('nine digits'));
    agent.input.write('408 080 316\n');
    await until(() => agent.printed.includes('Ana Díaz would like to help you'));
    agent.input.write('maybe\n1\n');
    await until(() => agent.printed.includes('Waiting for Ana Díaz'));
    const viewer = await active();
    await until(() => agent.printed.includes('Ana Díaz is connected'));
    expect(agent.printed).toContain((viewer.link.words ?? []).join(' '));
    agent.input.write('2\n');
    await until(() => viewer.toldOf('permissions.changed').length === 1);
    agent.input.write('1\n');
    await viewer.ended();
    expect([viewer.ending, await agent.finished, agent.pageUrl]).toEqual(['customer', 0, undefined]);
    expect(agent.printed).toContain('The session is over');
  });

  it('AGT34: an idle agent has no desktop open, and closes it after the last viewer', async () => {
    await allowed();
    expect(agent.desktops).toHaveLength(0);
    const viewer = await active();
    await until(() => agent.desktop.watchers === 1);
    viewer.control({ type: 'screen.pause' });
    await until(() => agent.desktop.watchers === 0);
    viewer.control({ type: 'screen.resume' });
    await until(() => agent.desktop.watchers === 1);
    viewer.leave();
    await until(() => agent.desktop.disposed);
    expect(agent.desktops).toHaveLength(1);
  });
});

describe('a lying server', () => {
  it('AGT35: nobody comes in while the question is open, nor after a no', async () => {
    const page = await start();
    await until(() => page.kind === 'asking');
    const early = await connect();
    await page.answer({ type: 'deny' });
    await until(() => server.ofType('consent.answered').length > 0);
    expect(server.ofType('consent.answered')[0]).toEqual({ type: 'consent.answered', requestId, permissions: null });
    await connect();
    expect(await agent.finished).toBe(0);
    expect([early.pictures, early.told, agent.desktops.length]).toEqual([0, [], 0]);
  });

  it('AGT35: a server that says the request is connected gets nobody in', async () => {
    server.role = { kind: 'request', offer: offer({ state: 'connected' }) };
    const page = await start();
    await until(() => page.kind === 'asking');
    server.say({ type: 'request.changed', offer: offer({ state: 'connected' }) });
    const viewer = await connect();
    await until(() => page.kind === 'asking');
    await new Promise((resolve) => setImmediate(resolve));
    expect([viewer.told, agent.desktops.length]).toEqual([[], 0]);
  });

  it('AGT36: a ticket counts when the known server signed it, for this agent, this link and this request, in time, once', async () => {
    await allowed();
    const other = '0198c0de-0000-7000-8000-0000000000ff';
    const lies: Parameters<LyingServer['connect']>[0][] = [
      { signer: createIdentity() },
      { lies: { agentKey: createIdentity().publicKeyText } },
      { lies: { linkId: other } },
      { lies: { requestId: other } },
      { lies: { requestId: null } },
      { lies: { expiresAtMs: Date.now() - 60_000 } },
    ];
    for (const lie of lies) await expectTurnedAway(await connect(lie), 'ticket_invalid');
    const id = crypto.randomUUID();
    const first = await active({ lies: { id } });
    const second = await connect({ lies: { id } });
    await second.ended();
    expect([first.state.kind, second.ending]).toEqual(['active', 'ticket_invalid']);
  });

  it('AGT37: a ticket with more than was allowed gives no more', async () => {
    await allowed(['view']);
    const viewer = await active({ permissions: ['view', 'control'] });
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    viewer.input({ type: 'pointer.move', x: 1, y: 1 });
    viewer.input(key('KeyA'));
    await until(() => viewer.toldOf('input.blocked').length > 0);
    expect([viewer.toldOf('input.blocked'), agent.desktop.injected]).toEqual([
      [{ type: 'input.blocked', reason: 'permission' }],
      [],
    ]);
  });

  it('AGT37: a ticket without view gives nothing', async () => {
    await allowed();
    await expectTurnedAway(await connect({ permissions: ['control'] }), 'consent_missing');
  });

  it('AGT38: consent for one request is none for another', async () => {
    const page = await allowed();
    server.role = { kind: 'request', offer: offer({ requestId: '0198c0de-0000-7000-8000-0000000000bb' }) };
    server.dropHub();
    await until(() => page.kind === 'failed');
    expect(await agent.finished).toBe(3);
  });

  it('AGT39: permissions are lowered at once, for good, and never raised while somebody is connected', async () => {
    const page = await allowed();
    const viewer = await active();
    viewer.input(key('KeyA'));
    await until(() => agent.desktop.injected.length === 1);
    await page.answer({ type: 'withdraw', permission: 'control' });
    await until(() => viewer.toldOf('permissions.changed').length > 0);
    expect(viewer.toldOf('permissions.changed')).toEqual([{ type: 'permissions.changed', permissions: ['view'] }]);
    const injected = agent.desktop.injected.length;
    viewer.input(key('KeyB'));
    await until(() => viewer.toldOf('input.blocked').length > 0);
    expect(agent.desktop.injected.length).toBe(injected);
    expect(await page.answer({ type: 'allow', permissions: ['view', 'control'] })).toBe(409);
    server.say({ type: 'request.changed', offer: offer({ permissions: ['view', 'control'] }) });
    const again = await active();
    expect(again.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
  });

  it('AGT40: a revoked session ends within a second', async () => {
    const page = await allowed();
    const viewer = await active();
    const before = performance.now();
    server.say({ type: 'session.revoked', sessionId: viewer.ticket.sessionId, linkId: viewer.ticket.linkId });
    await viewer.ended();
    expect([viewer.ending, performance.now() - before < 1000]).toEqual(['revoked', true]);
    await until(() => page.kind === 'waiting');
  });

  it('AGT41: closing the window ends the session', async () => {
    const page = await allowed();
    const viewer = await active();
    await until(() => page.kind === 'active');
    page.close();
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await until(() => server.ofType('request.ended').length === 1);
    expect(await agent.finished).toBe(0);
  });

  it('AGT41: a reload of the window does not', async () => {
    const page = await allowed();
    const viewer = await active();
    page.close();
    const again = await agent.page();
    pages.push(again);
    await until(() => again.kind === 'active');
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT42: stopping the program tells the viewer, and a restart lets it in again by the consent it stored', async () => {
    await allowed(['view']);
    const viewer = await active();
    const { dataFolder } = agent;
    const url = agent.pageUrl;
    expect(await agent.stop()).toBe(0);
    await viewer.ended();
    expect([viewer.ending, existsSync(dataFolder)]).toEqual(['agentStopped', true]);
    server.role = { kind: 'request', offer: offer({ state: 'ready' }) };
    const key1 = server.agentKey;
    const page = await start(['--code', '408080316'], dataFolder);
    await until(() => page.kind === 'waiting');
    expect([server.agentKey, agent.pageUrl]).toEqual([key1, url]);
    const again = await active();
    expect(again.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
  });

  it('AGT43: the technician closing the request ends the run and leaves nothing behind', async () => {
    const page = await allowed();
    const viewer = await active();
    server.say({ type: 'request.changed', offer: offer({ state: 'closed' }) });
    await viewer.ended();
    await until(() => page.kind === 'ended');
    const view: ConsentView | undefined = page.view;
    expect(view?.state).toMatchObject({ kind: 'ended', by: 'technician' });
    await agent.finished;
    expect(existsSync(agent.dataFolder)).toBe(false);
  });
});

describe('the own window', () => {
  it('AGT16: a viewer can neither click nor type on the consent page', async () => {
    await allowed();
    const viewer = await active();
    const url = agent.pageUrl ?? '';
    const html = await (await fetch(`${url}/`)).text();
    const title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? '';
    expect(title).toMatch(/ Nearhand#consent$/);
    agent.desktop.setTitles({ at: (x) => (x > 100 ? [`${title} - Browser`] : ['Editor']), focus: ['Editor'] });
    viewer.input({ type: 'pointer.button', button: 'left', down: true, x: 200, y: 20 });
    viewer.input({ type: 'pointer.button', button: 'left', down: false, x: 200, y: 20 });
    await until(() => viewer.toldOf('input.blocked').length === 1);
    viewer.input(key('KeyA'));
    await until(() => viewer.toldOf('input.blocked').length === 2);
    agent.desktop.setTitles({ focus: [`${title} - Browser`] });
    viewer.input(key('Enter'));
    await until(() => viewer.toldOf('input.blocked').length === 3);
    expect(viewer.toldOf('input.blocked').map(({ reason }) => reason)).toEqual(['ownWindow', null, 'ownWindow']);
    expect(agent.desktop.injected).toEqual([key('KeyA')]);
  });
});

describe('what comes between', () => {
  const obstacles = (viewer: TestViewer) => viewer.toldOf('desktop.obstructed').map(({ obstacle }) => obstacle);

  it('AGT82: the viewer hears what keeps the desktop from being seen or used, at its coming and at each change', async () => {
    await allowed();
    const first = await active();
    await until(() => agent.desktops.length === 1);
    for (const obstacle of ['locked', 'locked', null, 'elevatedWindow'] as const) agent.desktop.setObstacle(obstacle);
    await until(() => obstacles(first).length === 3);
    expect(obstacles(first)).toEqual(['locked', null, 'elevatedWindow']);
    const second = await active();
    await until(() => obstacles(second).length === 1);
    expect(obstacles(second)).toEqual(['elevatedWindow']);
  });

  it('AGT82: on Wayland the viewer hears why there will be no picture', async () => {
    agent = await TestAgent.start({ origin: server.origin, args: ['--code', '408080316'], desktop: 'wayland' });
    const page = await agent.page();
    pages.push(page);
    await until(() => page.kind === 'asking');
    expect(page.view?.limit).toBe('wayland');
    await page.answer({ type: 'allow', permissions: ['view'] });
    await until(() => server.ofType('consent.answered').length > 0);
    const viewer = await active();
    await until(() => obstacles(viewer).length > 0);
    expect([obstacles(viewer), viewer.toldOf('session.welcome')[0]?.displays]).toEqual([['wayland'], []]);
  });
});
