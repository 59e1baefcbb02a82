import { PassThrough } from 'node:stream';
import { AppError } from '@nearhand/base';
import { describe, expect, it, vi } from 'vitest';
import type { ConsentAnswer, ConsentState, ConsentView } from '../consent-view.ts';
import { TerminalFrontEnd } from './terminal-front-end.ts';

const asker = { technician: 'Ana\u001b[2J\nDíaz', organisation: 'Acme' };
const view = (state: ConsentState): ConsentView => ({
  state,
  allowed: ['view', 'control'],
  away: 'no',
  limit: 'none',
  locale: 'en',
  chat: null,
  report: null,
});

function setUp() {
  const input = new PassThrough();
  const output = new PassThrough();
  let printed = '';
  output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const answers: ConsentAnswer[] = [];
  const presence: boolean[] = [];
  const frontEnd = new TerminalFrontEnd({ input, output, locale: 'en' });
  frontEnd.onAnswer.on((answer) => void answers.push(answer));
  frontEnd.onPresence.on((present) => presence.push(present));
  return { answers, frontEnd, input, presence, printed: () => printed };
}

describe('terminal', () => {
  it('AGT64: only a number that was offered is an answer', async () => {
    const { answers, frontEnd, input, printed } = setUp();
    frontEnd.show(view({ kind: 'asking', asker, asked: ['view', 'control'] }));
    input.write('yes\n\n0\n4\n-1\n1.5\nallow\n2\n');
    await vi.waitUntil(() => answers.length > 0, { timeout: 10_000, interval: 5 });
    expect(answers).toEqual([{ type: 'allow', permissions: ['view'] }]);
    expect(printed()).toContain('Did you ask for this help?');
  });

  it('AGT118: sharing copied text can be left out of the yes, and stopped', async () => {
    const { answers, frontEnd, input, printed } = setUp();
    frontEnd.show(view({ kind: 'asking', asker, asked: ['view', 'control', 'clipboard'] }));
    input.write('3\n');
    await vi.waitUntil(() => answers.length === 1, { timeout: 10_000, interval: 5 });
    expect(printed()).toContain('Share text that is copied');
    frontEnd.show({
      ...view({ kind: 'active', asker, participants: [] }),
      allowed: ['view', 'control', 'clipboard'],
    });
    input.write('3\n');
    await vi.waitUntil(() => answers.length === 2, { timeout: 10_000, interval: 5 });
    expect(answers).toEqual([
      { type: 'allow', permissions: ['view', 'control'] },
      { type: 'withdraw', permission: 'clipboard' },
    ]);
  });

  it('AGT121: a report is sent or refused with a number', async () => {
    const { answers, frontEnd, input, printed } = setUp();
    const active = view({ kind: 'active', asker, participants: [] });
    frontEnd.show({ ...active, allowed: ['view'], report: { kind: 'idle', to: 'Ana\u001b[2J', sentTo: '' } });
    expect(printed()).toContain('2 = Send the report to Ana');
    expect(printed()).not.toContain('\u001b');
    input.write('2\n');
    await vi.waitUntil(() => answers.length === 1, { timeout: 10_000, interval: 5 });
    frontEnd.show({ ...active, allowed: ['view'], report: { kind: 'asked', to: 'Ana', sentTo: '' } });
    expect(printed()).toContain('Ana asks for a report on this computer');
    input.write('3\n');
    await vi.waitUntil(() => answers.length === 2, { timeout: 10_000, interval: 5 });
    expect(answers).toEqual([
      { type: 'report', send: true },
      { type: 'report', send: false },
    ]);
  });

  it('AGT64: names cannot rewrite the question', () => {
    const { frontEnd, printed } = setUp();
    frontEnd.show(view({ kind: 'asking', asker, asked: ['view'] }));
    expect(printed()).toContain('Ana [2J Díaz');
    expect(printed()).not.toContain('\u001b');
  });

  it('the end of the input is an absence', async () => {
    const { answers, frontEnd, input, presence } = setUp();
    frontEnd.show(view({ kind: 'asking', asker, asked: ['view'] }));
    input.end();
    await vi.waitUntil(() => presence.length > 0, { timeout: 10_000, interval: 5 });
    expect([presence, answers]).toEqual([[false], []]);
  });

  it('takes a code, ends a session, takes mouse and keyboard back', async () => {
    const { answers, frontEnd, input } = setUp();
    frontEnd.show(view({ kind: 'codeNeeded', problem: null }));
    input.write('12\n408 080 316\n');
    await vi.waitUntil(() => answers.length === 1, { timeout: 10_000, interval: 5 });
    const participants = [
      {
        linkId: '0198c0de-0000-7000-8000-000000000001',
        name: 'Ana',
        organisation: 'Acme',
        sinceMs: 0,
        interrupted: false,
        words: null,
      },
    ];
    frontEnd.show(view({ kind: 'active', asker, participants }));
    input.write('2\n1\n');
    await vi.waitUntil(() => answers.length === 3, { timeout: 10_000, interval: 5 });
    expect(answers).toEqual([
      { type: 'code', typed: '408 080 316' },
      { type: 'withdraw', permission: 'control' },
      { type: 'end' },
    ]);
  });

  it('AGT71: says that the server cannot be reached, but not where that no longer matters', () => {
    const { frontEnd, printed } = setUp();
    frontEnd.show({ ...view({ kind: 'ended', by: 'technician', visits: [] }), away: 'unreachable' });
    expect(printed()).not.toContain('No connection');
    frontEnd.show({ ...view({ kind: 'connecting' }), away: 'unreachable' });
    expect(printed()).toContain('No connection to the server.');
  });

  it('CHT1: a line that is no number is a message, and what others say cannot rewrite the screen', async () => {
    const { answers, frontEnd, input, printed } = setUp();
    const lines = [{ id: '1', who: 'Ana', text: 'hello\n\u001b[2Jend' }];
    const waiting = { ...view({ kind: 'waiting', asker }), chat: { lines, open: true } };
    frontEnd.show(waiting);
    frontEnd.show({ ...waiting, allowed: ['view'] });
    expect(printed().match(/Ana: hello \[2Jend/gu)).toHaveLength(1);
    input.write('which one?\n7\n1\n');
    await vi.waitUntil(() => answers.length === 2, { timeout: 10_000, interval: 5 });
    expect(answers).toEqual([{ type: 'say', text: 'which one?' }, { type: 'end' }]);
  });

  it('says so when an answer did not count', async () => {
    const { frontEnd, input, printed } = setUp();
    frontEnd.onAnswer.on(() => {
      throw new AppError('state_forbids', 'too late');
    });
    frontEnd.show(view({ kind: 'waiting', asker }));
    input.write('1\n');
    await vi.waitUntil(() => printed().includes('try again'), { timeout: 10_000, interval: 5 });
    expect(printed()).toContain('Waiting for');
  });
});
