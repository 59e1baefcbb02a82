// Spanish: passkeys.
import type { passkeys as english } from '../en/passkeys.ts';
import type { Localised } from '../translation.ts';

export const passkeys: Localised<typeof english> = {
  title: 'Llaves de acceso',
  lead: 'Inicie sesión con la huella, la cara o el PIN de su dispositivo, sin contraseña. Una llave de acceso no se adivina ni se roba con engaños, y cuenta como dos factores.',
  add: 'Añadir una llave de acceso',
  addTitle: 'Añadir una llave de acceso',
  addHint: 'A continuación, el navegador le pedirá la huella, la cara o el PIN.',
  name: 'Nombre',
  nameHint: 'Para reconocerla más tarde, por ejemplo «Portátil del trabajo».',
  none: 'Todavía no tiene ninguna llave de acceso.',
  added: 'Llave de acceso añadida.',
  removed: 'Llave de acceso quitada.',
  synced: 'en su gestor de contraseñas',
  made: 'Añadida {{when}}',
  used: 'usada por última vez {{when}}',
  neverUsed: 'sin usar todavía',
  rename: 'Cambiar el nombre',
  renameNamed: 'Cambiar el nombre de {{name}}',
  renameTitle: 'Cambiar el nombre de la llave',
  remove: 'Quitar',
  removeNamed: 'Quitar {{name}}',
  removeTitle: '¿Quitar esta llave de acceso?',
  removeHint:
    '«{{name}}» dejará de abrir su cuenta aquí. Bórrela también en su dispositivo o en su gestor de contraseñas.',
  freshHint: 'Su cuenta no tiene contraseña: tiene que haber iniciado sesión en los últimos diez minutos.',
  signIn: 'Usar una llave de acceso',
  or: 'o',
  inPlace: 'O, si tiene aquí una llave de acceso, inicie sesión con ella: cuenta como dos factores.',
};
