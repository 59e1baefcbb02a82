// Mails in Spanish.

import type { MailTexts } from './en.ts';

export const es: MailTexts = {
  greeting: 'Hola, {name}:',
  footer: 'Enviado por {server}, {url}',
  passwordReset: {
    subject: 'Una contraseña nueva para {server}',
    title: 'Elija una contraseña nueva',
    asked:
      'Alguien, probablemente usted, ha pedido una contraseña nueva para {email} el {when} desde la dirección {address}.',
    howLong:
      'El enlace sirve una sola vez y durante una hora. Al elegir una contraseña nueva se cierra su sesión en todos los dispositivos.',
    action: 'Elegir una contraseña nueva',
    below: 'Si el botón no funciona, abra esta dirección:',
    notice: 'Si no la ha pedido, no tiene que hacer nada: su contraseña sigue siendo la misma.',
  },
  passwordChanged: {
    subject: 'Se ha cambiado su contraseña de {server}',
    title: 'Se ha cambiado su contraseña',
    changed: 'La contraseña de {email} se ha cambiado el {when}.',
    reset: 'Se ha cerrado la sesión en todos los dispositivos.',
    notice:
      'Si no ha sido usted, elija enseguida una contraseña nueva con «¿Ha olvidado su contraseña?» en la página de inicio de sesión ({url}) y avise a quien gestiona el servidor.',
  },
  test: {
    subject: 'Correo de prueba de {server}',
    title: 'El correo funciona',
    text: 'Este es el correo de prueba que ha pedido. Su servidor puede enviar correo.',
    notice: 'No tiene que hacer nada.',
  },
};
