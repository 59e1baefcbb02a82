import { AppError, ManualClock, silentLogger } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { FakeWindows } from '../../testing/fake-windows.ts';
import type { ConsentAnswer, ConsentState, ConsentView } from '../consent-view.ts';
import { WindowFrontEnd } from './window-front-end.ts';

const asker = { technician: 'Ana', organisation: 'Acme' };
const asking: ConsentState = { kind: 'asking', asker, asked: ['view', 'control'] };

async function setUp() {
  const system = new FakeWindows();
  const clock = new ManualClock();
  const frontEnd = await WindowFrontEnd.open({
    system,
    locale: 'en',
    account: { kind: 'none' },
    clock,
    logger: silentLogger,
  });
  const [window] = system.windows;
  if (window === undefined) throw new Error('No window was opened');
  const { shown, onEvent, onLost } = window;
  const answers: ConsentAnswer[] = [];
  const answering = frontEnd.onAnswer.on((answer) => answers.push(answer));
  const show = (state: ConsentState, parts: Partial<Pick<ConsentView, 'chat' | 'report'>> = {}): void =>
    frontEnd.show({
      state,
      allowed: ['view', 'control'],
      away: 'no',
      limit: 'none',
      locale: 'en',
      chat: null,
      report: null,
      ...parts,
    });
  const elements = () => shown.at(-1)?.tabs[0]?.elements ?? [];
  return { frontEnd, answers, answering, onEvent, onLost, clock, show, elements, shown, isOpen: () => window.isOpen };
}

describe('the consent in a window of the system', () => {
  it('WND7: allows what is ticked when Allow is pressed, and nothing else', async () => {
    const { answers, onEvent, show } = await setUp();
    show(asking);
    onEvent.emit({ type: 'checked', id: 'control', checked: false });
    onEvent.emit({ type: 'checked', id: 'everything', checked: true });
    onEvent.emit({ type: 'pressed', id: 'allow' });
    expect(answers).toEqual([{ type: 'allow', permissions: ['view'] }]);
  });

  it('WND7: a press that comes after the question is no answer to the next', async () => {
    const { answers, onEvent, show } = await setUp();
    show({ kind: 'waiting', asker });
    onEvent.emit({ type: 'pressed', id: 'allow' });
    expect(answers).toEqual([]);
  });

  it.each<[ConsentState, string | undefined, boolean]>([
    [{ kind: 'connecting' }, 'close', false],
    [asking, 'deny', false],
    [{ kind: 'waiting', asker }, 'end', false],
    [{ kind: 'active', asker, participants: [] }, 'end', true],
    [{ kind: 'denied' }, undefined, false],
  ])('WND8: closing while %o means %s', async (state, answer, stays) => {
    const { answers, onEvent, show, frontEnd, isOpen } = await setUp();
    show(state);
    onEvent.emit({ type: 'closed' });
    expect([answers[0]?.type, isOpen()]).toEqual([answer, stays]);
    if (!stays) await frontEnd.finished();
  });

  it('WND9: a mistyped code is said here; a refused answer too', async () => {
    const { answers, answering, onEvent, show, elements, frontEnd } = await setUp();
    show({ kind: 'codeNeeded', problem: null });
    onEvent.emit({ type: 'edited', id: 'code', text: '12' });
    onEvent.emit({ type: 'pressed', id: 'continue' });
    expect(elements()).toContainEqual(
      expect.objectContaining({ tone: 'problem', text: expect.stringContaining('nine') }),
    );
    onEvent.emit({ type: 'edited', id: 'code', text: '408 080 316' });
    onEvent.emit({ type: 'pressed', id: 'continue' });
    expect(answers).toEqual([{ type: 'code', typed: '408 080 316' }]);
    answering.dispose();
    frontEnd.onAnswer.on(() => {
      throw new AppError('state_forbids', 'No');
    });
    onEvent.emit({ type: 'pressed', id: 'continue' });
    expect(elements()).toContainEqual(expect.objectContaining({ text: 'That did not work. Please try again.' }));
  });

  it('WND9: a code that was not taken stays to be mended', async () => {
    const { onEvent, show, elements } = await setUp();
    show({ kind: 'codeNeeded', problem: null });
    onEvent.emit({ type: 'edited', id: 'code', text: '408 080 317' });
    onEvent.emit({ type: 'pressed', id: 'continue' });
    show({ kind: 'connecting' });
    show({ kind: 'codeNeeded', problem: 'code_invalid' });
    expect(elements()).toContainEqual(expect.objectContaining({ kind: 'field', text: '408 080 317' }));
  });

  it('WND10: the language can be changed at any time', async () => {
    const { onEvent, show, shown } = await setUp();
    show(asking);
    onEvent.emit({ type: 'chosen', id: 'language', option: 'fr' });
    expect(shown.at(-1)).toMatchObject({ language: 'fr', title: 'Assistance à distance' });
    onEvent.emit({ type: 'chosen', id: 'language', option: 'xx' });
    expect(shown.at(-1)?.language).toBe('fr');
  });

  it('CHT8: what comes is told by the tab and the bar until somebody looks, and leaves what is being written alone', async () => {
    const { onEvent, show, shown } = await setUp();
    const active: ConsentState = { kind: 'active', asker, participants: [] };
    const line = (id: string, who: string | null) => ({ id, who, text: `text of ${id}` });
    const chatOf = (...lines: ReturnType<typeof line>[]) => ({ lines, open: true });
    const label = () => shown.at(-1)?.tabs.find(({ id }) => id === 'chat')?.label;
    const isTold = () => shown.at(-1)?.indicator?.text.includes('New message');
    const written = () => shown.at(-1)?.tabs[1]?.elements.find((element) => element.kind === 'field');
    show(active, { chat: chatOf() });
    onEvent.emit({ type: 'edited', id: 'message', text: 'half a sen' });
    show(active, { chat: chatOf(line('1', 'Ana'), line('2', null)) });
    expect([label(), isTold(), written()?.text, written()?.revision]).toEqual(['Chat (1 new)', true, 'half a sen', 0]);
    onEvent.emit({ type: 'opened' });
    expect([label(), isTold(), shown.at(-1)?.front]).toEqual(['Chat', false, { tab: 'chat', revision: 1 }]);
    show(active, { chat: chatOf(line('1', 'Ana'), line('2', null), line('3', 'Ana')) });
    expect([label(), isTold()]).toEqual(['Chat', true]);
    onEvent.emit({ type: 'edited', id: 'message', text: 'half a sentence' });
    expect(isTold()).toBe(false);
    onEvent.emit({ type: 'turned', tab: 'session' });
    show(active, { chat: chatOf(line('4', 'Ana')) });
    expect(label()).toBe('Chat (1 new)');
  });

  it('CHT8: a message is sent once and the line emptied; one that was not taken stays', async () => {
    const { answers, answering, onEvent, show, shown, frontEnd } = await setUp();
    const elements = () => shown.at(-1)?.tabs[1]?.elements ?? [];
    show({ kind: 'waiting', asker }, { chat: { lines: [], open: true } });
    onEvent.emit({ type: 'pressed', id: 'say' });
    onEvent.emit({ type: 'edited', id: 'message', text: ' hello ' });
    onEvent.emit({ type: 'pressed', id: 'say' });
    onEvent.emit({ type: 'pressed', id: 'say' });
    expect(answers).toEqual([{ type: 'say', text: 'hello' }]);
    expect(elements()).toContainEqual(expect.objectContaining({ kind: 'field', text: '', revision: 1 }));
    answering.dispose();
    frontEnd.onAnswer.on(() => {
      throw new AppError('too_many_attempts', 'No');
    });
    onEvent.emit({ type: 'edited', id: 'message', text: 'again' });
    onEvent.emit({ type: 'pressed', id: 'say' });
    expect(elements()).toContainEqual(expect.objectContaining({ kind: 'field', text: 'again', revision: 1 }));
    expect(elements()).toContainEqual(expect.objectContaining({ tone: 'problem' }));
  });

  it('WND11: a window that is gone counts as nobody seeing it', async () => {
    const { frontEnd, onLost, show } = await setUp();
    const seen: boolean[] = [];
    frontEnd.onPresence.on((present) => seen.push(present));
    show({ kind: 'active', asker, participants: [] });
    onLost.emit(new Error('gone'));
    expect(seen).toEqual([false]);
    await frontEnd.finished();
  });

  it('WND8: the receipt stays until it is closed, but not for ever', async () => {
    const { frontEnd, clock, show, onEvent } = await setUp();
    show({ kind: 'ended', by: 'technician', visits: [] });
    const finished = frontEnd.finished();
    clock.advance(30 * 60_000);
    await finished;
    onEvent.emit({ type: 'pressed', id: 'close' });
    await frontEnd.finished();
  });
});
