// Spanish: accepting an invitation to become a member.
import type { joining as english } from '../en/joining.ts';
import type { Localised } from '../translation.ts';

export const joining: Localised<typeof english> = {
  title: 'Invitación',
  heading: 'Entrar en {{organisation}}',
  lead: '{{name}} le invita a {{organisation}}. Su función allí: {{role}}.',
  emailHint: 'La invitación se envió a esta dirección.',
  submit: 'Crear la cuenta y entrar',
  join: 'Entrar',
  later: 'Ahora no',
  known: 'La invitación se envió a {{email}}, que tiene una cuenta aquí. Inicie sesión con ella para entrar.',
  other:
    'Ha iniciado sesión como {{signedInAs}}, pero la invitación se envió a {{email}}. Solo esa cuenta puede entrar.',
  signOut: 'Cerrar sesión y seguir',
  stay: 'Seguir como {{signedInAs}}',
  noToken: 'Abra el enlace entero del correo. Termina con # y una palabra larga.',
  invalid: 'Esta invitación no funciona',
  invalidHint: 'Se usó o se retiró, o tiene más de siete días. Pida otra a quien le invitó.',
};
