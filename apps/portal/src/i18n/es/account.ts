// Spanish: the account itself: its e-mail address and the ways into it.
import type { account as english } from '../en/account.ts';
import type { Localised } from '../translation.ts';

export const account: Localised<typeof english> = {
  signInAgain: 'Volver a iniciar sesión',
  email: {
    change: 'Cambiar',
    changeNamed: 'Cambiar el correo electrónico',
    title: 'Cambiar el correo electrónico',
    lead: 'Recibirá un código en el correo nuevo. Nada cambia hasta que lo escriba.',
    new: 'Correo electrónico nuevo',
    send: 'Enviar el código',
    codeLead: 'Si {{email}} se puede usar aquí, le llegará un código. Sirve una sola vez, durante media hora.',
    code: 'Código del mensaje',
    confirm: 'Cambiar el correo',
    another: 'Usar otro correo',
    waiting: '{{email}} espera su código.',
    enterCode: 'Escribir el código',
    consequences: 'Se cerrará la sesión en sus demás dispositivos y se avisará por correo a la dirección anterior.',
    changed: 'Su correo electrónico se ha cambiado.',
  },
};
