// English: who is there.
export const presence = {
  online: 'Online',
  away: 'Away',
  busy: 'Busy',
  offline: 'Offline',
  inSession: 'Busy, in a session',
  youAppear: 'You appear as: {{as}}',
  choices: {
    automatic: 'Online while I am active',
    away: 'Away',
    busy: 'Busy',
  },
};
