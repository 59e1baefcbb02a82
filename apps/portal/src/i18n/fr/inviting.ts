// French: inviting members by e-mail.
import type { inviting as english } from '../en/inviting.ts';
import type { Localised } from '../translation.ts';

export const inviting: Localised<typeof english> = {
  button: 'Inviter',
  title: 'Inviter un membre',
  send: 'Envoyer l’invitation',
  roles: {
    owner: 'Peut tout faire, et décider qui d’autre est propriétaire.',
    administrator: 'Peut tout faire ici, membres compris.',
    technician: 'Aide les clients et se connecte aux ordinateurs.',
    auditor: 'Voit tout et ne change rien.',
  },
  sent: '{{email}} est invité',
  sentHint: 'L’e-mail avec le lien est en route. Le lien sert une seule fois, pendant sept jours.',
  keptHint:
    'Ce serveur n’envoie pas d’e-mail : son administrateur trouve le lien dans la boîte d’envoi. Il sert une seule fois, pendant sept jours.',
  another: 'Inviter quelqu’un d’autre',
  done: 'Terminé',
  open: 'Invitations en attente',
  as: '{{role}}, invitation de {{name}}',
  until: 'Valable jusqu’au {{when}}',
  invalid: 'N’est plus valable',
  again: 'Renvoyer',
  againNamed: 'Renvoyer : {{email}}',
  sentAgain: '{{email}} reçoit un nouveau lien. Le précédent ne fonctionne plus.',
  keptAgain: 'Un nouveau lien pour {{email}} est dans la boîte d’envoi du serveur. Le précédent ne fonctionne plus.',
  withdraw: 'Retirer',
  withdrawNamed: 'Retirer l’invitation de {{email}}',
  withdrawn: 'L’invitation de {{email}} est retirée.',
};
