// Spanish: signing up, and the host's legal links.
export const signUp = {
  title: 'Crear una cuenta',
  new: '¿Es nuevo aquí?',
  known: '¿Ya tiene una cuenta?',
  lead: 'Escriba su correo electrónico. Recibirá una contraseña para iniciar sesión por primera vez.',
  leadDomains:
    'Escriba su correo electrónico de trabajo. Recibirá una contraseña para iniciar sesión por primera vez. Este servidor solo acepta direcciones de ciertas organizaciones.',
  submit: 'Enviarme una contraseña',
  sentLead:
    'Un correo está en camino a {{email}}. Inicie sesión con la contraseña que contiene; sirve una sola vez, durante 24 horas.',
  toSignIn: 'Ir a la página de inicio de sesión',
  closed: 'A este servidor se entra por invitación',
  closedHint: 'Pida una invitación a alguien que lo use, o una cuenta a quien lo gestiona.',
  activate: 'Le damos la bienvenida',
  activateLead: 'Su dirección está confirmada. Diga quién es y elija una contraseña propia; después ya estará dentro.',
  finish: 'Crear mi cuenta',
  legal: { terms: 'Condiciones de uso', privacy: 'Privacidad', imprint: 'Aviso legal' },
  continueWith: 'Continuar con {{name}}',
  providerErrors: {
    closed: 'Este servidor no acepta cuentas nuevas de este modo. Pregunte a quien lo gestiona.',
    notLinked:
      'Ya hay una cuenta con su correo. Inicie sesión con su contraseña y una esta en su perfil; si no la conoce, elija antes «¿Ha olvidado su contraseña?».',
    noEmail: 'El proveedor no ha indicado su correo, que aquí es necesario.',
    stale: 'El proveedor no ha vuelto a preguntar quién es usted. Cierre antes la sesión allí y vuelva a intentarlo.',
    failed: 'No se ha podido iniciar sesión allí. Inténtelo de nuevo.',
  },
};
