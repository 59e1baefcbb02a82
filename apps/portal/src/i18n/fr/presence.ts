// French: who is there.
import type { presence as english } from '../en/presence.ts';
import type { Localised } from '../translation.ts';

export const presence: Localised<typeof english> = {
  online: 'En ligne',
  away: 'Absent',
  busy: 'Occupé',
  offline: 'Hors ligne',
  inSession: 'Occupé, en session',
  youAppear: 'Votre statut : {{as}}',
  choices: {
    automatic: 'En ligne tant que je suis actif',
    away: 'Absent',
    busy: 'Occupé',
  },
};
