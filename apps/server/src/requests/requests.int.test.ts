import { ManualClock, silentLogger } from '@nearhand/base';
import {
  isEndedRequestState,
  nextRequestState,
  requestEvents,
  requestListSchema,
  requestStates,
  rightsOfRole,
  roles,
  timelineSchema,
} from '@nearhand/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { RequestCustomer } from './request.customer.ts';
import { RequestRepository } from './request.repository.ts';
import { RequestSweeper } from './request.sweeper.ts';
import { RequestTransitions } from './request.transitions.ts';

const hourMs = 3_600_000;
const system = { kind: 'system' } as const;

describe('requests', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  function parts(clock = new ManualClock(Date.now())) {
    const repository = new RequestRepository(server.db);
    const transitions = new RequestTransitions({ repository, clock, logger: silentLogger });
    const customer = new RequestCustomer({ repository, transitions, clock });
    const sweeper = new RequestSweeper({ clock, logger: silentLogger, repository, transitions });
    return { clock, repository, transitions, customer, sweeper };
  }

  const list = async (query: string) => requestListSchema.parse((await api.call('GET', `/api/requests?${query}`)).body);
  const timeline = async (id: string) =>
    timelineSchema.parse((await api.call('GET', `/api/requests/${id}/timeline`)).body).entries;

  it('REQ1: every pair of state and event does what the table says, and nothing else', async () => {
    const { transitions, repository } = parts();
    const { id } = await api.createRequest();
    for (const state of requestStates) {
      for (const event of requestEvents) {
        await server.db.updateTable('requests').set({ state, code: null }).where('id', '=', id).execute();
        const before = await repository.timeline(id, 1000);
        const outcome = await transitions
          .apply(id, () => [{ event, actor: system }])
          .then(
            (row) => row.state,
            (error: { code: string }) => error.code,
          );
        const after = await repository.timeline(id, 1000);
        const next = nextRequestState(state, event);
        expect([event, state, outcome, after.length - before.length]).toEqual(
          next === null ? [event, state, 'state_forbids', 0] : [event, state, next, 1],
        );
        if (next) expect(after.at(-1)).toMatchObject({ event, fromState: state, toState: next, actor: system });
      }
    }
  });

  it('REQ2: the database refuses to change or delete what was stored', async () => {
    const { id } = await api.createRequest();
    const attempts = [
      () => server.db.updateTable('requestEvents').set({ note: 'forged' }).where('requestId', '=', id).execute(),
      () => server.db.deleteFrom('requestEvents').where('requestId', '=', id).execute(),
      () => sql`truncate request_events`.execute(server.db),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(/never changed or deleted/);
    expect((await timeline(id)).map(({ event }) => event)).toEqual(['request.created']);
  });

  it('REQ3: role by action by organisation, from one table', async () => {
    const stranger = await server.createOwner('Other');
    const actions = (id: string) =>
      [
        ['requests.view', 'GET', '/api/requests', undefined],
        ['requests.edit', 'POST', '/api/requests', { customer: 'Ben' }],
        ['requests.view', 'GET', `/api/requests/${id}`, undefined],
        ['requests.view', 'GET', `/api/requests/${id}/timeline`, undefined],
        ['requests.edit', 'PATCH', `/api/requests/${id}`, { comments: 'x' }],
        ['requests.edit', 'GET', `/api/requests/${id}/invitation`, undefined],
        ['requests.edit', 'POST', `/api/requests/${id}/close`, {}],
        ['requests.edit', 'POST', `/api/requests/${id}/reopen`, undefined],
      ] as const;
    for (const organisation of ['own', 'other'] as const) {
      for (const role of roles) {
        const member = await server.createMember(owner.organisationId, role);
        const { id } = await (organisation === 'own' ? api : new ApiClient(server, stranger)).createRequest();
        for (const [right, method, path, body] of actions(id)) {
          const outcome = await new ApiClient(server, member).outcome(method, path, body);
          const isAllowed = rightsOfRole[role].includes(right);
          const isElsewhere = organisation === 'other' && path.includes(id);
          const good = method === 'POST' && path === '/api/requests' ? 201 : 200;
          const expected = isAllowed ? (isElsewhere ? 'not_found' : good) : 'forbidden';
          expect([role, organisation, method, path, outcome]).toEqual([role, organisation, method, path, expected]);
        }
      }
    }
    const seenByOther = await new ApiClient(server, stranger).call('GET', '/api/requests?state=all&limit=200');
    expect(JSON.stringify(seenByOther.body)).not.toContain('"customer":"Ben"');
    expect(await new ApiClient(server).outcome('GET', '/api/requests')).toBe('not_signed_in');
  });

  it('REQ4: codes are nine digits, unique among live requests, and end with the request', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => api.createRequest()));
    expect(new Set(made.map(({ code }) => code)).size).toBe(20);
    expect(made.every(({ code }) => /^[0-9]{9}$/.test(code))).toBe(true);
    const [first] = made;
    if (!first) throw new Error('No request');
    await api.call('POST', `/api/requests/${first.id}/close`, {});
    expect(await api.outcome('GET', `/api/requests/${first.id}/invitation`)).toBe('state_forbids');
    expect(await new ApiClient(server).outcome('POST', '/api/join', { code: first.code })).toBe('code_invalid');
  });

  it('REQ5: expires in time, also when nobody was there to see it', async () => {
    const { id } = await api.createRequest();
    const early = parts(new ManualClock(Date.now() + 23 * hourMs));
    await early.sweeper.run();
    expect((await api.request(id)).state).toBe('open');
    // Started once the time has come; and waiting for it by its timer.
    early.clock.advance(60 * 60_000 - 60_000);
    await early.sweeper.run();
    expect((await api.request(id)).state).toBe('open');
    let state: string = 'open';
    early.transitions.onChanged.on(({ request }) => {
      if (request.id === id) state = request.state;
    });
    // Timers only from here; other requests come due before it.
    const look = () => {
      early.clock.advance(10_000);
      return state;
    };
    await expect.poll(look, { timeout: 20_000 }).toBe('expired');
    early.sweeper.dispose();
    const [entry] = (await timeline(id)).slice(-1);
    expect(entry).toMatchObject({ event: 'request.expired', actor: system, to: 'expired' });
  });

  it('REQ6: reconnecting turns into offline after five minutes, counted from the stored time', async () => {
    const { id } = await api.createRequest();
    const { transitions, clock } = parts();
    await transitions.apply(id, () => [
      { event: 'customer.arrived', actor: system },
      { event: 'access.granted', actor: system },
      { event: 'session.started', actor: system },
      { event: 'link.lost', actor: system },
    ]);
    const restarted = parts(new ManualClock(clock.nowMs() + 5 * 60_000 - 1));
    await restarted.sweeper.run();
    expect((await api.request(id)).state).toBe('reconnecting');
    restarted.clock.advance(1);
    await restarted.sweeper.run();
    expect((await api.request(id)).state).toBe('offline');
    restarted.sweeper.dispose();
  });

  it('REQ7: reopening starts anew with another link and code', async () => {
    const { customer } = parts();
    const before = await api.createRequest();
    const key = 'k'.repeat(43);
    await customer.bind(before.code, key, { computerName: 'desk', systemName: 'Debian' });
    await customer.answer(key, { type: 'consent.answered', requestId: before.id, permissions: ['view'] });
    await api.call('POST', `/api/requests/${before.id}/close`, { note: 'too early' });
    const { body } = await api.call('POST', `/api/requests/${before.id}/reopen`);
    expect(body).toMatchObject({ request: { state: 'open', computer: null, steps: [], closed: null } });
    const { body: invitation } = await api.call('GET', `/api/requests/${before.id}/invitation`);
    expect(invitation).not.toMatchObject({ code: before.code });
    await expect(customer.returnTo(before.id, key)).rejects.toMatchObject({ code: 'agent_key_refused' });
    const publicApi = new ApiClient(server);
    expect(await publicApi.outcome('POST', '/api/join', { code: before.code })).toBe('code_invalid');
    const step = { token: before.token, step: 'pageOpened' };
    expect(await publicApi.outcome('POST', '/api/invitations/steps', step)).toBe('invitation_invalid');
    expect(await api.outcome('POST', `/api/requests/${before.id}/reopen`)).toBe('state_forbids');
  });

  it('REQ8: a visible page brings the customer in, once', async () => {
    const { id, token } = await api.createRequest();
    const publicApi = new ApiClient(server);
    for (const step of ['pageOpened', 'pageOpened', 'downloading']) {
      expect(await publicApi.outcome('POST', '/api/invitations/steps', { token, step })).toBe(204);
    }
    const request = await api.request(id);
    expect([request.state, request.steps.map(({ step }) => step)]).toEqual(['waiting', ['pageOpened', 'downloading']]);
    expect((await timeline(id)).map(({ event }) => event)).toEqual([
      'request.created',
      'customer.arrived',
      'pageOpened',
      'downloading',
    ]);
    const wrong = { token: 'A'.repeat(22), step: 'pageOpened' };
    expect(await publicApi.outcome('POST', '/api/invitations/steps', wrong)).toBe('invitation_invalid');
  });

  it('REQ9: closing keeps the note and who closed', async () => {
    const { id } = await api.createRequest();
    const { body } = await api.call('POST', `/api/requests/${id}/close`, { note: 'Printer\nworks' });
    const by = { kind: 'member', id: owner.memberId };
    expect(body).toMatchObject({ state: 'closed', closed: { by, note: 'Printer\nworks' } });
    expect(await api.outcome('POST', `/api/requests/${id}/close`, {})).toBe('state_forbids');
  });

  it('REQ10: lists in pages, newest first, by state and text', async () => {
    const made = [];
    for (const name of ['Zoe 100%', 'Zoe_B', 'Yves', 'zoé', 'Zoe C']) made.push(await api.createRequest(name));
    await api.call('POST', `/api/requests/${made[4]?.id}/close`, {});
    const customers = async (query: string) => (await list(query)).requests.map(({ customer }) => customer);
    expect(await customers('text=zoe')).toEqual(['zoé', 'Zoe_B', 'Zoe 100%']);
    expect(await customers(`text=${encodeURIComponent('ZÖE')}`)).toEqual(['zoé', 'Zoe_B', 'Zoe 100%']);
    expect(await customers(`text=${encodeURIComponent('0%')}`)).toEqual(['Zoe 100%']);
    expect(await customers('text=_')).toEqual(['Zoe_B']);
    expect(await customers('text=zoe&state=ended')).toEqual(['Zoe C']);
    const code = made[2]?.code.replace(/(\d{3})(?=\d)/g, '$1 ') ?? '';
    expect(await customers(`state=all&text=${encodeURIComponent(code)}`)).toEqual(['Yves']);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`state=all&limit=3${cursor}`);
      seen.push(...page.requests.map(({ id }) => id));
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    const all = (await list('state=all&limit=200')).requests.map(({ id }) => id);
    expect([seen.length, seen]).toEqual([new Set(seen).size, all]);
    expect(await api.outcome('GET', '/api/requests?cursor=x')).toBe('bad_request');
    expect(await api.outcome('GET', '/api/requests?text=a%00b')).toBe('bad_request');
    const live = (await list('limit=200')).requests;
    expect(live.every(({ state }) => !isEndedRequestState(state))).toBe(true);
  });

  it('REQ11: hostile text comes back as it was, control characters do not get in', async () => {
    const hostile = `<script>alert(1)</script>"'; drop table requests; -- {{7*7}} \u{1F600} \\ %00`;
    const { request, id } = await api.createRequest(hostile, `${hostile}\n\tline two`);
    expect([request.customer, request.comments]).toEqual([hostile, `${hostile}\n\tline two`]);
    expect(await api.request(id)).toMatchObject({ customer: hostile, comments: `${hostile}\n\tline two` });
    const refused = ['a\u0000b', 'a\nb', 'a\u202Eb', 'a\u2028b', 'a\uD800b', '   ', '\u200b', 'x'.repeat(101)];
    for (const customer of refused) {
      expect([customer, await api.outcome('POST', '/api/requests', { customer })]).toEqual([customer, 'bad_request']);
    }
    const body = { customer: 'Ana', comments: 'a\u0000b' };
    expect(await api.outcome('POST', '/api/requests', body)).toBe('bad_request');
    expect(await api.outcome('PATCH', `/api/requests/${id}`, { customer: 'a\r\nBcc: x' })).toBe('bad_request');
  });

  it('REQ16: nothing less than seeing the screen can be asked for', async () => {
    const ask = (permissions: string[]) => api.outcome('POST', '/api/requests', { customer: 'Ana', permissions });
    expect([await ask([]), await ask(['control']), await ask(['view'])]).toEqual(['bad_request', 'bad_request', 201]);
  });

  it('REQ15: of two moves at once one wins', async () => {
    const { id } = await api.createRequest();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => api.outcome('POST', `/api/requests/${id}/close`, {})),
    );
    expect(outcomes.map(String).toSorted()).toEqual(['200', ...Array.from({ length: 4 }, () => 'state_forbids')]);
    expect((await timeline(id)).filter(({ event }) => event === 'request.closed')).toHaveLength(1);
    expect(await api.outcome('GET', `/api/requests/${newId()}`)).toBe('not_found');
  });
});
