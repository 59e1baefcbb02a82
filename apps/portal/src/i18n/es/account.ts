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
  providers: {
    title: 'Otras cuentas',
    lead: 'Cuentas de otros sitios que abren esta. Un correo electrónico por sí solo nunca basta.',
    joined: 'Abre su cuenta',
    notJoined: 'Sin unir',
    withdrawn: 'Volverá a abrir su cuenta si quien gestiona este servidor la ofrece de nuevo',
    join: 'Unir',
    joinNamed: 'Unir {{name}}',
    joinTitle: '¿Unir {{name}}?',
    joinHint: 'Irá a {{name}} y volverá. Desde entonces podrá iniciar sesión también con esa cuenta.',
    goOn: 'Ir a {{name}}',
    remove: 'Quitar',
    removeNamed: 'Quitar {{name}}',
    removeTitle: '¿Quitar {{name}}?',
    removeHint: 'Ya no podrá iniciar sesión aquí con {{name}}. Su cuenta allí sigue igual.',
    removed: '{{name}} se ha quitado.',
    outcome: {
      joined: 'Listo: desde ahora abre su cuenta.',
      taken: 'Esa cuenta abre otra aquí. Inicie sesión con ella y quítela allí primero.',
      failed: 'No ha funcionado y no ha cambiado nada. Inténtelo de nuevo.',
    },
  },
  deletion: {
    link: 'Eliminar el perfil',
    title: '¿Eliminar su perfil?',
    final: 'No se puede deshacer.',
    goes: 'Lo que desaparece',
    goesOwn:
      'Su perfil con su foto, sus llaves de acceso, el inicio de sesión en dos pasos, sus notificaciones y preferencias; se cierra su sesión en todas partes y terminan sus conexiones en curso.',
    goesReceived_one: '{{count}} equipo que otros comparten con usted.',
    goesReceived_many: '{{count}} equipos que otros comparten con usted.',
    goesReceived_other: '{{count}} equipos que otros comparten con usted.',
    goesOrganisation:
      '{{name}}, porque nadie más pertenece a ella: sus equipos ({{computers}} registrados), sus solicitudes ({{requests}}), grupos, colas y funciones. Los agentes de allí quedan desvinculados.',
    goesShares_one: '{{count}} persona con quien se comparten los pierde.',
    goesShares_many: '{{count}} personas con quienes se comparten los pierden.',
    goesShares_other: '{{count}} personas con quienes se comparten los pierden.',
    stays: 'Lo que queda',
    staysLeft: '{{name}} sigue sin usted, con las solicitudes que creó.',
    staysShared: '{{name}} sigue sin usted, con las solicitudes que creó; sus equipos siguen compartidos.',
    staysAudit: 'Los registros de auditoría conservan lo que hizo, con su nombre, mientras el anfitrión los conserve.',
    handOverTitle: 'Antes, ceda la propiedad',
    handOver:
      'Usted es el único propietario de {{name}} y hay más personas en ella. Nombre propietaria a una de ellas.',
    toTeam: 'Ir al equipo',
    lastHost:
      'Usted es el único administrador de este servidor. Quien tenga su línea de comandos puede nombrar a otro:',
    submit: 'Eliminar mi perfil',
    deleted: 'Su perfil se ha eliminado. Un correo se lo confirma.',
  },
};
