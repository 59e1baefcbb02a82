// French: inviting customers by e-mail.
import type { mailing as english } from '../en/mailing.ts';
import type { Localised } from '../translation.ts';

export const mailing: Localised<typeof english> = {
  title: 'E-mail',
  write: 'Inviter par e-mail',
  way: 'Comment l’envoyer',
  byServer: 'Depuis ce serveur',
  byOwn: 'Dans ma messagerie',
  email: 'Adresse e-mail',
  language: 'Langue de l’e-mail',
  note: 'Quelques mots (facultatif)',
  noteHint: 'Ils figurent dans l’e-mail comme votre message.',
  send: 'Envoyer',
  onItsWay: 'L’e-mail pour {{email}} est en route.',
  isKept: 'L’e-mail pour {{email}} reste dans la boîte d’envoi de ce serveur.',
  keeps:
    'Ce serveur n’envoie pas encore d’e-mails : ce que vous envoyez ici reste dans sa boîte d’envoi, pour son administrateur. Utilisez plutôt votre messagerie.',
  list: 'Invitations envoyées',
  again: 'Renvoyer',
  againNamed: 'Renvoyer : {{email}}',
  draft: 'Texte de l’e-mail',
  copyDraft: 'Copier le texte',
  openOwn: 'Ouvrir ma messagerie',
  state: {
    sent: 'Envoyé {{when}} par {{name}}',
    waiting: 'En route, {{when}} par {{name}}',
    failed: 'Non remis, {{when}} par {{name}}',
    kept: 'Dans la boîte d’envoi, {{when}} par {{name}}',
  },
  hint: {
    failed: 'Personne n’a cette adresse, ou son serveur est injoignable. Vérifiez l’adresse.',
    kept: 'Ce serveur n’envoie pas d’e-mails : seul son administrateur peut le lire.',
  },
};
