import { describe, expect, it } from 'vitest';
import { describeDesktop } from '../contract/desktop-contract.ts';
import { createFakeDesktop } from './fake-desktop.ts';

describeDesktop(async () => {
  const desktop = createFakeDesktop();
  return {
    desktop,
    paint: (rect, colour) => desktop.paint(rect, [colour & 255, (colour >> 8) & 255, colour >> 16]),
    resize: async (widthPx, heightPx) => desktop.resize(widthPx, heightPx),
    heldDown: async () => desktop.heldDown.size,
    programs: {
      copy: async (text) => desktop.programs.copy(text),
      copySecret: async (text) => desktop.programs.copy(text, { isSecret: true }),
      paste: async () => desktop.programs.paste(),
    },
    lose: async () => desktop.lose(),
    dispose: () => desktop.dispose(),
  };
});

describe('the fake desktop', () => {
  it('records what is injected and counts what watches it', () => {
    const desktop = createFakeDesktop();
    const capture = desktop.capture.open('fake-1');
    desktop.input?.inject({ type: 'text.type', text: 'a' });
    expect([desktop.injected, desktop.watchers]).toEqual([[{ type: 'text.type', text: 'a' }], 1]);
    capture.dispose();
    expect(desktop.watchers).toBe(0);
  });

  it('lacks what it is told to lack', () => {
    const desktop = createFakeDesktop({ without: ['input', 'cursor', 'windows'] });
    expect([desktop.input, desktop.cursor, desktop.windows]).toEqual([null, null, null]);
  });

  it('survives a storm of damage with a list that stays short', () => {
    const desktop = createFakeDesktop();
    const capture = desktop.capture.open('fake-1');
    capture.grab();
    desktop.damageStorm(5000);
    expect(capture.grab().damage.length).toBeLessThanOrEqual(64);
  });
});
