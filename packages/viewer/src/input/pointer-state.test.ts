import type { InputMessage } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { PointerState } from './pointer-state.ts';

function pointer() {
  const sent: InputMessage[] = [];
  return { sent, state: new PointerState((message) => sent.push(message)) };
}
const at = { x: 3, y: 4 };

describe('pointer', () => {
  it('sends a move once per place', () => {
    const { sent, state } = pointer();
    state.move(at);
    state.move({ ...at });
    expect(sent).toEqual([{ type: 'pointer.move', ...at }]);
  });

  it('sends each press and release once, and ignores buttons without a name', () => {
    const { sent, state } = pointer();
    state.button(2, true, at);
    state.button(2, true, at);
    state.button(2, false, at);
    state.button(9, true, at);
    expect(sent).toEqual([
      { type: 'pointer.button', button: 'right', down: true, ...at },
      { type: 'pointer.button', button: 'right', down: false, ...at },
    ]);
  });

  it('VWR3: a cancelled gesture releases the held buttons', () => {
    const { sent, state } = pointer();
    state.button(0, true, at);
    state.releaseAll();
    state.button(0, false, at);
    expect(sent.slice(1)).toEqual([{ type: 'pointer.button', button: 'left', down: false, ...at }]);
  });

  it.each([
    ['pixels of a notched wheel', { deltaX: 0, deltaY: 53, deltaMode: 0, wheelDeltaY: -120 }, { dx: 0, dy: 1 }],
    ['two notches at once', { deltaX: 0, deltaY: -240, deltaMode: 0, wheelDeltaY: 240 }, { dx: 0, dy: -2 }],
    ['a touchpad', { deltaX: 0, deltaY: 25, deltaMode: 0, wheelDeltaY: -75 }, { dx: 0, dy: 0.25 }],
    ['lines', { deltaX: -3, deltaY: 0, deltaMode: 1 }, { dx: -1, dy: 0 }],
  ])('VWR4: %s', (_name, turn, expected) => {
    const { sent, state } = pointer();
    state.wheel(turn, at);
    expect(sent).toEqual([{ type: 'pointer.wheel', ...expected, ...at }]);
  });
});
