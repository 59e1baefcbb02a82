// Spanish: sharing computers.
import type { sharing as english } from '../en/sharing.ts';
import type { Localised } from '../translation.ts';

export const sharing: Localised<typeof english> = {
  open: 'Compartir…',
  title: 'Compartir {{name}}',
  receivedTitle: '{{name}}, compartido con usted',
  list: 'Compartido con',
  empty: 'Todavía no se comparte.',
  add: 'Compartir con alguien',
  share: 'Compartir',
  may: 'Esa persona puede',
  view: 'Ver la pantalla',
  control: 'Ver y controlar',
  mouse: 'Usar el ratón y el teclado',
  clipboard: 'Compartir el texto copiado',
  alsoClipboard: 'compartir el texto copiado',
  endDate: 'Hasta el final del (opcional)',
  noEnd: 'sin fecha de fin',
  until: 'hasta el {{when}}',
  over: 'terminado desde el {{when}}',
  by: 'Compartido por {{name}}',
  editNamed: 'Cambiar lo compartido con {{email}}',
  end: 'Dejar de compartir',
  endNamed: 'Dejar de compartir con {{email}}',
  endText: '{{email}} pierde este equipo en el acto, y una sesión en curso termina.',
  ended: 'Ya no se comparte con {{email}}.',
  changed: 'Ha cambiado lo compartido con {{email}}.',
  shared:
    'Compartido con {{email}}. Quien tenga una cuenta con esta dirección encuentra el equipo en su lista; si no, va en camino un correo que le dice cómo obtener una.',
  sharedKept:
    'Compartido con {{email}}. Quien tenga una cuenta con esta dirección encuentra el equipo en su lista; este servidor no envía correo, así que avise usted mismo a los demás.',
  markOut: 'compartido con otros',
  markIn: 'compartido con usted por {{name}}, {{organisation}}',
  receivedFrom: '{{name}}, de {{organisation}}, comparte este equipo con usted.',
  receivedView: 'Puede ver su pantalla.',
  receivedControl: 'Puede ver su pantalla y usar su ratón y su teclado.',
  receivedClipboard: 'Lo que se copia en un lado se puede pegar en el otro.',
  giveUp: 'Quitar de mi lista',
  giveUpNamed: 'Quitar {{name}} de su lista',
  giveUpText:
    'Desaparece de su lista en todas sus organizaciones, y una sesión en curso termina. Solo quien pueda compartirlo puede devolverlo.',
  from: 'compartido por {{name}}, {{organisation}}',
  withheldTitle: 'Hace falta el inicio de sesión en dos pasos',
  withheld_one: '{{organisation}} comparte con usted {{count}} equipo que no se muestra aquí.',
  withheld_many: '{{organisation}} comparte con usted {{count}} equipos que no se muestran aquí.',
  withheld_other: '{{organisation}} comparte con usted {{count}} equipos que no se muestran aquí.',
  withheldHint:
    'Allí se exige el inicio de sesión en dos pasos. Actívelo, o inicie sesión con una llave de acceso, y lo compartido aparecerá en esta lista.',
  withheldLink: 'Activar el inicio de sesión en dos pasos',
};
