// English: signing up, and the host's legal links.
export const signUp = {
  title: 'Create an account',
  new: 'New here?',
  known: 'You have an account?',
  lead: 'Enter your e-mail address. You will get a password with which you sign in for the first time.',
  leadDomains:
    'Enter your work e-mail address. You will get a password with which you sign in for the first time. This server takes addresses of certain organisations only.',
  submit: 'Send me a password',
  sentLead: 'A mail to {{email}} is on its way. Sign in with the password in it; it works once, within 24 hours.',
  toSignIn: 'Go to the sign-in page',
  closed: 'This server is by invitation',
  closedHint: 'Ask somebody who uses it to invite you, or whoever runs it for an account.',
  activate: 'Welcome',
  activateLead: 'Your address is confirmed. Say who you are and choose a password of your own; then you are in.',
  finish: 'Create my account',
  legal: { terms: 'Terms of use', privacy: 'Privacy', imprint: 'Legal notice' },
  continueWith: 'Continue with {{name}}',
  providerErrors: {
    closed: 'This server does not take new accounts this way. Ask whoever runs it.',
    notLinked:
      'There is an account with your e-mail address already. Sign in with its password, and join this one in your profile; if you do not know the password, choose “Forgot your password?” first.',
    noEmail: 'The provider did not tell your e-mail address, which is needed here.',
    stale: 'The provider did not ask who is there. Sign out there first, then try again.',
    failed: 'Signing in there did not work. Please try again.',
  },
};
