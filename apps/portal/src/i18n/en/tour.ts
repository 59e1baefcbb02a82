// English: the guided tour and the help menu.
export const tour = {
  offer: 'New here? Let us show you around.',
  offerHint: 'A minute for the main parts. You find the tour in the help menu later, too.',
  start: 'Start the tour',
  later: 'Later',
  never: 'No, thanks',
  next: 'Next',
  back: 'Back',
  done: 'Done',
  progress: '{{current}} of {{total}}',
  helpMenu: 'Help',
  take: 'Take the tour',
  joinPage: 'Page for customers with a code',
  downloadPage: 'Download page for customers',
  support: {
    title: 'Remote support',
    text: 'Create a request, and your customer gets a link or a code. You see here how far they have come, and join with one click.',
  },
  computers: {
    title: 'Computers',
    text: 'Machines that you reach at any time. The demo computer is there already: connect to it and try a session.',
  },
  team: { title: 'Team', text: 'Who works with you and what they may do, and the log of everything that happened.' },
  host: { title: 'Host', text: 'You run this server: its settings and its mail are here.' },
  bell: {
    title: 'Notifications',
    text: 'What happened while you looked elsewhere. You choose in your profile what you are told.',
  },
  help: { title: 'Help', text: 'This tour again, whenever you like, and the pages that your customers use.' },
  you: { title: 'Your menu', text: 'Your profile with picture, password and passkeys, the language, and signing out.' },
};
