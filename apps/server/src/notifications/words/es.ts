// Notifications in Spanish.

import type { NotificationWords } from './en.ts';

export const es: NotificationWords = {
  events: {
    'customer.opened': '{customer} ha abierto el enlace',
    'customer.ready': '{customer} ya le espera',
    'customer.refused': '{customer} ha rechazado el acceso',
    'customer.left': 'Se ha perdido la conexión con {customer}',
    'customer.ended': '{customer} ha terminado la asistencia',
    'request.assigned': 'Se le ha asignado {customer}',
    'queue.waiting': '{customer} está esperando y nadie ha tomado la solicitud',
    'computer.shared': '{by} comparte el equipo {computer} con usted',
    'security.signedIn': 'Nuevo inicio de sesión con {device}, dirección {address}',
    'security.passwordChanged': 'Se ha cambiado su contraseña',
    'security.emailChanged': 'Se ha cambiado su correo electrónico',
    'security.providerJoined': 'Su cuenta ya se abre con {name}',
    'security.providerRemoved': '{name} ya no abre su cuenta',
    'security.twoFactorOn': 'Se ha activado el inicio de sesión en dos pasos',
    'security.twoFactorOff': 'Se ha desactivado el inicio de sesión en dos pasos',
    'security.twoFactorReset': 'Quien gestiona el servidor ha restablecido el inicio de sesión en dos pasos',
    'security.roleChanged': 'Su función en {organisation} es ahora {role}',
  },
  roles: { owner: 'propietario', administrator: 'administrador', technician: 'técnico', auditor: 'auditor' },
  unknownDevice: 'un navegador desconocido',
  browserOnSystem: '{browser} en {system}',
  test: { title: 'Las notificaciones funcionan', text: 'Este dispositivo las muestra, también con el portal cerrado.' },
  letter: {
    several: '{count} novedades',
    severalIn: 'En {organisation}:',
    at: 'Ocurrió el {when}.',
    atIn: 'Ocurrió el {when}, en {organisation}.',
    openRequest: 'Abrir la solicitud',
    openSupport: 'Abrir la asistencia',
    openComputers: 'Abrir sus equipos',
    openProfile: 'Abrir su perfil',
    below: 'Si el botón no funciona, abra esta dirección:',
    notice: 'Recibe este correo porque no tenía el portal abierto.',
    noticeIn: 'Recibe este correo porque no tenía abierto el portal de {organisation}.',
    securityNotice:
      'Si no ha sido usted ni quien administra su organización, elija enseguida una contraseña nueva con «¿Ha olvidado su contraseña?» en la página de inicio de sesión ({url}) y avise a quien gestiona el servidor.',
    manage: 'Elegir qué correos recibe',
  },
};
