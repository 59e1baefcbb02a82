// English: the organisations one belongs to, and going from one to another.
export const organisations = {
  title: 'Organisations',
  lead: 'Everything in Nearhand belongs to one of them. What you see is of the one you are in.',
  manage: 'All organisations',
  here: 'You are here',
  enter: 'Go there',
  enterNamed: 'Go there: {{name}}',
  rename: 'Rename',
  renaming: {
    title: 'Rename {{name}}',
    hint: 'Customers and members see the new name at once; whoever is in a session, with the next one.',
  },
  leave: 'Leave',
  create: 'New organisation',
  name: 'Name',
  createHint: 'You become its owner and go there at once. Nobody else belongs to it until you invite them.',
  createSubmit: 'Create organisation',
  hostOnly: 'Further organisations are founded by whoever runs this server. Ask them if you need one.',
  otherDomain:
    'On this server, people with an address of certain domains found further organisations, and yours is not one of them. Ask whoever runs it if you need one.',
  leaving: {
    title: 'Leave {{name}}?',
    text: 'You lose access to its requests and computers at once, and your sessions there end. To come back, somebody there has to invite you.',
    kept: 'Requests you created and everything in its audit log stay, with your name.',
  },
  other: {
    title: 'You are in {{name}} now',
    text: 'You went there in another tab. This tab still shows {{name}}.',
    goOn: 'Go on in {{name}}',
    back: 'Back to {{name}}',
  },
  notOwn: {
    title: 'You do not belong to this organisation',
    text: 'The link leads into an organisation that is not one of yours, or no longer is. Whoever administers it can invite you.',
    toOwn: 'See your organisations',
  },
  insteadOf: 'Or go to another organisation of yours:',
};
