import { describe, expect, it } from 'vitest';
import { ConnectionCounter } from './connection-limits.ts';

describe('connection counter', () => {
  it('HUB13: holds few sockets of an address that have not said who they are, and more that have', () => {
    const counter = new ConnectionCounter({ pendingPerAddress: 2, perAddress: 3 });
    const first = counter.enter('a');
    const second = counter.enter('a');
    expect([counter.enter('a'), counter.enter('b') === null]).toEqual([null, false]);
    first?.greeted();
    second?.greeted();
    const third = counter.enter('a');
    third?.greeted();
    expect([third === null, counter.enter('a')]).toEqual([false, null]);
    third?.left();
    third?.left();
    expect(counter.enter('a')).not.toBeNull();
    expect(counter.enter('a')).toBeNull();
  });
});
