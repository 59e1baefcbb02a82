// English: the account itself: its e-mail address and the ways into it.
export const account = {
  signInAgain: 'Sign in again',
  email: {
    change: 'Change',
    changeNamed: 'Change e-mail address',
    title: 'Change e-mail address',
    lead: 'You get a code at the new address. Until you enter it, nothing changes.',
    new: 'New e-mail address',
    send: 'Send the code',
    codeLead: 'If {{email}} can be used here, a code is on its way there. It works once, for half an hour.',
    code: 'Code from the mail',
    confirm: 'Change the address',
    another: 'Use another address',
    waiting: '{{email}} waits for its code.',
    enterCode: 'Enter the code',
    consequences: 'All your other devices are then signed out, and the old address gets a mail about it.',
    changed: 'Your e-mail address is changed.',
  },
};
