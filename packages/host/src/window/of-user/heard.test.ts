import { describe, expect, it } from 'vitest';
import { contentWith } from '../../contract/window-contract.ts';
import type { WindowEvent } from '../content.ts';
import { couldBeDone } from '../window-events.ts';
import { couldBeChosen, heardSchema } from './heard.ts';

const content = contentWith([
  {
    kind: 'buttons',
    buttons: [
      { id: 'allow', label: 'Allow', role: 'primary', enabled: true },
      { id: 'deny', label: 'Deny', role: 'plain', enabled: false },
    ],
  },
  { kind: 'check', id: 'view', label: 'See', detail: '', checked: true, enabled: true },
  { kind: 'check', id: 'control', label: 'Use', detail: '', checked: true, enabled: false },
  {
    kind: 'field',
    id: 'message',
    label: '',
    hint: '',
    text: '',
    revision: 0,
    maxLength: 5,
    size: 'normal',
    enabled: true,
  },
  { kind: 'choice', id: 'language', label: '', options: [{ id: 'fr', label: 'Français' }], chosen: 'fr' },
]);

describe('what a user’s process says', () => {
  it('HST118: counts where a person could have done it with what is shown', () => {
    const done: readonly WindowEvent[] = [
      { type: 'pressed', id: 'allow' },
      { type: 'checked', id: 'view', checked: false },
      { type: 'edited', id: 'message', text: 'hello' },
      { type: 'chosen', id: 'language', option: 'fr' },
      { type: 'turned', tab: content.tabs[0]?.id ?? '' },
      { type: 'closed' },
    ];
    const forged: readonly WindowEvent[] = [
      { type: 'pressed', id: 'deny' },
      { type: 'pressed', id: 'quit' },
      { type: 'pressed', id: 'end' },
      { type: 'checked', id: 'control', checked: true },
      { type: 'checked', id: 'message', checked: true },
      { type: 'edited', id: 'message', text: 'longer' },
      { type: 'edited', id: 'name', text: 'x' },
      { type: 'chosen', id: 'language', option: 'de' },
      { type: 'chosen', id: 'proxy', option: 'typed' },
      { type: 'turned', tab: 'network' },
      { type: 'opened' },
    ];
    expect(done.filter((event) => !couldBeDone(event, content))).toEqual([]);
    expect(forged.filter((event) => couldBeDone(event, content))).toEqual([]);
    const indicator = { text: '', end: { id: 'end', label: '' }, open: '' };
    expect(couldBeDone({ type: 'pressed', id: 'end' }, { ...content, indicator })).toBe(true);
    const tray = { state: 'ready', tip: '', menu: [{ id: 'open', label: '' }] } as const;
    expect(['open', 'quit'].map((id) => couldBeChosen({ type: 'chosen', id }, tray))).toEqual([true, false]);
  });

  it('HST118: is a message of a window, or nothing', () => {
    const event = { type: 'closed' };
    const good = [
      { type: 'ready', wake: '' },
      { type: 'opened', window: 1 },
      { type: 'event', window: 1, event },
    ];
    const bad = [
      null,
      'ready',
      { type: 'open', window: 1 },
      { type: 'ready', wake: '140737488355328' },
      { type: 'opened', window: 0 },
      { type: 'opened', window: 1, more: true },
      { type: 'event', window: 1, event: { ...event, id: 'x' } },
      { type: 'event', window: 1, event: { type: 'edited', id: 'a', text: 'x'.repeat(5000) } },
      { type: 'failed', reason: 'x'.repeat(5000) },
    ];
    expect(good.map((one) => heardSchema.safeParse(one).success)).toEqual(good.map(() => true));
    expect(bad.map((one) => heardSchema.safeParse(one).success)).toEqual(bad.map(() => false));
  });
});
