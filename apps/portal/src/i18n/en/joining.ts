// English: accepting an invitation to become a member.
export const joining = {
  title: 'Invitation',
  heading: 'Join {{organisation}}',
  lead: '{{name}} invites you to {{organisation}}. Your role there: {{role}}.',
  emailHint: 'The invitation was sent to this address.',
  submit: 'Create the account and join',
  join: 'Join',
  later: 'Not now',
  known: 'The invitation was sent to {{email}}, which has an account here. Sign in with it to join.',
  other: 'You are signed in as {{signedInAs}}, but the invitation was sent to {{email}}. Only that account can join.',
  signOut: 'Sign out and go on',
  stay: 'Stay signed in as {{signedInAs}}',
  noToken: 'Open the whole link from the mail. It ends with # and a long word.',
  invalid: 'This invitation does not work',
  invalidHint: 'It was used or withdrawn, or it is older than seven days. Ask whoever invited you for a new one.',
};
