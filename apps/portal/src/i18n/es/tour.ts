// Spanish: the guided tour and the help menu.
import type { tour as english } from '../en/tour.ts';
import type { Localised } from '../translation.ts';

export const tour: Localised<typeof english> = {
  offer: '¿Es su primera visita? Le enseñamos lo principal.',
  offerHint: 'Un minuto para lo esencial. Después encontrará la visita en el menú de ayuda.',
  start: 'Empezar la visita',
  later: 'Más tarde',
  never: 'No, gracias',
  next: 'Siguiente',
  back: 'Atrás',
  done: 'Listo',
  progress: '{{current}} de {{total}}',
  helpMenu: 'Ayuda',
  take: 'Hacer la visita',
  joinPage: 'Página para clientes con un código',
  downloadPage: 'Página de descarga para clientes',
  support: {
    title: 'Asistencia remota',
    text: 'Cree una solicitud y su cliente recibirá un enlace o un código. Aquí ve por dónde va y se une con un clic.',
  },
  computers: {
    title: 'Equipos',
    text: 'Máquinas a las que llega en cualquier momento. El equipo de demostración ya está: conéctese y pruebe una sesión.',
  },
  team: {
    title: 'Personas',
    text: 'Quién trabaja con usted y qué puede hacer, y el registro de todo lo ocurrido.',
  },
  host: { title: 'Servidor', text: 'Usted gestiona este servidor: aquí están sus ajustes y su correo.' },
  bell: {
    title: 'Notificaciones',
    text: 'Lo que ha pasado mientras miraba otra cosa. En su perfil elige de qué se le avisa.',
  },
  help: { title: 'Ayuda', text: 'Esta visita, cuando quiera, y las páginas que usan sus clientes.' },
  you: {
    title: 'Su menú',
    text: 'Su perfil con foto, contraseña y llaves de acceso, el idioma y el cierre de sesión.',
  },
};
