// Where a page is, and how its address reaches the person.

import type { Logger } from '@nearhand/base';
import { z } from 'zod';
import type { Machine } from '../../machine.ts';

/** Kept, so that a page still open finds the program again after a restart. */
export const pagePlaceSchema = z.object({
  port: z.number().int().min(1).max(65_535),
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PagePlace = z.infer<typeof pagePlaceSchema>;

/** A page left open from before a restart comes back within this. */
const returnMs = 2000;

export interface Announcement {
  readonly url: string;
  /** A page from before a restart may still be open. */
  readonly isReturning: boolean;
  /** It is open now. */
  readonly isWatched: () => boolean;
}
/** Given a page's address once it answers. */
export type Announce = (announcement: Announcement) => void;

/** Opens the browser, unless a page comes back by itself. */
export function browserAnnouncer({ openOutside, clock }: Machine, logger: Logger): Announce {
  return ({ url, isReturning, isWatched }) => {
    const open = (): void => openOutside({ kind: 'page', url }, logger);
    if (!isReturning) return open();
    clock.setTimer(returnMs, () => {
      if (!isWatched()) open();
    });
  };
}
