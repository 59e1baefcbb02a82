import { ManualClock } from '@nearhand/base';
import type { ViewerControlMessage } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { Chat } from './chat.ts';

function setUp() {
  const clock = new ManualClock();
  let next = 0;
  const chat = new Chat({ clock, newId: () => `own-${++next}` });
  const sent: ViewerControlMessage[] = [];
  const send = (message: ViewerControlMessage): void => void sent.push(message);
  const line = (id: string, by: 'you' | 'customer' = 'customer', agoMs = 0) => ({ id, by, name: '', text: id, agoMs });
  const history = (...lines: ReturnType<typeof line>[]) => chat.heard({ type: 'chat.history', lines }, send);
  const seen = () => chat.messages?.map(({ id, state }) => `${id} ${state}`);
  return { chat, clock, sent, send, line, history, seen };
}

describe('the chat of a viewer', () => {
  it('CHT5: is there once the agent offers it', () => {
    const { chat, history } = setUp();
    expect(chat.messages).toBeNull();
    history();
    expect(chat.messages).toEqual([]);
  });

  it('CHT4: shows what was said before, at the time it was said by this clock', () => {
    const { chat, clock, history, line } = setUp();
    clock.advance(100_000);
    history(line('a', 'customer', 60_000));
    expect(chat.messages?.[0]?.atMs).toBe(clock.nowMs() - 60_000);
  });

  it('CHT4: what was not taken is said again on the next link, and counts once', () => {
    const { chat, history, line, send, sent, seen } = setUp();
    history();
    chat.say('first');
    chat.say('second');
    chat.linked();
    chat.say('third');
    expect(sent).toHaveLength(2);
    history(line('own-1', 'you'));
    expect(sent.slice(2).map((message) => ('id' in message ? message.id : ''))).toEqual(['own-2', 'own-3']);
    chat.heard({ type: 'chat.said', line: line('own-2', 'you') }, send);
    chat.heard({ type: 'chat.said', line: line('own-2', 'you') }, send);
    expect(seen()).toEqual(['own-1 said', 'own-2 said', 'own-3 sending']);
  });

  it('CHT4: an agent that was restarted has forgotten, and what was said can still be read', () => {
    const { chat, history, line, seen } = setUp();
    history(line('a'));
    chat.linked();
    history();
    expect(seen()).toEqual(['a said']);
  });

  it('CHT3: what was refused says so and can be said again', () => {
    const { chat, history, send, sent, seen } = setUp();
    history();
    expect([chat.say(' \u200b'), chat.say('hello')]).toEqual([false, true]);
    chat.heard({ type: 'chat.refused', id: 'own-1' }, send);
    expect(seen()).toEqual(['own-1 refused']);
    chat.again('own-1');
    expect([seen(), sent.length]).toEqual([['own-2 sending'], 2]);
  });
});
