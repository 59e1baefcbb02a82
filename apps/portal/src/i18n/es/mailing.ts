// Spanish: inviting customers by e-mail.
import type { mailing as english } from '../en/mailing.ts';
import type { Localised } from '../translation.ts';

export const mailing: Localised<typeof english> = {
  title: 'Correo electrónico',
  write: 'Invitar por correo',
  way: 'Cómo enviarla',
  byServer: 'Desde este servidor',
  byOwn: 'En mi programa',
  email: 'Correo electrónico',
  language: 'Idioma del correo',
  note: 'Unas palabras (opcional)',
  noteHint: 'Aparecen en el correo como mensaje suyo.',
  send: 'Enviar',
  onItsWay: 'El correo para {{email}} está en camino.',
  isKept: 'El correo para {{email}} queda en la bandeja de salida de este servidor.',
  keeps:
    'Este servidor aún no envía correo: lo que envíe aquí queda en su bandeja de salida, para su administrador. Use mejor su propio programa.',
  list: 'Invitaciones enviadas',
  again: 'Enviar de nuevo',
  againNamed: 'Enviar de nuevo: {{email}}',
  draft: 'Texto del correo',
  copyDraft: 'Copiar el texto',
  openOwn: 'Abrir mi programa',
  state: {
    sent: 'Enviado {{when}} por {{name}}',
    waiting: 'En camino, {{when}} por {{name}}',
    failed: 'Sin entregar, {{when}} por {{name}}',
    kept: 'En la bandeja de salida, {{when}} por {{name}}',
  },
  hint: {
    failed: 'Nadie tiene esta dirección o su servidor no responde. Compruebe la dirección.',
    kept: 'Este servidor no envía correo: solo su administrador puede leerlo.',
  },
};
