// Which modifiers a key event carries, in the protocol's words.

import type { Modifiers } from '@nearhand/protocol';

type KeyEvent = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'getModifierState'>;

/** On Apple keyboards Option makes characters, as AltGr does elsewhere: then it is no Alt for shortcuts. */
export function readModifiers(event: KeyEvent, isApple: boolean): Modifiers {
  const optionCharacter = isApple && event.altKey && !event.ctrlKey && !event.metaKey && [...event.key].length === 1;
  return {
    shift: event.shiftKey,
    control: event.ctrlKey,
    alt: event.altKey && !optionCharacter,
    meta: event.metaKey,
    altGraph: event.getModifierState('AltGraph') || optionCharacter,
    capsLock: event.getModifierState('CapsLock'),
    numLock: event.getModifierState('NumLock'),
  };
}
