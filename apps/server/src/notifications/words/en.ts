// Notifications in English, as they are pushed and mailed. The other languages have the same keys.

import type { NotificationEvent, Role } from '@nearhand/protocol';

export interface NotificationWords {
  readonly events: Readonly<Record<NotificationEvent, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  /** Without a name of browser or system. */
  readonly unknownDevice: string;
  readonly browserOnSystem: string;
  readonly test: { readonly title: string; readonly text: string };
  readonly letter: {
    readonly several: string;
    /** Above what happened there, as `atIn` and `noticeIn` for whoever belongs to several organisations. */
    readonly severalIn: string;
    readonly at: string;
    readonly atIn: string;
    readonly openRequest: string;
    readonly openSupport: string;
    readonly openComputers: string;
    readonly openProfile: string;
    readonly below: string;
    readonly notice: string;
    readonly noticeIn: string;
    readonly securityNotice: string;
    readonly manage: string;
  };
}

export const en: NotificationWords = {
  events: {
    'customer.opened': '{customer} opened the link',
    'customer.ready': '{customer} is ready for you',
    'customer.refused': '{customer} refused access',
    'customer.left': 'The connection to {customer} is lost',
    'customer.ended': '{customer} ended the support',
    'request.assigned': '{customer} is assigned to you',
    'queue.waiting': '{customer} is waiting, and nobody has taken the request',
    'computer.shared': '{by} shares the computer {computer} with you',
    'security.signedIn': 'New sign-in with {device}, address {address}',
    'security.passwordChanged': 'Your password was changed',
    'security.emailChanged': 'Your e-mail address was changed',
    'security.providerJoined': 'Your account can now be opened with {name}',
    'security.providerRemoved': '{name} no longer opens your account',
    'security.twoFactorOn': 'Two-factor sign-in was turned on',
    'security.twoFactorOff': 'Two-factor sign-in was turned off',
    'security.twoFactorReset': 'Two-factor sign-in was reset by whoever runs the server',
    'security.roleChanged': 'Your role in {organisation} is now {role}',
  },
  roles: { owner: 'owner', administrator: 'administrator', technician: 'technician', auditor: 'auditor' },
  unknownDevice: 'an unknown browser',
  browserOnSystem: '{browser} on {system}',
  test: { title: 'Notifications work', text: 'This device shows them, also when the portal is closed.' },
  letter: {
    several: '{count} things happened',
    severalIn: 'In {organisation}:',
    at: 'It happened on {when}.',
    atIn: 'It happened on {when}, in {organisation}.',
    openRequest: 'Open the request',
    openSupport: 'Open remote support',
    openComputers: 'Open your computers',
    openProfile: 'Open your profile',
    below: 'If the button does not work, open this address:',
    notice: 'You get this mail because the portal was not open.',
    noticeIn: 'You get this mail because you did not have the portal of {organisation} open.',
    securityNotice:
      'If this was neither you nor an administrator of your organisation, choose a new password at once with “Forgot your password?” on the sign-in page ({url}), and tell whoever runs the server.',
    manage: 'Choose what you are mailed about',
  },
};
