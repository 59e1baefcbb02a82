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
};
