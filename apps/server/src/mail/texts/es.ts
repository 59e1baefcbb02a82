// Mails in Spanish.

import type { MailTexts } from './en.ts';

export const es: MailTexts = {
  greeting: 'Hola, {name}:',
  greetingUnnamed: 'Hola:',
  below: 'Si el botón no funciona, abra esta dirección:',
  footer: 'Enviado por {server}, {url}',
  passwordReset: {
    subject: 'Una contraseña nueva para {server}',
    title: 'Elija una contraseña nueva',
    asked:
      'Alguien, probablemente usted, ha pedido una contraseña nueva para {email} el {when} desde la dirección {address}.',
    howLong:
      'El enlace sirve una sola vez y durante una hora. Al elegir una contraseña nueva se cierra su sesión en todos los dispositivos.',
    action: 'Elegir una contraseña nueva',
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
  signUp: {
    subject: 'Su contraseña para {server}',
    title: 'Le damos la bienvenida a {server}',
    how: 'Inicie sesión con su correo {email} y esta contraseña. Después elegirá una propia.',
    howLong: 'Sirve una sola vez, hasta el {when}.',
    action: 'Iniciar sesión',
    notice: 'Si no ha pedido una cuenta, no tiene que hacer nada: sin esta contraseña no se crea ninguna cuenta.',
  },
  signUpKnown: {
    subject: 'Ya tiene una cuenta en {server}',
    title: 'Ya tiene una cuenta',
    known:
      'Alguien, probablemente usted, ha intentado crear una cuenta con {email} el {when}. Esta dirección ya tiene una cuenta, así que no ha cambiado nada. Si no recuerda la contraseña, elija «¿Ha olvidado su contraseña?» en la página de inicio de sesión.',
    action: 'Iniciar sesión',
    notice: 'Si no ha sido usted, no tiene que hacer nada.',
  },
  passkeyAdded: {
    subject: 'Se ha añadido una llave de acceso a su cuenta en {server}',
    title: 'Se ha añadido una llave de acceso',
    added:
      'La llave de acceso «{passkey}» se añadió a {email} el {when}. Quien la tenga puede iniciar sesión sin contraseña.',
    notice:
      'Si no ha sido usted, quítela en su perfil ({url}), cambie la contraseña y avise a quien gestiona el servidor.',
  },
  emailCode: {
    subject: 'Su código para {server}',
    title: 'Confirme su correo electrónico nuevo',
    how: 'Escriba este código en su perfil para que {email} sea el correo de su cuenta. Nadie de {server} se lo pedirá.',
    howLong: 'Sirve una sola vez, hasta el {when}.',
    notice: 'Si no lo ha pedido, no tiene que hacer nada: sin el código no cambia nada.',
  },
  emailKnown: {
    subject: 'Se ha escrito su correo en {server}',
    title: 'Ya tiene una cuenta',
    known:
      'Alguien ha querido usar {email} para otra cuenta el {when}. Ese correo es de la suya, así que no ha cambiado nada.',
    notice: 'Si ha sido usted, use otro correo o elimine antes una de las dos cuentas. Si no, no tiene que hacer nada.',
  },
  emailChanged: {
    subject: 'Se ha cambiado su correo para {server}',
    title: 'Se ha cambiado su correo electrónico',
    changed:
      'El correo de su cuenta ha pasado de {email} a {to} el {when}. Inicie sesión con el nuevo; los mensajes llegan allí.',
    signedOut: 'Se ha cerrado la sesión en los demás dispositivos.',
    notice: 'Si no ha sido usted, avise enseguida a quien gestiona el servidor ({url}): {email} ya no abre la cuenta.',
  },
  accountDeleted: {
    subject: 'Su cuenta en {server} se ha eliminado',
    title: 'Su cuenta se ha eliminado',
    deleted:
      'La cuenta de {email} se eliminó el {when}, a petición de alguien que había iniciado sesión en ella. Ya nadie puede entrar en ella y no se puede recuperar.',
    notice: 'Si no ha sido usted, avise a quien gestiona el servidor ({url}).',
  },
  memberInvitation: {
    subject: '{inviter} le invita a {organisation}',
    title: 'Entre en {organisation}',
    invited: '{inviter} le invita a entrar en {organisation} en {server}.',
    howLong: 'El enlace sirve una sola vez, hasta el {when}. Con él entra con su cuenta, o crea una.',
    action: 'Ver la invitación',
    notice: 'Si no conoce a {inviter} ni {organisation}, no tiene que hacer nada.',
  },
  requestInvitation: {
    subject: 'Asistencia remota de {organisation}',
    title: '{inviter} quiere ayudarle',
    invited: '{inviter}, de {organisation}, le invita a una asistencia remota.',
    view: 'Recibe un pequeño programa, que se inicia una sola vez. {inviter} solo ve su pantalla si usted lo permite en ese programa. Siempre ve quién está conectado y puede terminar cuando quiera.',
    control:
      'Recibe un pequeño programa, que se inicia una sola vez. {inviter} solo ve su pantalla y usa su ratón y su teclado si usted lo permite en ese programa. Siempre ve quién está conectado y puede terminar cuando quiera.',
    how: 'Abra la invitación o escriba este código en {join}. Ambos valen hasta el {when}.',
    action: 'Abrir la invitación',
    noteFrom: 'Mensaje de {inviter}:',
    notice:
      '¿No ha pedido ayuda a {organisation}? Entonces no abra nada ni diga el código a nadie, y menos a quien le llame sin que usted lo haya pedido. Basta con borrar este correo.',
  },
  invitationDraft: {
    opening: 'Quiero ayudarle a distancia con su ordenador.',
    link: 'Abra esta dirección:',
    code: 'Escriba el código {code} en {join}',
    both: 'O escriba el código {code} en {join}',
    view: 'Recibe un pequeño programa, que se inicia una sola vez. Solo veo su pantalla si usted lo permite en ese programa. Puede terminar cuando quiera.',
    control:
      'Recibe un pequeño programa, que se inicia una sola vez. Solo veo su pantalla y uso su ratón y su teclado si usted lo permite en ese programa. Puede terminar cuando quiera.',
    valid: 'Vale hasta el {when}.',
    notice: 'Si no nos ha pedido ayuda, no abra nada ni diga el código a nadie.',
  },
  computerShared: {
    subject: '{by} comparte un equipo con usted',
    title: 'Un equipo para usted',
    shared: '{by}, de {organisation}, comparte el equipo «{computer}» con usted en {server}.',
    signUp:
      'Inicie sesión con {email}, o cree antes una cuenta con esta dirección. El equipo aparece después en su lista.',
    confirm:
      'Aparecerá en su lista cuando esté confirmada la dirección de su cuenta, {email}, que aún no lo está. Para confirmarla, elija «¿Ha olvidado su contraseña?» en la página de inicio de sesión y, con el enlace que le enviaremos, una contraseña nueva.',
    invitation:
      'Inicie sesión con {email}. En este servidor solo se crean cuentas por invitación: si aún no tiene ninguna, pida a {by} que le invite. El equipo aparece después en su lista.',
    howLong: 'Puede usarlo hasta el {when}.',
    action: 'Iniciar sesión',
    notice: 'Si no conoce a {by} ni {organisation}, no tiene que hacer nada.',
  },
  test: {
    subject: 'Correo de prueba de {server}',
    title: 'El correo funciona',
    text: 'Este es el correo de prueba que ha pedido. Su servidor puede enviar correo.',
    notice: 'No tiene que hacer nada.',
  },
};
