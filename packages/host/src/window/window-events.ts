// What may happen in a window, as it is told by whoever draws it elsewhere: another process, or a page. Pure.

import { z } from 'zod';
import type { WindowContent, WindowElement, WindowEvent } from './content.ts';

const id = z.string().max(100);

export const windowEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pressed'), id }),
  z.strictObject({ type: z.literal('checked'), id, checked: z.boolean() }),
  z.strictObject({ type: z.literal('edited'), id, text: z.string().max(4000) }),
  z.strictObject({ type: z.literal('chosen'), id, option: id }),
  z.strictObject({ type: z.literal('turned'), tab: id }),
  z.strictObject({ type: z.enum(['opened', 'closed']) }),
]) satisfies z.ZodType<WindowEvent>;

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

function isPressable(element: WindowElement, pressed: string): boolean {
  return element.kind === 'buttons' && element.buttons.some((button) => button.id === pressed && button.enabled);
}
