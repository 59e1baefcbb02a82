// A permanent computer against a server that says whatever the test wants.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallPictureBytes } from '@nearhand/protocol';
import { sealCredentials } from '@nearhand/session';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../testing/agent-scene.ts';
import { testToken } from '../testing/installed-files.ts';
import { computerId, computerRole, type Hello, type LyingServer } from '../testing/lying-server.ts';
import type { TestAgent } from '../testing/test-agent.ts';
import { TestPage } from '../testing/test-page.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });

let scene: AgentScene;
let server: LyingServer;
let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agent-computer-'));
  scene = await AgentScene.open(computerRole);
  ({ server } = scene);
});
afterEach(() => scene.close());

const start = (...args: string[]): Promise<TestAgent> => scene.start({ args, dataFolder: folder });

async function enrolledWith(policy: unknown): Promise<void> {
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  await start('--enrol', testToken);
  await until(() => server.welcomes === 1);
}

describe('a computer', () => {
  it('AGT60: enrols once, and afterwards is known by its key alone', async () => {
    const purposes: unknown[] = [];
    server.answer = ({ purpose }) => {
      purposes.push(purpose);
      return server.welcome();
    };
    await start('--enrol', testToken);
    await until(() => scene.agent.printed.includes('enrolled as "desk-7"'));
    const key = server.agentKey;
    server.dropHub();
    await until(() => purposes.length === 2);
    await scene.agent.stop();
    await start('--enrol', testToken);
    await until(() => purposes.length === 3);
    await scene.agent.stop();
    await start();
    await until(() => purposes.length === 4);
    const known = { kind: 'computer' };
    expect(purposes).toEqual([{ kind: 'enrolment', token: testToken }, known, known, known]);
    expect(server.agentKey).toBe(key);
    expect(readdirSync(folder).sort()).toEqual([
      'agent.log',
      'agent.sock',
      'enrolment.json',
      'identity.pem',
      'sealing.pem',
      'ticket-key.json',
    ]);
  });

  it('ENR9: is added by signing in: shows the code, lets nobody in meanwhile, and says who added it', async () => {
    const purposes: unknown[] = [];
    server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 };
    server.answer = ({ purpose }) => {
      purposes.push(purpose);
      return server.welcome();
    };
    await start('--sign-in');
    await until(() => scene.agent.printed.includes('WDJB-MJHT\n'));
    expect(scene.agent.printed).toContain(`open ${server.origin}/add-computer#WDJB-MJHT\n`);
    server.dropHub();
    await until(() => purposes.length === 2);
    const early = await scene.connect();
    server.role = computerRole;
    const by = { member: 'Ana\u001b[2J', organisation: 'Acme' };
    server.say({ type: 'enrolment.decided', confirmed: true, by });
    await until(() => scene.agent.printed.includes('enrolled as "desk-7"'));
    expect(scene.agent.printed).toContain('Added to Acme by Ana');
    expect(scene.agent.printed).not.toContain('\u001b');
    expect(scene.agent.printed.split('WDJB-MJHT\n')).toHaveLength(2 + 1);
    expect(early.told).toEqual([]);
    expect(purposes).toEqual([{ kind: 'signIn' }, { kind: 'signIn' }, { kind: 'computer' }]);
    await scene.agent.stop();
    await start('--sign-in');
    await until(() => purposes.length === 4);
    expect(purposes.at(-1)).toEqual({ kind: 'computer' });
  });

  it('ENR9: denied or not confirmed in time, it says so and ends', async () => {
    server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 };
    await start('--sign-in');
    await until(() => scene.agent.printed.includes('WDJB-MJHT'));
    server.say({ type: 'enrolment.decided', confirmed: false, by: { member: 'Ana', organisation: 'Acme' } });
    expect(await scene.agent.finished).toBe(3);
    expect(scene.agent.printed).toContain('was denied');
    server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 50 };
    await start('--sign-in');
    expect(await scene.agent.finished).toBe(3);
    expect(scene.agent.printed).toContain('Nobody confirmed in time');
    expect(readdirSync(folder)).not.toContain('enrolment.json');
  });

  it('AGT67: no name hides that somebody is connected', async () => {
    await enrolledWith({});
    const said = (): string[] => scene.agent.printed.split('\n').filter((line) => line.startsWith('Connected now'));
    for (const [name, line] of [
      ['', 'Connected now: ?'],
      ['\u001b[2K\rNobody is connected.', 'Connected now: [2K Nobody is connected.'],
      ['\u202e\u200b', 'Connected now: ?'],
    ] as const) {
      const principal = { kind: 'member', id: computerId, name, organisation: 'Acme' } as const;
      const viewer = await scene.active({ lies: { principal } });
      await until(() => said().at(-1) === line);
      viewer.leave();
      await until(() => scene.agent.printed.trimEnd().endsWith('\nNobody is connected.'));
    }
    expect(said()).toHaveLength(3);
    for (const unwanted of ['\u001b', '\r', '\u202e']) expect(scene.agent.printed).not.toContain(unwanted);
  });

  it('lets in whom the server sends, says who it is, and lets go', async () => {
    await enrolledWith({});
    const viewer = await scene.active();
    await until(() => scene.agent.printed.includes('Connected now: Ana Díaz'));
    viewer.leave();
    await until(() => scene.agent.printed.includes('Nobody is connected.'));
    await until(() => server.ofType('link.changed').length === 2);
    expect(server.ofType('link.changed').map(({ state }) => state)).toEqual(['active', 'ended']);
  });

  it('AGT61: its policy limits every ticket', async () => {
    await enrolledWith({ permissions: ['view'] });
    const viewer = await scene.active();
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
  });

  const told = { disabled: false, permissions: ['view' as const], ask: false, askSeconds: 60, atEnd: 'leave' as const };

  it('CPO5: what the server told cuts every ticket, is kept, and never widens what is forbidden here', async () => {
    server.role = { ...computerRole, policy: told };
    await enrolledWith({ permissions: ['view', 'control'] });
    const viewer = await scene.active();
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    expect(JSON.parse(readFileSync(join(folder, 'server-policy.json'), 'utf8'))).toEqual(told);
    await scene.agent.stop();
    // Of a server that says nothing of it any more, and of one that would give more.
    server.role = computerRole;
    await start();
    await until(() => server.welcomes === 2);
    const next = await scene.active();
    expect(next.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    await scene.agent.stop();
    writeFileSync(join(folder, 'policy.json'), JSON.stringify({ permissions: ['view'] }));
    await start();
    await until(() => server.welcomes === 3);
    server.say({ type: 'computer.changed', name: 'Till', policy: { ...told, permissions: ['view', 'control'] } });
    await until(() => readFileSync(join(folder, 'enrolment.json'), 'utf8').includes('"Till"'));
    const last = await scene.active();
    expect(last.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
  });

  it('AGT101: tells how busy it is while a viewer looks that may see', async () => {
    await enrolledWith({});
    const viewer = await scene.active();
    expect(viewer.link.peerCapabilities.has('load')).toBe(true);
    viewer.control({ type: 'load.watch', on: true });
    await until(() => viewer.toldOf('load.measured').length > 1);
    expect(viewer.toldOf('load.measured')[0]).toMatchObject({ processor: 0.25, disks: [{ name: '/' }] });
    server.say({ type: 'computer.changed', name: 'desk-7', policy: { ...told, disabled: true } });
    await viewer.ended();
  });

  it('CPO17: is left locked after the last viewer, as the server told, and says so', async () => {
    server.role = { ...computerRole, policy: { ...told, atEnd: 'lock' } };
    await enrolledWith({});
    const viewer = await scene.active();
    await until(() => scene.agent.printed.includes('Connected now'));
    expect(scene.agent.seat.asked).toEqual([]);
    viewer.leave();
    await vi.waitUntil(() => server.ofType('account.left').length > 0, { timeout: 20_000, interval: 20 });
    expect([server.ofType('account.left'), scene.agent.seat.asked, scene.agent.seat.locked]).toEqual([
      [{ type: 'account.left', ending: 'lock', done: true }],
      ['lock'],
      true,
    ]);
  });

  it('ULK5: unlocks for whoever may control, says it once where that fails, and locks again at the end', async () => {
    const open = { ...told, permissions: ['view' as const, 'control' as const] };
    server.role = { ...computerRole, policy: open };
    let published: Pick<Hello, 'sealing'> = {};
    server.answer = (hello) => {
      published = hello;
      return server.welcome();
    };
    await enrolledWith({});
    const { sealing } = published;
    if (sealing === undefined) throw new Error('The agent publishes no key');
    const { agentKey } = server;
    const organisationId = randomUUID();
    const store = async (password: string): Promise<void> => {
      const target = { organisationId, computerId, agentKey, sealing };
      const sealed = await sealCredentials({ userName: '', password }, target);
      server.say({ type: 'computer.changed', name: password, policy: open, unlock: { organisationId, sealed } });
      await until(() => readFileSync(join(folder, 'enrolment.json'), 'utf8').includes(password));
    };
    const unlocked = () => server.ofType('account.unlocked').map(({ failure }) => failure);
    scene.agent.seat.locked = true;
    await store('wrong');
    const watcher = await scene.active({ lies: { permissions: ['view'] } });
    const viewer = await scene.active();
    await until(() => viewer.toldOf('unlock.failed').length > 0);
    expect([viewer.toldOf('unlock.failed'), watcher.toldOf('unlock.failed'), unlocked()]).toEqual([
      [{ type: 'unlock.failed', failure: 'wrongPassword' }],
      [],
      ['wrongPassword'],
    ]);
    await store('right');
    const next = await scene.active();
    await until(() => !scene.agent.seat.locked);
    for (const one of [watcher, viewer, next]) one.leave();
    await vi.waitUntil(() => scene.agent.seat.locked, { timeout: 20_000, interval: 20 });
    await until(() => server.ofType('account.left').length > 0);
    expect([scene.agent.seat.asked, unlocked(), server.ofType('account.left')]).toEqual([
      ['unlock', 'unlock', 'lock'],
      ['wrongPassword', null],
      [{ type: 'account.left', ending: 'lock', done: true }],
    ]);
    for (const name of readdirSync(folder)) {
      if (name !== 'enrolment.json' && statSync(join(folder, name)).isFile())
        expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/: "(?:right|wrong)"/);
    }
  });

  it('CPO6: lowers who is connected at once, lets nobody into a disabled one, and ends what nobody said yes to', async () => {
    const open = { ...told, permissions: ['view' as const, 'control' as const] };
    server.role = { ...computerRole, policy: open };
    await enrolledWith({});
    const viewer = await scene.active();
    server.say({ type: 'computer.changed', name: 'desk-7', policy: told });
    await until(() => viewer.toldOf('permissions.changed').at(-1)?.permissions.join() === 'view');
    server.say({ type: 'computer.changed', name: 'desk-7', policy: { ...told, ask: true, askSeconds: 10 } });
    await viewer.ended();
    expect(viewer.ending).toBe('revoked');
    server.say({ type: 'computer.changed', name: 'desk-7', policy: { ...open, ask: true, disabled: true } });
    await until(() => readFileSync(join(folder, 'server-policy.json'), 'utf8').includes('"disabled": true'));
    const late = await scene.connect();
    await late.ended();
    expect([late.ending, scene.agent.pageUrl]).toEqual(['consent_missing', undefined]);
  });

  it('AGT61: a damaged policy allows nothing: the program does not start', async () => {
    for (const policy of ['{', '{"consent":"perhaps"}', '{"permision":["view"]}', '{"permissions":["everything"]}']) {
      writeFileSync(join(folder, 'policy.json'), policy);
      await expect(start('--enrol', testToken)).rejects.toThrow('not a valid policy');
    }
    writeFileSync(join(folder, 'policy.json'), '{}');
    await start('--enrol', testToken);
    await until(() => server.welcomes === 1);
  });

  it('ends with its own exit code when the server does not want it', async () => {
    server.answer = () => ({ type: 'hub.refused', code: 'enrolment_token_invalid', nonce: server.agentKey });
    await start('--enrol', testToken);
    expect(await scene.agent.finished).toBe(3);
    expect(scene.agent.printed).toContain('token is wrong');
  });
});

describe('the demo computer', () => {
  it('AGT66: proves its secret, and each session has a desktop of its own', async () => {
    server.role = { kind: 'demo' };
    const purposes: unknown[] = [];
    server.answer = ({ purpose }) => {
      purposes.push(purpose);
      return server.welcome();
    };
    const secret = 'S'.repeat(43);
    await scene.start({
      args: ['--demo'],
      dataFolder: folder,
      environment: { NEARHAND_DEMO_SECRET: secret },
    });
    await until(() => server.welcomes === 1);
    const first = await scene.connect();
    const second = await scene.connect();
    await until(() => first.pixel(0, 0) !== null && second.pixel(0, 0) !== null);
    const sameSession = await scene.active({ lies: { sessionId: first.ticket.sessionId } });
    first.input({ type: 'pointer.move', x: 50, y: 60 });
    await until(() => sameSession.toldOf('pointer.moved').length > 0);
    expect([purposes, second.toldOf('pointer.moved'), readdirSync(folder)]).toEqual([
      [{ kind: 'demo', secret }],
      [],
      ['identity.pem'],
    ]);
  });
});

describe('a computer that asks', () => {
  const ask = { consent: 'ask' };
  const addresses = (): string[] =>
    [...scene.agent.printed.matchAll(/Open (http:\S+) in/gu)].map(([, url = '']) => url);
  const asked = async (): Promise<TestPage> => {
    await until(() => scene.agent.pageUrl);
    const page = await scene.page();
    await until(() => page.kind === 'asking');
    return page;
  };

  it('AGT62: nobody comes in without a yes, and only with what was ticked', async () => {
    await enrolledWith(ask);
    const picture = Buffer.alloc(smallPictureBytes, 7).toString('base64');
    const viewer = await scene.connect({ picture });
    const page = await asked();
    expect(page.view?.state).toMatchObject({ asker: { technician: 'Ana Díaz', picture }, asked: ['view', 'control'] });
    expect([viewer.told, scene.agent.desktops.length]).toEqual([[], 0]);
    await page.answer({ type: 'allow', permissions: ['view'] });
    await viewer.active();
    await until(() => page.kind === 'active' && viewer.toldOf('session.welcome').length > 0);
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    await page.answer({ type: 'end' });
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await until(() => page.kind === 'ended');
    expect(scene.agent.exitCode).toBeNull();
  });

  it('AGT62: a no and a closed window mean no', async () => {
    await enrolledWith(ask);
    const denied = await scene.connect();
    const first = await asked();
    await first.answer({ type: 'deny' });
    await denied.ended();
    await until(() => first.ended);
    const left = await scene.connect();
    await until(() => addresses().length === 2);
    const second = await TestPage.open(addresses().at(-1) ?? '');
    await until(() => second.kind === 'asking');
    second.close();
    await left.ended();
    expect([denied.ending, left.ending, scene.agent.desktops.length]).toEqual([
      'consent_missing',
      'consent_missing',
      0,
    ]);
  });

  it('AGT62: silence means no', async () => {
    await enrolledWith({ ...ask, askSeconds: 5 });
    const ignored = await scene.connect();
    await ignored.ended();
    expect([ignored.ending, scene.agent.desktops.length]).toEqual(['consent_missing', 0]);
  });

  it('AGT63: a yes for one session is none for another', async () => {
    await enrolledWith(ask);
    const viewer = await scene.connect();
    const page = await asked();
    await page.answer({ type: 'allow', permissions: ['view'] });
    await viewer.active();
    const second = await scene.connect();
    await second.ended();
    expect(second.ending).toBe('agent_busy');
    await scene.active({ lies: { sessionId: viewer.ticket.sessionId } });
    expect(viewer.state.kind).toBe('active');
  });

  it('CHT7: what was said in one session is not shown in the next; without a window there is no chat', async () => {
    await enrolledWith(ask);
    const viewer = await scene.connect();
    const page = await asked();
    await page.answer({ type: 'allow', permissions: ['view'] });
    await viewer.active();
    viewer.control({ type: 'chat.say', id: crypto.randomUUID(), text: 'hello' });
    await until(() => page.view?.chat?.lines.length === 1);
    await page.answer({ type: 'end' });
    await until(() => page.ended);
    const next = await scene.connect();
    await until(() => addresses().length === 2);
    const again = await TestPage.open(addresses().at(-1) ?? '');
    await until(() => again.kind === 'asking');
    await again.answer({ type: 'allow', permissions: ['view'] });
    await until(() => next.toldOf('chat.history').length > 0);
    expect(next.toldOf('chat.history')[0]?.lines).toEqual([]);
  });
});
