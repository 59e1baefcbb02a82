// For tests: keys as a technician's keyboard sends them.

import type { InputMessage } from '@nearhand/protocol';

const modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};

export function keyDown(code: string): InputMessage {
  return { type: 'key.down', code, key: 'a', modifiers, repeat: false };
}
