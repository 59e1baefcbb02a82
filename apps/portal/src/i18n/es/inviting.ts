// Spanish: inviting members by e-mail.
import type { inviting as english } from '../en/inviting.ts';
import type { Localised } from '../translation.ts';

export const inviting: Localised<typeof english> = {
  button: 'Invitar',
  title: 'Invitar a un miembro',
  send: 'Enviar la invitación',
  roles: {
    owner: 'Puede hacerlo todo, y decidir quién más es propietario.',
    administrator: 'Puede hacerlo todo aquí, también con los miembros.',
    technician: 'Ayuda a clientes y se conecta a equipos.',
    auditor: 'Lo ve todo y no cambia nada.',
  },
  sent: '{{email}} tiene una invitación',
  sentHint: 'El correo con el enlace está en camino. El enlace sirve una sola vez, durante siete días.',
  keptHint:
    'Este servidor no envía correo: su administrador encuentra el enlace en la bandeja de salida. Sirve una sola vez, durante siete días.',
  another: 'Invitar a otra persona',
  done: 'Listo',
  open: 'Invitaciones abiertas',
  as: '{{role}}, invitación de {{name}}',
  until: 'Válida hasta {{when}}',
  invalid: 'Ya no es válida',
  again: 'Enviar de nuevo',
  againNamed: 'Enviar de nuevo: {{email}}',
  sentAgain: '{{email}} recibe un enlace nuevo. El anterior ya no funciona.',
  keptAgain: 'Hay un enlace nuevo para {{email}} en la bandeja de salida del servidor. El anterior ya no funciona.',
  withdraw: 'Retirar',
  withdrawNamed: 'Retirar la invitación de {{email}}',
  withdrawn: 'La invitación de {{email}} se ha retirado.',
};
