// Spanish: the organisations one belongs to, and going from one to another.
import type { organisations as english } from '../en/organisations.ts';
import type { Localised } from '../translation.ts';

export const organisations: Localised<typeof english> = {
  title: 'Organizaciones',
  lead: 'Todo en Nearhand pertenece a una de ellas. Lo que ve es de aquella en la que está.',
  manage: 'Todas las organizaciones',
  here: 'Está aquí',
  enter: 'Ir allí',
  enterNamed: 'Ir allí: {{name}}',
  rename: 'Cambiar nombre',
  renaming: {
    title: 'Cambiar el nombre de {{name}}',
    hint: 'Los clientes y los miembros ven enseguida el nombre nuevo; quien está en una sesión, en la siguiente.',
  },
  leave: 'Abandonar',
  create: 'Nueva organización',
  name: 'Nombre',
  createHint: 'Usted será su propietario e irá allí enseguida. Nadie más pertenece a ella hasta que usted invite.',
  createSubmit: 'Crear la organización',
  hostOnly: 'Las demás organizaciones las crea quien gestiona este servidor. Pídaselo si necesita una.',
  otherDomain:
    'En este servidor crean más organizaciones las personas con una dirección de ciertos dominios, y la suya no es de ellos. Pídaselo a quien lo gestiona si necesita una.',
  leaving: {
    title: '¿Abandonar {{name}}?',
    text: 'Pierde enseguida el acceso a sus solicitudes y equipos, y sus sesiones allí terminan. Para volver, alguien de allí tendrá que invitarle.',
    kept: 'Las solicitudes que creó y todo su registro de auditoría se conservan, con su nombre.',
  },
  other: {
    title: 'Ahora está en {{name}}',
    text: 'Fue allí en otra pestaña. Esta todavía muestra {{name}}.',
    goOn: 'Seguir en {{name}}',
    back: 'Volver a {{name}}',
  },
  notOwn: {
    title: 'No pertenece a esta organización',
    text: 'El enlace lleva a una organización que no es, o ya no es, una de las suyas. Quien la administra puede invitarle.',
    toOwn: 'Ver sus organizaciones',
  },
  insteadOf: 'O vaya a otra de sus organizaciones:',
};
