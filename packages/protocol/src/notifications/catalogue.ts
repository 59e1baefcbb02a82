// What members are notified of, and by which channels: the one list that server and portal are built from. An event is
// listed here once something raises it; its words are in each interface's translations.

import { z } from 'zod';
import type { Right } from '../rights/rights.ts';

/** portal: the bell's list. system: a notification of the operating system, also while the portal is closed. */
export const notificationChannels = ['portal', 'sound', 'system', 'email'] as const;
export const notificationChannelSchema = z.enum(notificationChannels);
export type NotificationChannel = z.infer<typeof notificationChannelSchema>;
export type ChannelChoices = Record<NotificationChannel, boolean>;

export interface NotificationKind {
  /** Security concerns one's own account: no quiet hours, and the list and the mail cannot be switched off. */
  readonly group: 'requests' | 'computers' | 'security';
  /** Without it a member is not told, and is not shown what was told before. Null: it is about oneself. */
  readonly needs: Right | null;
  /** What holds until the member chooses. */
  readonly defaults: Readonly<ChannelChoices>;
}

const requests = (defaults: readonly NotificationChannel[]): NotificationKind => ({
  group: 'requests',
  needs: 'requests.view',
  defaults: choicesOf(defaults),
});
const security: NotificationKind = {
  group: 'security',
  needs: null,
  defaults: choicesOf(['portal', 'system', 'email']),
};

export const notificationCatalogue = {
  'customer.opened': requests(['portal']),
  'customer.ready': requests(['portal', 'sound', 'system', 'email']),
  'customer.refused': requests(['portal', 'sound', 'system']),
  'customer.left': requests(['portal', 'sound', 'system']),
  'customer.ended': requests(['portal']),
  'request.assigned': requests(['portal', 'sound', 'system', 'email']),
  'queue.waiting': requests(['portal', 'sound', 'system']),
  'computer.shared': { group: 'computers', needs: null, defaults: choicesOf(['portal', 'sound', 'system', 'email']) },
  'security.signedIn': security,
  'security.passwordChanged': security,
  'security.emailChanged': security,
  'security.providerJoined': security,
  'security.providerRemoved': security,
  'security.twoFactorOn': security,
  'security.twoFactorOff': security,
  'security.twoFactorReset': security,
  'security.roleChanged': security,
} as const satisfies Record<string, NotificationKind>;

export type NotificationEvent = keyof typeof notificationCatalogue;
export const notificationEvents = Object.keys(notificationCatalogue) as [NotificationEvent, ...NotificationEvent[]];
export const notificationEventSchema = z.enum(notificationEvents);

/** What stays on whatever the member chooses: nobody who took an account over can hide it from its owner. */
export function isFixedChannel(event: NotificationEvent, channel: NotificationChannel): boolean {
  return notificationCatalogue[event].group === 'security' && (channel === 'portal' || channel === 'email');
}

/** The choices made, over the defaults, under what is fixed. */
export function channelsFor(
  event: NotificationEvent,
  chosen: Partial<Record<NotificationChannel, boolean | undefined>> | undefined,
): ChannelChoices {
  const { defaults } = notificationCatalogue[event];
  const channel = (name: NotificationChannel) => isFixedChannel(event, name) || (chosen?.[name] ?? defaults[name]);
  return {
    portal: channel('portal'),
    sound: channel('sound'),
    system: channel('system'),
    email: channel('email'),
  };
}

function choicesOf(on: readonly NotificationChannel[]): ChannelChoices {
  const has = (channel: NotificationChannel) => on.includes(channel);
  return { portal: has('portal'), sound: has('sound'), system: has('system'), email: has('email') };
}
