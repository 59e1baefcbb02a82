import { ManualClock } from '@nearhand/base';
import type { InputInjector, WindowFinder } from '@nearhand/host';
import type { Display, InputBlock, InputMessage, Permission } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowMark } from '../consent/window-mark.ts';
import { keyDown } from '../testing/key-down.ts';
import { clampFilter, ownWindowFilter, permissionFilter, rateFilter, suspensionFilter } from './filters.ts';
import { InputChain } from './input-chain.ts';

const keyUp = (code: string): InputMessage => ({ type: 'key.up', code });
const button = (down: boolean, x = 10, y = 10): InputMessage => ({
  type: 'pointer.button',
  button: 'left',
  down,
  x,
  y,
});
const move = (x: number, y: number): InputMessage => ({ type: 'pointer.move', x, y });
const display: Display = { id: 'a', name: 'A', bounds: { x: 0, y: 0, width: 100, height: 50 }, primary: true };

function setUp() {
  const clock = new ManualClock();
  const injected: InputMessage[] = [];
  const blocks: (InputBlock | null)[] = [];
  const injector: InputInjector = {
    inject: (message) => void injected.push(message),
    releaseAll() {},
    onLocalPointer: null,
  };
  const local = {
    permissions: ['view', 'control'] as Permission[],
    suspended: false,
    focus: ['Editor'],
    nearhand: false,
  };
  const windows: WindowFinder = {
    titlesAt: (x) => (x >= 50 ? [`Allow? · ${windowMark}`, 'root'] : ['Editor']),
    titlesWithFocus: () => local.focus,
    nearhandAt: (x, y) => x >= 5 && y >= 40,
    nearhandHasFocus: () => local.nearhand,
  };
  const chain = new InputChain({
    injector,
    filters: [
      permissionFilter(() => local.permissions),
      suspensionFilter(() => local.suspended),
      rateFilter(clock, 100, 200),
      clampFilter(() => [display]),
      ownWindowFilter(windows),
    ],
  });
  chain.onBlocked.on((block) => blocks.push(block));
  return { blocks, chain, clock, injected, local };
}

describe('input chain', () => {
  it('passes what is allowed', () => {
    const { blocks, chain, injected } = setUp();
    const messages = [move(1, 2), button(true), button(false), keyDown('KeyA'), keyUp('KeyA')];
    for (const message of messages) chain.handle(message);
    expect([injected, blocks]).toEqual([messages, []]);
  });

  it('AGT15: a viewer without control moves nothing', () => {
    const { blocks, chain, injected, local } = setUp();
    local.permissions = ['view'];
    for (const message of [move(1, 2), button(true), button(false), keyDown('KeyA'), keyUp('KeyA')])
      chain.handle(message);
    expect([injected, blocks]).toEqual([[], ['permission']]);
  });

  it('AGT16: nothing reaches a Nearhand window, by pointer or by keyboard', () => {
    const { blocks, chain, injected, local } = setUp();
    chain.handle(move(60, 10));
    chain.handle(button(true, 60, 10));
    chain.handle(button(false, 60, 10));
    chain.handle({ type: 'pointer.wheel', x: 60, y: 10, dx: 0, dy: 1 });
    local.focus = [`Allow? · ${windowMark} - Browser`];
    chain.handle(keyDown('Enter'));
    chain.handle({ type: 'text.type', text: 'yes' });
    expect([injected, blocks]).toEqual([[], ['ownWindow']]);
    local.focus = ['Editor'];
    chain.handle(keyDown('Enter'));
    expect([injected.length, blocks]).toEqual([1, ['ownWindow', null]]);
    chain.handle(button(true, 10, 45));
    local.nearhand = true;
    chain.handle(keyDown('Enter'));
    expect([injected.length, blocks.at(-1)]).toEqual([1, 'ownWindow']);
  });

  it('AGT16: what was pressed elsewhere is let go where it was, not on the own window', () => {
    const { chain, injected } = setUp();
    chain.handle(button(true, 20, 10));
    chain.handle(move(60, 10));
    chain.handle(button(false, 60, 10));
    expect(injected).toEqual([button(true, 20, 10), button(false, 20, 10)]);
  });

  it('AGT17: nothing passes while a consent question is open', () => {
    const { blocks, chain, injected, local } = setUp();
    chain.handle(keyDown('KeyA'));
    local.suspended = true;
    chain.handle(keyDown('KeyB'));
    chain.handle(keyUp('KeyA'));
    expect([injected, blocks]).toEqual([[keyDown('KeyA'), keyUp('KeyA')], ['consentQuestion']]);
  });

  it('AGT18: what is held is released, once', () => {
    const { chain, injected } = setUp();
    for (const message of [keyDown('ShiftLeft'), keyDown('KeyA'), keyUp('KeyA'), button(true, 7, 8)])
      chain.handle(message);
    injected.length = 0;
    chain.releaseAll();
    chain.dispose();
    expect(injected).toEqual([button(false, 7, 8), keyUp('ShiftLeft')]);
  });

  it('AGT18: whatever a viewer does, nothing stays pressed afterwards', () => {
    const step = fc.oneof(
      fc.constantFrom('KeyA', 'KeyB', 'ShiftLeft').map(keyDown),
      fc.constantFrom('KeyA', 'KeyB', 'ShiftLeft').map(keyUp),
      fc.tuple(fc.boolean(), fc.integer({ min: -50, max: 200 })).map(([down, x]) => button(down, x)),
      fc.constantFrom<'toggleControl' | 'toggleSuspension'>('toggleControl', 'toggleSuspension'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { chain, injected, local } = setUp();
        for (const one of steps) {
          if (one === 'toggleControl')
            local.permissions = local.permissions.length === 1 ? ['view', 'control'] : ['view'];
          else if (one === 'toggleSuspension') local.suspended = !local.suspended;
          else chain.handle(one);
        }
        chain.dispose();
        const pressed = new Set<string>();
        for (const message of injected) {
          if (message.type === 'key.down') pressed.add(message.code);
          if (message.type === 'key.up') pressed.delete(message.code);
          if (message.type !== 'pointer.button') continue;
          if (message.down) pressed.add(message.button);
          else pressed.delete(message.button);
        }
        expect([...pressed]).toEqual([]);
      }),
    );
  });

  it('places outside every display move to the nearest', () => {
    const { chain, injected } = setUp();
    chain.handle(move(-5, 70));
    expect(injected).toEqual([move(0, 49)]);
  });

  it('AGT19: a flood is cut, and letting go still works', () => {
    const { chain, clock, injected } = setUp();
    chain.handle(keyDown('KeyA'));
    for (let i = 0; i < 1000; i++) chain.handle(move(i % 40, 1));
    expect(injected).toHaveLength(200);
    chain.handle(keyUp('KeyA'));
    expect(injected.at(-1)).toEqual(keyUp('KeyA'));
    clock.advance(100);
    for (let i = 0; i < 1000; i++) chain.handle(move(i % 40, 1));
    expect(injected).toHaveLength(211);
  });

  it('says so where the desktop takes no input', () => {
    const chain = new InputChain({ filters: [], injector: null });
    const blocks: (InputBlock | null)[] = [];
    chain.onBlocked.on((block) => blocks.push(block));
    chain.handle(move(1, 1));
    expect(blocks).toEqual(['unsupported']);
  });
});
