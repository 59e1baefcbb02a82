import { ManualClock } from '@nearhand/base';
import { chatKept } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { ChatRoom } from './chat-room.ts';

const customer = { kind: 'customer' } as const;
const ana = { kind: 'technician', id: 'ana', name: 'Ana\u202e' } as const;
const bob = { ...ana, id: 'bob', name: 'Bob' };

function setUp() {
  const clock = new ManualClock();
  const room = new ChatRoom(clock);
  let next = 0;
  const say = (author: Parameters<ChatRoom['say']>[0], text: string, id = String(next++)) => room.say(author, id, text);
  return { clock, room, say, texts: () => room.said.map(({ text }) => text) };
}

describe('the chat of a session', () => {
  it('CHT1: keeps what was said in order, under clean names, once', () => {
    const { clock, room, say, texts } = setUp();
    say(customer, 'hello');
    clock.advance(1500);
    say(ana, '<b>hi</b>', 'same');
    say(ana, 'hi again', 'same');
    expect(texts()).toEqual(['hello', '<b>hi</b>']);
    expect(room.said.map((said) => room.agoMs(said))).toEqual([1500, 0]);
    expect(room.said[1]?.author).toEqual({ ...ana, name: 'Ana' });
  });

  it('CHT2: takes neither nothing nor too much', () => {
    const { say, texts } = setUp();
    expect(() => say(customer, '\u200b')).toThrow('nothing');
    expect(() => say(customer, 'x'.repeat(1_000_000))).toThrow('too long');
    expect(texts()).toEqual([]);
  });

  it('CHT3: each may say so much a minute, and takes nothing from the others', () => {
    const { clock, say, texts } = setUp();
    const rush = (author: Parameters<typeof say>[0]) => {
      for (let count = 0; count < 100; count++) {
        try {
          say(author, 'x');
        } catch {
          return count;
        }
      }
      return 100;
    };
    expect([rush(ana), rush(bob), rush(customer)]).toEqual([60, 60, 60]);
    clock.advance(60_000);
    expect([rush(ana), texts().length]).toEqual([30, chatKept.lines]);
  });

  it('CHT4: the oldest go when there is too much', () => {
    const { clock, room, say } = setUp();
    for (let count = 0; count < 50; count++) {
      clock.advance(10_000);
      say(customer, String(count).padEnd(1000, 'x'));
    }
    expect(room.said).toHaveLength(chatKept.characters / 1000);
    expect(room.said.at(-1)?.text).toMatch(/^49x/);
  });

  it('CHT7: another session begins with nothing', () => {
    const { room, say, texts } = setUp();
    say(ana, 'secret');
    room.clear();
    say(bob, 'hello');
    expect(texts()).toEqual(['hello']);
  });
});
