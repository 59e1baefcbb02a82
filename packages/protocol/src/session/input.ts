// What the technician's hands do, viewer to agent, on the input channel. Coordinates are remote pixels of the whole
// desktop; the agent clamps them to the displays. Keys carry both the place on the keyboard and the character, because
// the layouts at the two ends differ: the agent produces the character where there is one.

import { z } from 'zod';
import { coordinateSchema } from '../geometry.ts';

const position = { x: coordinateSchema, y: coordinateSchema };

/** KeyboardEvent.code (W3C UI Events), such as `KeyA` or `ArrowLeft`. */
const keyCode = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/);

export const modifiersSchema = z.object({
  shift: z.boolean(),
  control: z.boolean(),
  alt: z.boolean(),
  meta: z.boolean(),
  /** AltGr or third-level shift (getModifierState('AltGraph')). */
  altGraph: z.boolean(),
  capsLock: z.boolean(),
  numLock: z.boolean(),
});
export type Modifiers = z.infer<typeof modifiersSchema>;

export const pointerButtons = ['left', 'middle', 'right', 'back', 'forward'] as const;

export const inputMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pointer.move'), ...position }),
  z.object({ type: z.literal('pointer.button'), button: z.enum(pointerButtons), down: z.boolean(), ...position }),
  /** Notches: 1 is one click of a wheel; fractions from touchpads are summed by the agent. Positive is down and right. */
  z.object({
    type: z.literal('pointer.wheel'),
    ...position,
    dx: z.number().min(-100).max(100),
    dy: z.number().min(-100).max(100),
  }),
  z.object({
    type: z.literal('key.down'),
    code: keyCode,
    /** KeyboardEvent.key: one character (a grapheme of at most 8 code units), or a name such as `Enter` or `Dead`. */
    key: z.string().min(1).max(32),
    modifiers: modifiersSchema,
    repeat: z.boolean(),
  }),
  z.object({ type: z.literal('key.up'), code: keyCode }),
  /** Composed text (dead keys, input methods, on-screen keyboards): typed as characters. */
  z.object({ type: z.literal('text.type'), text: z.string().min(1).max(1024) }),
  z.object({ type: z.literal('input.releaseAll') }),
]);
export type InputMessage = z.infer<typeof inputMessageSchema>;
