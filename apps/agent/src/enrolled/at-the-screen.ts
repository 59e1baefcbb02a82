// What becomes of the account at the screen with a session: unlocked at its beginning, left as the policy says at its end.

import { join } from 'node:path';
import { type Clock, type DisposableStore, type Logger } from '@nearhand/base';
import type { Seat } from '@nearhand/host';
import type { AgreementPair } from '@nearhand/session';
import type { HubClient } from '../hub/hub-client.ts';
import { pinSchema } from '../hub/ticket-key-pin.ts';
import { loadIdentity } from '../identity/identity.ts';
import { loadSealingPair } from '../identity/sealing-key.ts';
import { storedValue } from '../identity/stored-value.ts';
import type { LinkManager } from '../link/link-manager.ts';
import { enrolmentOf } from './enrolment.ts';
import type { ServerPolicy } from './server-policy.ts';
import { SessionEnding } from './session-ending.ts';
import { SessionUnlock, unlockMemorySchema } from './session-unlock.ts';

/** The keys of a computer; `pair` null: nothing is sealed to it, since its screen cannot be unlocked. */
export function computerKeys(folder: string, seat: Seat | null) {
  const identity = loadIdentity(folder);
  const sealing = seat?.unlocks === true ? loadSealingPair(folder, identity) : null;
  const pin = storedValue(join(folder, 'ticket-key.json'), pinSchema);
  return { keys: { identity, pin, sealing: sealing?.sealing }, pair: sealing?.pair ?? null };
}

export interface ScreenNeeds {
  readonly seat: Seat | null;
  readonly hub: Pick<HubClient, 'send'>;
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: DisposableStore;
}

/** null: it cannot. */
export function unlockAtStart(needs: ScreenNeeds, pair: AgreementPair | null): SessionUnlock | null {
  const { folder, hub, logger, seat, store } = needs;
  if (seat === null || pair === null) return null;
  return store.add(
    new SessionUnlock({
      seat,
      pair,
      memory: storedValue(join(folder, 'unlock.json'), unlockMemorySchema),
      computerId: () => enrolmentOf(folder).read()?.computerId ?? null,
      tell: (message) => hub.send(message),
      logger,
    }),
  );
}

interface LeavingNeeds {
  readonly links: LinkManager;
  readonly server: ServerPolicy;
  readonly unlock: SessionUnlock | null;
}

export function leaveAtEnd(
  { clock, hub, logger, seat, store }: ScreenNeeds,
  { links, server, unlock }: LeavingNeeds,
): void {
  const ending = store.add(
    new SessionEnding({
      seat,
      atEnd: () => {
        const atEnd = server.policy?.atEnd ?? 'leave';
        return atEnd === 'leave' && unlock?.hasUnlocked === true ? 'lock' : atEnd;
      },
      onLeft: () => unlock?.forgetUnlocked(),
      tell: (message) => hub.send(message),
      clock,
      logger,
    }),
  );
  links.onParticipants.on(({ length }) => ending.follow(length));
  if (unlock?.hasUnlocked === true) ending.resume();
}
