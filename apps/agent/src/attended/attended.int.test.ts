// Attack 8 of the list in docs/spec/agent.md: whatever the server says, nobody sees or moves anything without a local yes.

import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { smallPictureBytes } from '@nearhand/protocol';
import type { ConsentView } from '../consent/consent-view.ts';
import { createIdentity } from '../identity/identity.ts';
import { AgentScene } from '../testing/agent-scene.ts';
import { keyDown } from '../testing/key-down.ts';
import { type ConnectOptions, type LyingServer, offer, requestId } from '../testing/lying-server.ts';
import type { TestViewer } from '../testing/test-viewer.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
const everything = ['view', 'control'] as const;

let scene: AgentScene;
let server: LyingServer;

beforeEach(async () => {
  scene = await AgentScene.open();
  ({ server } = scene);
});
afterEach(() => scene.close());

/** The viewer got nowhere: no picture, no welcome, no desktop was even opened. */
async function expectTurnedAway(viewer: TestViewer, why: string): Promise<void> {
  await viewer.ended();
  expect([viewer.ending, viewer.pictures, viewer.told, scene.agent.desktops.length]).toEqual([why, 0, [], 0]);
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
      const page = await scene.asking();
      expect(page.view?.state).toMatchObject({ kind: 'asking', asker });
      expect(page.view?.state.kind === 'asking' && page.view.state.asker.picture).toBe(shown);
      if (told === '<svg>') break;
      await scene.agent.stop();
      scene.agent.removeData();
    }
  });

  it('WND12: so does that of whoever is connected, whoever asked', async () => {
    const page = await scene.allowed();
    const picture = Buffer.alloc(smallPictureBytes, 8).toString('base64');
    const viewers = [await scene.active({ picture }), await scene.active({ picture: `${picture}AAAA` })];
    const shown = () => (page.view?.state.kind === 'active' ? page.view.state.participants : []);
    await until(() => shown().length === viewers.length);
    expect(shown().map((one) => one.picture)).toEqual([picture, undefined]);
  });

  it('AGT30: after a yes the technician sees the screen and uses mouse and keyboard', async () => {
    const page = await scene.allowed();
    expect(server.ofType('consent.answered')).toEqual([
      { type: 'consent.answered', requestId, permissions: ['view', 'control'] },
    ]);
    const viewer = await scene.active();
    expect(viewer.toldOf('session.welcome')[0]).toMatchObject({ permissions: everything, displayId: 'fake-1' });
    scene.agent.desktop.paint({ x: 10, y: 10, width: 20, height: 20 }, [1, 2, 3]);
    await until(() => viewer.pixel(15, 15)?.join() === '1,2,3');
    viewer.input({ type: 'pointer.move', x: 5, y: 6 });
    viewer.input(keyDown('KeyA'));
    await until(() => scene.agent.desktop.injected.length === 2);
    expect(scene.agent.desktop.injected[0]).toEqual({ type: 'pointer.move', x: 5, y: 6 });
    await until(() => page.kind === 'active');
    expect(page.view?.state).toMatchObject({ participants: [{ name: 'Ana Díaz', words: viewer.link.words }] });
    const reports = server.ofType('link.changed').map(({ linkId, state }) => [linkId, state]);
    expect(reports).toEqual([[viewer.ticket.linkId, 'active']]);
  });

  it('AGT31: *End session* ends it on every side, and the folder is gone', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    await until(() => page.kind === 'active');
    const before = performance.now();
    await page.answer({ type: 'end' });
    await viewer.ended();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(viewer.ending).toBe('customer');
    await until(() => server.ofType('request.ended').length === 1);
    expect(server.ofType('link.changed').at(-1)).toMatchObject({ state: 'ended', reason: 'customer' });
    await until(() => page.kind === 'ended');
    expect(page.view?.state).toMatchObject({ by: 'customer', visits: [{ name: 'Ana Díaz', deeds: everything }] });
    expect(await scene.agent.finished).toBe(0);
    expect(existsSync(scene.agent.dataFolder)).toBe(false);
    expect(scene.agent.desktop.disposed).toBe(true);
  });

  it('AGT31: a server that is away when it is ended hears of it when it is back', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    await until(() => page.kind === 'active');
    const port = Number(new URL(server.origin).port);
    await server.close();
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    page.close();
    await server.listen(port);
    await until(() => server.ofType('request.ended').length === 1);
    expect(await scene.agent.finished).toBe(0);
    expect(existsSync(scene.agent.dataFolder)).toBe(false);
    viewer.dispose();
  });

  it('the technician leaving leads back to waiting, and may come again', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    viewer.leave();
    await viewer.ended();
    await until(() => page.kind === 'waiting');
    await scene.active();
    await until(() => page.kind === 'active');
    expect(scene.agent.exitCode).toBeNull();
  });

  it('asks for another code in place of a wrong one', async () => {
    const purposes: unknown[] = [];
    server.answer = (hello) => {
      purposes.push(hello.purpose);
      const isRight = hello.purpose.kind === 'code' && hello.purpose.code === '222222222';
      return isRight ? server.welcome() : { type: 'hub.refused', code: 'code_invalid', nonce: server.agentKey };
    };
    await scene.start({ args: [] });
    const page = await scene.page();
    await until(() => page.kind === 'codeNeeded');
    expect(await page.answer({ type: 'code', typed: '12345' })).toBe(400);
    await page.answer({ type: 'code', typed: '111 111 111' });
    await until(() => page.view?.state.kind === 'codeNeeded' && page.view.state.problem === 'code_invalid');
    await page.answer({ type: 'code', typed: '222-222-222' });
    await until(() => page.kind === 'asking');
    expect(purposes).toEqual(['111111111', '222222222'].map((code) => ({ kind: 'code', code })));
  });

  it('AGT32: everything held down is released when the link is interrupted, the permission withdrawn, the session over', async () => {
    const page = await scene.allowed();
    for (const cut of [
      async (viewer: TestViewer) => server.dropRelay(viewer.ticket.linkId),
      async ({ ticket }: TestViewer) =>
        server.say({ type: 'session.revoked', sessionId: ticket.sessionId, linkId: null }),
      () => page.answer({ type: 'withdraw', permission: 'control' }),
    ]) {
      const viewer = await scene.active();
      viewer.input(keyDown('ShiftLeft'));
      viewer.input({ type: 'pointer.button', button: 'left', down: true, x: 3, y: 3 });
      await until(() => scene.agent.desktop.heldDown.size === 2);
      await cut(viewer);
      await until(() => scene.agent.desktop.heldDown.size === 0);
    }
    expect(scene.agent.desktop.injected.length).toBeGreaterThan(0);
  });

  it('goes on by itself after the relay or the hub was lost', async () => {
    await scene.allowed();
    const viewer = await scene.active();
    server.dropRelay(viewer.ticket.linkId);
    await until(() => server.ofType('link.changed').some(({ state }) => state === 'interrupted'));
    scene.agent.desktop.paint({ x: 0, y: 0, width: 9, height: 9 }, [9, 8, 7]);
    await until(() => viewer.pixel(1, 1)?.join() === '9,8,7');
    server.heard.length = 0;
    server.dropHub();
    await until(() => server.ofType('link.changed').length > 0);
    expect(server.ofType('consent.answered')[0]?.permissions).toEqual(everything);
    expect(viewer.state.kind).toBe('active');
  });

  it('keeps the session when the desktop is lost, and shows the next one', async () => {
    await scene.allowed();
    const viewer = await scene.active();
    scene.agent.desktop.lose();
    await until(() => viewer.toldOf('displays.changed').some(({ displayId }) => displayId === null));
    await until(() => scene.agent.desktops.length === 2 && scene.agent.desktop.watchers === 1);
    scene.agent.desktop.paint({ x: 0, y: 0, width: 9, height: 9 }, [4, 5, 6]);
    await until(() => viewer.pixel(1, 1)?.join() === '4,5,6');
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT33: two viewers see and act; one breaking the protocol does not touch the other', async () => {
    const page = await scene.allowed();
    const first = await scene.active();
    const second = await scene.active();
    await until(() => page.view?.state.kind === 'active' && page.view.state.participants.length === 2);
    await until(() => first.toldOf('participants.changed').at(-1)?.participants.length === 2);
    second.input(keyDown('KeyB'));
    await until(() => scene.agent.desktop.heldDown.has('KeyB'));
    first.input({ type: 'pointer.move', x: 1e9, y: 0 });
    await first.ended();
    expect([first.ending, second.state.kind]).toEqual(['malformed', 'active']);
    expect([...scene.agent.desktop.heldDown]).toEqual(['KeyB']);
    second.input({ type: 'pointer.move', x: 4, y: 4 });
    await until(() => scene.agent.desktop.injected.at(-1)?.type === 'pointer.move');
  });

  it('shows the display the viewer picks, and follows changes of the displays', async () => {
    const displays = ['a', 'b'].map((id, index) => ({
      id,
      name: id,
      bounds: { x: index * 200, y: 0, width: 200, height: 100 + index },
      primary: index === 0,
    }));
    await scene.allowed();
    const viewer = await scene.active();
    scene.agent.desktop.setDisplays(displays);
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'a');
    await until(() => viewer.screen.surface?.heightPx === 100);
    viewer.control({ type: 'display.select', displayId: 'nowhere' });
    viewer.control({ type: 'display.select', displayId: 'b' });
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'b');
    scene.agent.desktop.paint({ x: 200, y: 0, width: 10, height: 10 }, [7, 7, 9]);
    await until(() => viewer.screen.surface?.heightPx === 101 && viewer.pixel(2, 2)?.join() === '7,7,9');
    scene.agent.desktop.setDisplays(displays.slice(0, 1));
    await until(() => viewer.toldOf('displays.changed').at(-1)?.displayId === 'a');
    await until(() => viewer.screen.surface?.heightPx === 100);
    expect([viewer.state.kind, scene.agent.desktop.watchers]).toEqual(['active', 1]);
  });

  it('AGT64: the same conversation in the terminal', async () => {
    const agent = await scene.start({ args: ['--text'] });
    await until(() => agent.printed.includes('nine digits'));
    agent.input.write('408 080 316\n');
    await until(() => agent.printed.includes('Ana Díaz would like to help you'));
    agent.input.write('maybe\n1\n');
    await until(() => agent.printed.includes('Waiting for Ana Díaz'));
    const viewer = await scene.active();
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
    await scene.allowed();
    expect(scene.agent.desktops).toHaveLength(0);
    const viewer = await scene.active();
    await until(() => scene.agent.desktop.watchers === 1);
    viewer.control({ type: 'screen.pause' });
    await until(() => scene.agent.desktop.watchers === 0);
    viewer.control({ type: 'screen.resume' });
    await until(() => scene.agent.desktop.watchers === 1);
    viewer.leave();
    await until(() => scene.agent.desktop.disposed);
    expect(scene.agent.desktops).toHaveLength(1);
  });
});

describe('a lying server', () => {
  it('AGT35: nobody comes in while the question is open, nor after a no', async () => {
    const page = await scene.asking();
    const early = await scene.connect();
    await page.answer({ type: 'deny' });
    await until(() => server.ofType('consent.answered').length > 0);
    expect(server.ofType('consent.answered')[0]).toEqual({ type: 'consent.answered', requestId, permissions: null });
    await scene.connect();
    expect(await scene.agent.finished).toBe(0);
    expect([early.pictures, early.told, scene.agent.desktops.length]).toEqual([0, [], 0]);
  });

  it('AGT35: a server that says the request is connected gets nobody in', async () => {
    server.role = { kind: 'request', offer: offer({ state: 'connected' }) };
    const page = await scene.asking();
    server.say({ type: 'request.changed', offer: offer({ state: 'connected' }) });
    const viewer = await scene.connect();
    await until(() => page.kind === 'asking');
    await new Promise((resolve) => setImmediate(resolve));
    expect([viewer.told, scene.agent.desktops.length]).toEqual([[], 0]);
  });

  it('AGT36: a ticket counts when the known server signed it, for this agent, this link and this request, in time, once', async () => {
    await scene.allowed();
    const other = '0198c0de-0000-7000-8000-0000000000ff';
    const lies: ConnectOptions[] = [
      { signer: createIdentity() },
      { lies: { agentKey: createIdentity().publicKeyText } },
      { lies: { linkId: other } },
      { lies: { requestId: other } },
      { lies: { requestId: null } },
      { lies: { expiresAtMs: Date.now() - 60_000 } },
    ];
    for (const lie of lies) await expectTurnedAway(await scene.connect(lie), 'ticket_invalid');
    const id = crypto.randomUUID();
    const first = await scene.active({ lies: { id } });
    const second = await scene.connect({ lies: { id } });
    await second.ended();
    expect([first.state.kind, second.ending]).toEqual(['active', 'ticket_invalid']);
  });

  it('AGT37: a ticket with more than was allowed gives no more', async () => {
    await scene.allowed({ permissions: ['view'] });
    const viewer = await scene.active({ permissions: ['view', 'control'] });
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    viewer.input({ type: 'pointer.move', x: 1, y: 1 });
    viewer.input(keyDown('KeyA'));
    await until(() => viewer.toldOf('input.blocked').length > 0);
    expect([viewer.toldOf('input.blocked'), scene.agent.desktop.injected]).toEqual([
      [{ type: 'input.blocked', reason: 'permission' }],
      [],
    ]);
  });

  it('AGT37: a ticket without view gives nothing', async () => {
    await scene.allowed();
    await expectTurnedAway(await scene.connect({ permissions: ['control'] }), 'consent_missing');
  });

  it('AGT38: consent for one request is none for another', async () => {
    const page = await scene.allowed();
    server.role = { kind: 'request', offer: offer({ requestId: '0198c0de-0000-7000-8000-0000000000bb' }) };
    server.dropHub();
    await until(() => page.kind === 'failed');
    expect(await scene.agent.finished).toBe(3);
  });

  it('AGT39: permissions are lowered at once, for good, and never raised while somebody is connected', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    viewer.input(keyDown('KeyA'));
    await until(() => scene.agent.desktop.injected.length === 1);
    await page.answer({ type: 'withdraw', permission: 'control' });
    await until(() => viewer.toldOf('permissions.changed').length > 0);
    expect(viewer.toldOf('permissions.changed')).toEqual([{ type: 'permissions.changed', permissions: ['view'] }]);
    const injected = scene.agent.desktop.injected.length;
    viewer.input(keyDown('KeyB'));
    await until(() => viewer.toldOf('input.blocked').length > 0);
    expect(scene.agent.desktop.injected.length).toBe(injected);
    expect(await page.answer({ type: 'allow', permissions: ['view', 'control'] })).toBe(409);
    server.say({ type: 'request.changed', offer: offer({ permissions: ['view', 'control'] }) });
    const again = await scene.active();
    expect(again.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
  });

  it('AGT40: a revoked session ends within a second', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    const before = performance.now();
    server.say({ type: 'session.revoked', sessionId: viewer.ticket.sessionId, linkId: viewer.ticket.linkId });
    await viewer.ended();
    expect([viewer.ending, performance.now() - before < 5_000]).toEqual(['revoked', true]);
    await until(() => page.kind === 'waiting');
  });

  it('AGT41: closing the window ends the session', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    await until(() => page.kind === 'active');
    page.close();
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await until(() => server.ofType('request.ended').length === 1);
    expect(await scene.agent.finished).toBe(0);
  });

  it('AGT41: a reload of the window does not', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    page.close();
    const again = await scene.page();
    await until(() => again.kind === 'active');
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT42: stopping the program tells the viewer, and a restart lets it in again by the consent it stored', async () => {
    await scene.allowed({ permissions: ['view'] });
    const viewer = await scene.active();
    const { dataFolder } = scene.agent;
    const url = scene.agent.pageUrl;
    expect(await scene.agent.stop()).toBe(0);
    await viewer.ended();
    expect([viewer.ending, existsSync(dataFolder)]).toEqual(['agentStopped', true]);
    server.role = { kind: 'request', offer: offer({ state: 'ready' }) };
    const key1 = server.agentKey;
    await scene.start({ dataFolder });
    const page = await scene.page();
    await until(() => page.kind === 'waiting');
    expect([server.agentKey, scene.agent.pageUrl]).toEqual([key1, url]);
    const again = await scene.active();
    expect(again.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    const visit = { name: 'Ana Díaz', deeds: ['view'] };
    expect(page.view?.state).toMatchObject({ visits: [visit, visit] });
  });

  it('AGT43: the technician closing the request ends the run and leaves nothing behind', async () => {
    const page = await scene.allowed();
    const viewer = await scene.active();
    server.say({ type: 'request.changed', offer: offer({ state: 'closed' }) });
    await viewer.ended();
    await until(() => page.kind === 'ended');
    const view: ConsentView | undefined = page.view;
    expect(view?.state).toMatchObject({ kind: 'ended', by: 'technician' });
    await scene.agent.finished;
    expect(existsSync(scene.agent.dataFolder)).toBe(false);
  });
});

describe('the own window', () => {
  it('AGT16: a viewer can neither click nor type on the consent page', async () => {
    await scene.allowed();
    const viewer = await scene.active();
    const url = scene.agent.pageUrl ?? '';
    const html = await (await fetch(`${url}/`)).text();
    const title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? '';
    expect(title).toMatch(/ Nearhand#consent$/);
    scene.agent.desktop.setTitles({ at: (x) => (x > 100 ? [`${title} - Browser`] : ['Editor']), focus: ['Editor'] });
    viewer.input({ type: 'pointer.button', button: 'left', down: true, x: 200, y: 20 });
    viewer.input({ type: 'pointer.button', button: 'left', down: false, x: 200, y: 20 });
    await until(() => viewer.toldOf('input.blocked').length === 1);
    viewer.input(keyDown('KeyA'));
    await until(() => viewer.toldOf('input.blocked').length === 2);
    scene.agent.desktop.setTitles({ focus: [`${title} - Browser`] });
    viewer.input(keyDown('Enter'));
    await until(() => viewer.toldOf('input.blocked').length === 3);
    expect(viewer.toldOf('input.blocked').map(({ reason }) => reason)).toEqual(['ownWindow', null, 'ownWindow']);
    expect(scene.agent.desktop.injected).toEqual([keyDown('KeyA')]);
  });
});

describe('what comes between', () => {
  const obstacles = (viewer: TestViewer) => viewer.toldOf('desktop.obstructed').map(({ obstacle }) => obstacle);

  it('AGT82: the viewer hears what keeps the desktop from being seen or used, at its coming and at each change', async () => {
    await scene.allowed();
    const first = await scene.active();
    await until(() => scene.agent.desktops.length === 1);
    for (const obstacle of ['locked', 'locked', null, 'elevatedWindow'] as const)
      scene.agent.desktop.setObstacle(obstacle);
    await until(() => obstacles(first).length === 3);
    expect(obstacles(first)).toEqual(['locked', null, 'elevatedWindow']);
    const second = await scene.active();
    await until(() => obstacles(second).length === 1);
    expect(obstacles(second)).toEqual(['elevatedWindow']);
  });

  it('AGT82: on Wayland the viewer hears why there will be no picture', async () => {
    const page = await scene.asking({ desktop: 'wayland' });
    expect(page.view?.limit).toBe('wayland');
    await scene.allow(page, ['view']);
    const viewer = await scene.active();
    await until(() => obstacles(viewer).length > 0);
    expect([obstacles(viewer), viewer.toldOf('session.welcome')[0]?.displays]).toEqual([['wayland'], []]);
  });
});
