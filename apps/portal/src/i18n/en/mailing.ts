// English: inviting customers by e-mail.
export const mailing = {
  title: 'E-mail',
  write: 'Invite by e-mail',
  way: 'How to send it',
  byServer: 'From this server',
  byOwn: 'In my mail program',
  email: 'E-mail address',
  language: 'Language of the mail',
  note: 'A few words (optional)',
  noteHint: 'They stand in the mail as your message.',
  send: 'Send',
  onItsWay: 'The mail to {{email}} is on its way.',
  isKept: 'The mail to {{email}} is kept in this server’s outbox.',
  keeps:
    'This server sends no mail yet: what you send here is kept in its outbox, for its administrator. Use your own mail program instead.',
  list: 'Sent invitations',
  again: 'Send again',
  againNamed: 'Send again: {{email}}',
  draft: 'Text of the mail',
  copyDraft: 'Copy the text',
  openOwn: 'Open my mail program',
  state: {
    sent: 'Sent {{when}} by {{name}}',
    waiting: 'On its way, {{when}} by {{name}}',
    failed: 'Not delivered, {{when}} by {{name}}',
    kept: 'In the outbox, {{when}} by {{name}}',
  },
  hint: {
    failed: 'Nobody has this address, or its mail server cannot be reached. Check the address.',
    kept: 'This server sends no mail: only its administrator can read it.',
  },
};
