// Mails in English. The other languages have the same keys; placeholders are filled in as plain text.

export const en = {
  greeting: 'Hello {name},',
  greetingUnnamed: 'Hello,',
  below: 'If the button does not work, open this address:',
  footer: 'Sent by {server}, {url}',
  passwordReset: {
    subject: 'A new password for {server}',
    title: 'Choose a new password',
    asked: 'Somebody, probably you, asked for a new password for {email} on {when} from the address {address}.',
    howLong: 'The link works once and for one hour. Choosing a new password signs you out on all devices.',
    action: 'Choose a new password',
    notice: 'If you did not ask for it, you need not do anything: your password stays as it is.',
  },
  passwordChanged: {
    subject: 'Your password for {server} was changed',
    title: 'Your password was changed',
    changed: 'The password for {email} was changed on {when}.',
    reset: 'All devices were signed out.',
    notice:
      'If this was not you, choose a new password at once with “Forgot your password?” on the sign-in page ({url}), and tell whoever runs the server.',
  },
  signUp: {
    subject: 'Your password for {server}',
    title: 'Welcome to {server}',
    how: 'Sign in with your e-mail address {email} and this password. You then choose a password of your own.',
    howLong: 'It works once, until {when}.',
    action: 'Sign in',
    notice: 'If you did not sign up, you need not do anything: no account is made without this password.',
  },
  signUpKnown: {
    subject: 'You already have an account at {server}',
    title: 'You already have an account',
    known:
      'Somebody, probably you, tried to sign up with {email} on {when}. This address has an account already, so nothing was changed. If you do not know the password any more, choose “Forgot your password?” on the sign-in page.',
    action: 'Sign in',
    notice: 'If this was not you, you need not do anything.',
  },
  passkeyAdded: {
    subject: 'A passkey was added to your account at {server}',
    title: 'A passkey was added',
    added: 'The passkey “{passkey}” was added to {email} on {when}. Whoever has it can sign in without the password.',
    notice:
      'If this was not you, remove it in your profile ({url}), change your password, and tell whoever runs the server.',
  },
  emailCode: {
    subject: 'Your code for {server}',
    title: 'Confirm your new e-mail address',
    how: 'Enter this code in your profile to make {email} the address of your account. Nobody from {server} will ask you for it.',
    howLong: 'It works once, until {when}.',
    notice: 'If you did not ask for it, you need not do anything: without the code nothing changes.',
  },
  emailKnown: {
    subject: 'Your address was entered at {server}',
    title: 'You already have an account',
    known:
      'Somebody wanted to make {email} the address of another account on {when}. It belongs to yours, so nothing was changed.',
    notice:
      'If this was you, use another address, or delete one of the two accounts first. Otherwise you need not do anything.',
  },
  emailChanged: {
    subject: 'Your e-mail address for {server} was changed',
    title: 'Your e-mail address was changed',
    changed:
      'The address of your account was changed from {email} to {to} on {when}. You sign in with the new one, and mails go there.',
    signedOut: 'All other devices were signed out.',
    notice: 'If this was not you, tell whoever runs the server ({url}) at once: {email} no longer opens the account.',
  },
  accountDeleted: {
    subject: 'Your account at {server} is deleted',
    title: 'Your account is deleted',
    deleted:
      'The account of {email} was deleted on {when}, as somebody signed in to it asked. Nobody can sign in to it any more, and it cannot be brought back.',
    notice: 'If this was not you, tell whoever runs the server ({url}).',
  },
  memberInvitation: {
    subject: '{inviter} invites you to {organisation}',
    title: 'Join {organisation}',
    invited: '{inviter} invites you to join {organisation} on {server}.',
    howLong: 'The link works once, until {when}. With it you join with your account, or make one.',
    action: 'See the invitation',
    notice: 'If you do not know {inviter} or {organisation}, you need not do anything.',
  },
  requestInvitation: {
    subject: 'Remote support from {organisation}',
    title: '{inviter} would like to help you',
    invited: '{inviter} from {organisation} invites you to remote support.',
    view: 'You get a small program, which you start once. Only when you allow it there can {inviter} see your screen. You always see who is connected, and you can end it at any time.',
    control:
      'You get a small program, which you start once. Only when you allow it there can {inviter} see your screen and use your mouse and keyboard. You always see who is connected, and you can end it at any time.',
    how: 'Open the invitation, or type this code at {join}. Both work until {when}.',
    action: 'Open the invitation',
    noteFrom: '{inviter} writes:',
    notice:
      'Did you not ask {organisation} for help? Then open nothing and tell nobody the code, least of all somebody who calls you unasked. You can simply delete this mail.',
  },
  invitationDraft: {
    opening: 'I would like to help you with your computer from here.',
    link: 'Please open this address:',
    code: 'Please type the code {code} at {join}',
    both: 'Or type the code {code} at {join}',
    view: 'You get a small program, which you start once. Only when you allow it there can I see your screen. You can end it at any time.',
    control:
      'You get a small program, which you start once. Only when you allow it there can I see your screen and use your mouse and keyboard. You can end it at any time.',
    valid: 'This works until {when}.',
    notice: 'If you did not ask us for help, open nothing and tell nobody the code.',
  },
  computerShared: {
    subject: '{by} shares a computer with you',
    title: 'A computer for you',
    shared: '{by} of {organisation} shares the computer “{computer}” with you on {server}.',
    signUp:
      'Sign in with {email}, or make an account with this address first. You then find the computer in your list.',
    confirm:
      'You find it in your list once the address of your account, {email}, is confirmed, which it is not yet. To confirm it, choose “Forgot your password?” on the sign-in page and set a new password with the link that we mail you.',
    invitation:
      'Sign in with {email}. Nobody makes an account on this server without an invitation: if you have none yet, ask {by} to invite you. You then find the computer in your list.',
    howLong: 'It is yours to use until {when}.',
    action: 'Sign in',
    notice: 'If you do not know {by} or {organisation}, you need not do anything.',
  },
  test: {
    subject: 'Test mail from {server}',
    title: 'Mail works',
    text: 'This is the test mail you asked for. Your server can send mail.',
    notice: 'You need not do anything.',
  },
};

export type MailTexts = {
  [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Record<keyof (typeof en)[Key], string>;
};
