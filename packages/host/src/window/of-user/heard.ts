// What the process that draws a user's windows may say, and what of it counts. That process belongs to the user, so anything
// may come from it: it can do what the user could do in what is shown, and nothing else. Pure.

import { z } from 'zod';
import type { WindowContent, WindowElement, WindowEvent } from '../content.ts';
import type { TrayContent, TrayEvent } from '../tray.ts';
import type { FromWindowThread } from '../window-messages.ts';

const id = z.string().max(100);
const number = z.number().int().min(1).max(1_000_000);

const windowEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pressed'), id }),
  z.strictObject({ type: z.literal('checked'), id, checked: z.boolean() }),
  z.strictObject({ type: z.literal('edited'), id, text: z.string().max(4000) }),
  z.strictObject({ type: z.literal('chosen'), id, option: id }),
  z.strictObject({ type: z.literal('turned'), tab: id }),
  z.strictObject({ type: z.enum(['opened', 'closed']) }),
]);
const trayEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened') }),
  z.strictObject({ type: z.literal('chosen'), id }),
  z.strictObject({ type: z.literal('placed'), isThere: z.boolean() }),
]);

export const heardSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), wake: z.literal('') }),
  z.strictObject({ type: z.literal('failed'), reason: z.string().max(1000) }),
  z.strictObject({ type: z.literal('opened'), window: number }),
  z.strictObject({ type: z.literal('event'), window: number, event: windowEventSchema }),
  z.strictObject({ type: z.literal('trayEvent'), tray: number, event: trayEventSchema }),
]) satisfies z.ZodType<FromWindowThread>;

/** Whether a person could have done this with what is shown. Also no for what was on its way while it changed. */
export function couldBeDone(event: WindowEvent, { indicator, tabs }: WindowContent): boolean {
  const elements = tabs.flatMap((tab) => tab.elements);
  switch (event.type) {
    case 'pressed':
      return event.id === indicator?.end.id || elements.some((element) => isPressable(element, event.id));
    case 'checked':
      return elements.some((element) => element.kind === 'check' && element.id === event.id && element.enabled);
    case 'edited':
      return elements.some(
        (element) =>
          element.kind === 'field' &&
          element.id === event.id &&
          element.enabled &&
          [...event.text].length <= element.maxLength,
      );
    case 'chosen':
      return elements.some(
        (element) =>
          element.kind === 'choice' &&
          element.id === event.id &&
          element.options.some((option) => option.id === event.option),
      );
    case 'turned':
      return tabs.some((tab) => tab.id === event.tab);
    case 'opened':
      return indicator !== null;
    case 'closed':
      return true;
  }
}

export function couldBeChosen(event: TrayEvent, { menu }: TrayContent): boolean {
  return event.type !== 'chosen' || menu.some((item) => item.id === event.id);
}

function isPressable(element: WindowElement, pressed: string): boolean {
  return element.kind === 'buttons' && element.buttons.some((button) => button.id === pressed && button.enabled);
}
