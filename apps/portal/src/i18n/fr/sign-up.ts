// French: signing up, and the host's legal links.
export const signUp = {
  title: 'Créer un compte',
  new: 'Nouveau ici ?',
  known: 'Vous avez un compte ?',
  lead: 'Saisissez votre adresse e-mail. Vous recevrez un mot de passe pour votre première connexion.',
  leadDomains:
    'Saisissez votre adresse e-mail professionnelle. Vous recevrez un mot de passe pour votre première connexion. Ce serveur n’accepte que les adresses de certaines organisations.',
  submit: 'M’envoyer un mot de passe',
  sentLead:
    'Un e-mail est en route vers {{email}}. Connectez-vous avec le mot de passe qu’il contient ; il sert une seule fois, dans les 24 heures.',
  toSignIn: 'Aller à la page de connexion',
  closed: 'Ce serveur est sur invitation',
  closedHint: 'Demandez une invitation à quelqu’un qui l’utilise, ou un compte à la personne qui le gère.',
  activate: 'Bienvenue',
  activateLead:
    'Votre adresse est confirmée. Dites qui vous êtes et choisissez votre propre mot de passe ; ensuite, vous y êtes.',
  finish: 'Créer mon compte',
  legal: { terms: 'Conditions d’utilisation', privacy: 'Confidentialité', imprint: 'Mentions légales' },
  continueWith: 'Continuer avec {{name}}',
  providerErrors: {
    closed: 'Ce serveur n’accepte pas de nouveaux comptes de cette façon. Demandez à la personne qui le gère.',
    notLinked:
      'Un compte avec votre adresse e-mail existe déjà. Connectez-vous avec son mot de passe, puis rattachez celui-ci dans votre profil ; si vous ne le connaissez pas, choisissez d’abord « Mot de passe oublié ? ».',
    noEmail: 'Le fournisseur n’a pas indiqué votre adresse e-mail, qui est nécessaire ici.',
    stale: 'Le fournisseur n’a pas redemandé qui vous êtes. Déconnectez-vous d’abord chez lui, puis réessayez.',
    failed: 'La connexion n’y a pas abouti. Veuillez réessayer.',
  },
};
