// Spanish.

import type { Texts } from './en.ts';

export const es: Texts = {
  languageName: 'Español',
  language: 'Idioma',
  windowTitle: 'Asistencia remota',

  tabSession: 'Sesión',
  tabAccount: 'Cuenta',
  accountTitle: 'Este ordenador',
  accountNone: 'No está vinculado a ninguna cuenta. Nada de este programa queda en el ordenador cuando termina.',
  showWindow: 'Mostrar la ventana',
  close: 'Cerrar',

  connectingTitle: 'Preparando…',
  connectingText: 'Conectando con el servidor. Tarda un momento.',

  codeTitle: 'Escriba su código',
  codeText: 'La persona que le ayuda le dio nueve cifras.',
  codeLabel: 'Su código',
  codeExample: 'Por ejemplo 408 080 316',
  codeContinue: 'Continuar',
  codeShape: 'Un código tiene nueve cifras. Revíselo, por favor.',
  code_invalid:
    'Este código no funciona. Puede estar mal escrito, ya usado o ser demasiado antiguo. Inténtelo otra vez o pida uno nuevo.',
  agent_key_refused: 'Este código ya se usó en otro ordenador. Pida uno nuevo.',
  too_many_attempts: 'Hubo demasiados intentos. Espere un minuto, por favor.',
  proof_required: 'El servidor recibe demasiados códigos falsos. Inténtelo otra vez dentro de un minuto.',

  askingTitle: '{technician} quiere ayudarle',
  askingFrom: 'de {organisation}',
  askingIntro: 'Si lo permite, {technician} podrá:',
  permission_view: 'Ver su pantalla',
  permission_view_more: 'todo lo que hay en ella, hasta que termine la sesión',
  permission_control: 'Usar su ratón y su teclado',
  permission_control_more: 'como si estuviera a su lado; usted también los sigue usando',
  needsView: 'Deje marcado «Ver su pantalla» o elija Rechazar.',
  warningTitle: '¿Ha pedido usted esta ayuda?',
  warningText:
    'Si alguien le llamó sin que usted lo pidiera, elija Rechazar. Ni su banco, ni la policía, ni una empresa de programas le llamará para mirar su pantalla.',
  allow: 'Permitir',
  deny: 'Rechazar',
  askingEnd: 'Puede terminar en cualquier momento.',

  waitingTitle: 'Esperando a {technician}',
  waitingText: 'Usted permitió el acceso. Todavía no hay nadie conectado y nadie ve su pantalla.',
  waitingKeep: 'Deje esta ventana abierta, por favor.',
  changedMind: 'He cambiado de opinión',

  activeOneTitle: '{name} tiene acceso a este ordenador',
  activeManyTitle: '{count} personas tienen acceso a este ordenador',
  activeSince: 'desde las {time}',
  activeInterrupted: 'conexión perdida, vuelve enseguida…',
  activeMay: 'Lo que está permitido ahora',
  activeView: 'Se puede ver su pantalla',
  activeControl: 'Se pueden usar el ratón y el teclado',
  activeControlOff: 'No se pueden usar el ratón ni el teclado',
  activeUntick: 'Desmarque la casilla para retirarlo.',
  takeBack: 'Retirar',
  wordsTitle: 'Compruebe que es la persona correcta',
  wordsText: 'Pida a {name} que le lea estas palabras. Deben ser las mismas:',
  wordsMany: 'Pida a cada persona que le lea sus palabras. Deben ser las mismas:',
  end: 'Terminar la sesión',
  closeEnds: 'Cerrar esta ventana también termina la sesión.',

  endedTitle: 'La sesión ha terminado',
  ended_customer: 'Usted la terminó. No hay nadie conectado a este ordenador.',
  ended_technician: 'La terminó la persona que le ayudaba. No hay nadie conectado a este ordenador.',
  ended_expired: 'El plazo de esta solicitud ha pasado. No hay nadie conectado a este ordenador.',
  ended_noAnswer: 'No hubo respuesta, así que nadie tuvo acceso.',
  ended_stopped: 'El programa se detuvo. No hay nadie conectado a este ordenador.',
  receipt: 'Qué ha pasado',
  receiptNobody: 'No hubo nadie conectado.',
  receiptVisit: '{name} ({organisation}), de {from} a {to}',
  receipt_view: 'vio la pantalla',
  'receipt_view,control': 'vio la pantalla, podía usar el ratón y el teclado',
  closeWindow: 'Puede cerrar esta ventana.',

  deniedTitle: 'Se rechazó el acceso',
  deniedText: 'Nadie estuvo conectado a este ordenador y nadie puede conectarse.',
  deniedMistake: '¿Fue un error? Pida una nueva invitación.',

  failedTitle: 'No ha funcionado',
  failed_other: 'Algo salió mal. Pida una nueva invitación a la persona que le ayuda.',
  failed_identity_changed:
    'El servidor no es el que este programa conoce. Para protegerle, el programa no se conecta con él.',
  failed_protocol_unsupported: 'Este programa es demasiado antiguo para el servidor. Descárguelo otra vez, por favor.',
  failed_agent_replaced: 'El programa se abrió por segunda vez. Use la otra ventana.',
  failed_enrolment_token_invalid: 'El código de vinculación es incorrecto, está agotado o ha caducado.',

  offline: 'Sin conexión con el servidor. Intentándolo otra vez…',
  lostTitle: 'El programa ya no está en marcha',
  lostText:
    'No hay nadie conectado por esta ventana. Si todavía quiere ayuda, abra el programa otra vez; esta página continuará sola.',
  limit_noDesktop: 'Este ordenador no tiene ninguna pantalla que mostrar.',
  limit_wayland:
    'Este escritorio usa Wayland, que todavía no se puede mostrar. Vuelva a entrar con «Xorg» o «X11» para recibir ayuda.',
  failedAnswer: 'No ha funcionado. Inténtelo otra vez, por favor.',

  terminalAsk: 'Escriba un número y pulse Intro:',
  terminalAllowAll: 'Permitir',
  terminalAllowView: 'Permitir solo mirar, sin ratón ni teclado',
  terminalDeny: 'Rechazar (también cerrando esta ventana)',
  terminalCode: 'Su código (nueve cifras) y después Intro:',
  terminalEnd: 'Terminar la sesión',
  terminalTakeBack: 'Retirar el ratón y el teclado',
  terminalWords: 'Palabras para comparar: {words}',
};
