// What a notification says in the portal, how it looks and where it leads.
import { type Notification, type NotificationEvent, roleSchema } from '@nearhand/protocol';
import {
  IconDeviceLaptop,
  IconDoorExit,
  IconHandStop,
  IconHourglassHigh,
  IconKey,
  IconLink,
  IconLinkPlus,
  IconUnlink,
  IconMail,
  IconShieldCheck,
  IconShieldOff,
  IconUserCheck,
  IconUserCog,
  IconUserPlus,
  IconUserShare,
  IconWifiOff,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDeviceWords } from '../profile/device-words.ts';

export interface NotificationLook {
  icon: TablerIcon;
  tone: 'idle' | 'attention' | 'ready' | 'trouble';
}

export const notificationLooks: Readonly<Record<NotificationEvent, NotificationLook>> = {
  'customer.opened': { icon: IconLink, tone: 'attention' },
  'customer.ready': { icon: IconUserCheck, tone: 'ready' },
  'customer.refused': { icon: IconHandStop, tone: 'trouble' },
  'customer.left': { icon: IconWifiOff, tone: 'trouble' },
  'customer.ended': { icon: IconDoorExit, tone: 'idle' },
  'request.assigned': { icon: IconUserPlus, tone: 'attention' },
  'queue.waiting': { icon: IconHourglassHigh, tone: 'attention' },
  'computer.shared': { icon: IconUserShare, tone: 'attention' },
  'security.signedIn': { icon: IconDeviceLaptop, tone: 'attention' },
  'security.passwordChanged': { icon: IconKey, tone: 'attention' },
  'security.emailChanged': { icon: IconMail, tone: 'attention' },
  'security.providerJoined': { icon: IconLinkPlus, tone: 'attention' },
  'security.providerRemoved': { icon: IconUnlink, tone: 'attention' },
  'security.twoFactorOn': { icon: IconShieldCheck, tone: 'ready' },
  'security.twoFactorOff': { icon: IconShieldOff, tone: 'attention' },
  'security.twoFactorReset': { icon: IconShieldOff, tone: 'attention' },
  'security.roleChanged': { icon: IconUserCog, tone: 'attention' },
};

type Subject = Notification['subject'];

export function pathOf(subject: Subject): string {
  if (subject.kind === 'computer') return '/computers';
  return subject.kind === 'request' ? `/support/${subject.requestId}` : '/profile';
}

/** In the language in use. */
export function useNotificationTitle(): (notification: Pick<Notification, 'event' | 'subject'>) => string {
  const { t } = useTranslation();
  const device = useDeviceWords();
  const nothing = { customer: '', device: '', address: '', role: '', organisation: '', name: '', by: '', computer: '' };
  const valuesOf = (subject: Subject): typeof nothing => {
    if (subject.kind === 'request') return { ...nothing, customer: subject.customer };
    if (subject.kind === 'signIn') {
      return { ...nothing, device: device(subject.userAgent), address: subject.address };
    }
    if (subject.kind === 'account') return nothing;
    if (subject.kind === 'computer') return { ...nothing, by: subject.by, computer: subject.computer };
    if (subject.kind === 'provider') return { ...nothing, name: subject.name };
    const role = roleSchema.safeParse(subject.role);
    const name = role.success ? t(`profile.roles.${role.data}`) : subject.role;
    return { ...nothing, role: name, organisation: subject.organisation };
  };
  return ({ event, subject }) => t(`notifications.told.${event}`, valuesOf(subject));
}
