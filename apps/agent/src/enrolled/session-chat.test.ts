import { ManualClock } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { ChatRoom } from '../chat/chat-room.ts';
import type { ParticipantView } from '../consent/consent-view.ts';
import { SessionChat } from './session-chat.ts';

const ana: ParticipantView = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Ana',
  organisation: 'Acme',
  sinceMs: 0,
  interrupted: false,
  words: null,
};

function setUp() {
  const room = new ChatRoom(new ManualClock());
  const state = { participants: [] as ParticipantView[], isAsked: false };
  const chat = new SessionChat({
    room,
    participants: () => state.participants,
    isAsked: () => state.isAsked,
  });
  let calls = 0;
  chat.onCalled.on(() => calls++);
  const come = (): void => {
    chat.admitting();
    state.participants = [ana];
    chat.follow();
  };
  const leave = (): void => {
    state.participants = [];
    chat.follow();
  };
  const write = (text: string) => room.say({ kind: 'technician', id: 'ana', name: 'Ana' }, text, text);
  return { chat, room, state, come, leave, write, calls: () => calls };
}

const seen = ({ view }: SessionChat) => view && [view.open, ...view.lines.map(({ text }) => text)];

describe('the chat of a computer that asks nobody', () => {
  it('CHT5: is offered where a window shows it, or a question has one', () => {
    const { chat, room, state } = setUp();
    expect(chat.offered).toBeNull();
    chat.setWindow(true);
    expect(chat.offered).toBe(room);
    chat.setWindow(false);
    state.isAsked = true;
    expect([chat.offered, chat.view]).toEqual([room, null]);
  });

  it('CHT10: calls whoever sits there once in a session, and lets them answer', () => {
    const { chat, come, leave, write, calls } = setUp();
    chat.setWindow(true);
    expect(() => chat.say('hello?')).toThrow('nobody to write to');
    come();
    expect([seen(chat), calls()]).toEqual([[true], 0]);
    write('first');
    write('second');
    chat.say('yes?');
    expect([seen(chat), calls()]).toEqual([[true, 'first', 'second', 'yes?'], 1]);
    leave();
    expect(() => chat.say('late')).toThrow('nobody to write to');
    come();
    write('again');
    expect(calls()).toBe(2);
  });

  it('CHT5 and CHT7: is read after the end until the window is closed, and by nobody of the next session', () => {
    const { chat, room, come, leave, write } = setUp();
    chat.setWindow(true);
    come();
    write('secret');
    leave();
    expect(seen(chat)).toEqual([false, 'secret']);
    chat.windowClosed();
    expect(seen(chat)).toBeNull();
    chat.admitting();
    expect(room.said).toEqual([]);
    come();
    write('more');
    // A second one who comes in reads what the first wrote.
    chat.admitting();
    expect(seen(chat)).toEqual([true, 'more']);
  });

  it('CHT7: what was said while somebody was asked is not shown in the window of the computer', () => {
    const { chat, state, leave, write, calls } = setUp();
    chat.setWindow(true);
    state.isAsked = true;
    state.participants = [ana];
    chat.follow();
    write('asked');
    expect([chat.view, calls()]).toEqual([null, 0]);
    leave();
    state.isAsked = false;
    expect(chat.view).toBeNull();
  });
});
