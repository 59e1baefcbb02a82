// What the process that draws a user's windows may say, and what of it counts. That process belongs to the user, so anything
// may come from it: it can do what the user could do in what is shown, and nothing else. Pure.

import { z } from 'zod';
import type { TrayContent, TrayEvent } from '../tray.ts';
import { windowEventSchema } from '../window-events.ts';
import type { FromWindowThread } from '../window-messages.ts';

const id = z.string().max(100);
const number = z.number().int().min(1).max(1_000_000);

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

export function couldBeChosen(event: TrayEvent, { menu }: TrayContent): boolean {
  return event.type !== 'chosen' || menu.some((item) => item.id === event.id);
}
