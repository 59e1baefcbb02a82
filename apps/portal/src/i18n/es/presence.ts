// Spanish: who is there.
import type { presence as english } from '../en/presence.ts';
import type { Localised } from '../translation.ts';

export const presence: Localised<typeof english> = {
  online: 'En línea',
  away: 'Ausente',
  busy: 'Ocupado',
  offline: 'Sin conexión',
  inSession: 'Ocupado, en una sesión',
  youAppear: 'Su estado: {{as}}',
  choices: {
    automatic: 'En línea mientras hay actividad',
    away: 'Ausente',
    busy: 'Ocupado',
  },
};
