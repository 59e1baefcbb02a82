// French: the account itself: its e-mail address and the ways into it.
import type { account as english } from '../en/account.ts';
import type { Localised } from '../translation.ts';

export const account: Localised<typeof english> = {
  signInAgain: 'Se reconnecter',
  email: {
    change: 'Modifier',
    changeNamed: 'Modifier l’adresse e-mail',
    title: 'Modifier l’adresse e-mail',
    lead: 'Vous recevez un code à la nouvelle adresse. Rien ne change tant que vous ne l’avez pas saisi.',
    new: 'Nouvelle adresse e-mail',
    send: 'Envoyer le code',
    codeLead: 'Si {{email}} peut servir ici, un code est en route. Il sert une seule fois, pendant une demi-heure.',
    code: 'Code reçu par e-mail',
    confirm: 'Modifier l’adresse',
    another: 'Utiliser une autre adresse',
    waiting: '{{email}} attend son code.',
    enterCode: 'Saisir le code',
    consequences: 'Tous vos autres appareils seront déconnectés, et l’ancienne adresse en sera prévenue par e-mail.',
    changed: 'Votre adresse e-mail est modifiée.',
  },
  providers: {
    title: 'Autres comptes',
    lead: 'Des comptes ailleurs qui ouvrent celui-ci. Une adresse e-mail seule ne suffit jamais.',
    joined: 'Ouvre votre compte',
    notJoined: 'Pas rattaché',
    withdrawn: 'Ouvrira de nouveau votre compte si la personne qui gère ce serveur le propose à nouveau',
    join: 'Rattacher',
    joinNamed: 'Rattacher {{name}}',
    joinTitle: 'Rattacher {{name}} ?',
    joinHint: 'Vous allez chez {{name}} et vous revenez. Ensuite, vous pourrez aussi vous connecter par là.',
    goOn: 'Aller chez {{name}}',
    remove: 'Retirer',
    removeNamed: 'Retirer {{name}}',
    removeTitle: 'Retirer {{name}} ?',
    removeHint: 'Vous ne pourrez plus vous connecter ici avec {{name}}. Votre compte là-bas reste tel quel.',
    removed: '{{name}} est retiré.',
    outcome: {
      joined: 'C’est fait : il ouvre désormais votre compte.',
      taken: 'Ce compte en ouvre un autre ici. Connectez-vous avec lui et retirez-le là d’abord.',
      failed: 'Cela n’a pas fonctionné, et rien n’a changé. Veuillez réessayer.',
    },
  },
  deletion: {
    link: 'Supprimer le profil',
    title: 'Supprimer votre profil ?',
    final: 'C’est définitif.',
    goes: 'Ce qui disparaît',
    goesOwn:
      'Votre profil et sa photo, vos clés d’accès, la connexion à deux facteurs, vos notifications et vos choix ; vous êtes déconnecté partout et vos sessions en cours prennent fin.',
    goesReceived_one: '{{count}} ordinateur que d’autres partagent avec vous.',
    goesReceived_many: '{{count}} ordinateurs que d’autres partagent avec vous.',
    goesReceived_other: '{{count}} ordinateurs que d’autres partagent avec vous.',
    goesOrganisation:
      '{{name}}, car personne d’autre n’en fait partie : ses ordinateurs ({{computers}} enregistrés), ses demandes ({{requests}}), ses groupes, ses files et ses rôles. Les agents y perdent leur lien.',
    goesShares_one: '{{count}} personne avec qui ils sont partagés les perd.',
    goesShares_many: '{{count}} personnes avec qui ils sont partagés les perdent.',
    goesShares_other: '{{count}} personnes avec qui ils sont partagés les perdent.',
    stays: 'Ce qui reste',
    staysLeft: '{{name}} continue sans vous, avec les demandes que vous avez créées.',
    staysShared:
      '{{name}} continue sans vous, avec les demandes que vous avez créées ; ses ordinateurs restent partagés.',
    staysAudit:
      'Les journaux d’audit gardent ce que vous avez fait, avec votre nom, aussi longtemps que l’hébergeur les garde.',
    handOverTitle: 'Passez d’abord la main',
    handOver:
      'Vous êtes la seule personne propriétaire de {{name}}, et d’autres en font partie. Rendez l’une d’elles propriétaire.',
    toTeam: 'Aller à l’équipe',
    lastHost:
      'Vous êtes la seule personne à administrer ce serveur. Qui dispose de sa ligne de commande peut en désigner une autre :',
    submit: 'Supprimer mon profil',
    deleted: 'Votre profil est supprimé. Un e-mail vous le confirme.',
  },
};
