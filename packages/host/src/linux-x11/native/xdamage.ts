// libXdamage: what changed on the screen. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const damageReport = { nonEmpty: 3 } as const;
export const damageEvent = { notify: 0, serialField: 8, damageField: 40 } as const;

export function bindXdamage(library: LibraryHandle) {
  return {
    queryExtension: library.func('int XDamageQueryExtension(void *d, _Out_ int *event, _Out_ int *error)') as (
      d: Pointer,
      event: Out,
      error: Out,
    ) => number,
    create: library.func('unsigned long XDamageCreate(void *d, unsigned long drawable, int level)') as (
      d: Pointer,
      drawable: number,
      level: number,
    ) => number,
    destroy: library.func('void XDamageDestroy(void *d, unsigned long damage)') as (d: Pointer, damage: number) => void,
    subtract: library.func(
      'void XDamageSubtract(void *d, unsigned long damage, unsigned long repair, unsigned long parts)',
    ) as (d: Pointer, damage: number, repair: number, parts: number) => void,
  };
}

export type Xdamage = ReturnType<typeof bindXdamage>;
