// French: accepting an invitation to become a member.
import type { joining as english } from '../en/joining.ts';
import type { Localised } from '../translation.ts';

export const joining: Localised<typeof english> = {
  title: 'Invitation',
  heading: 'Rejoindre {{organisation}}',
  lead: '{{name}} vous invite dans {{organisation}}. Votre rôle : {{role}}.',
  emailHint: 'L’invitation a été envoyée à cette adresse.',
  submit: 'Créer le compte et rejoindre',
  join: 'Rejoindre',
  later: 'Pas maintenant',
  known: 'L’invitation a été envoyée à {{email}}, qui a un compte ici. Connectez-vous avec lui pour rejoindre.',
  other:
    'Vous êtes connecté comme {{signedInAs}}, mais l’invitation a été envoyée à {{email}}. Seul ce compte peut rejoindre.',
  signOut: 'Se déconnecter et continuer',
  stay: 'Rester connecté comme {{signedInAs}}',
  noToken: 'Ouvrez le lien entier de l’e-mail. Il se termine par # et un long mot.',
  invalid: 'Cette invitation ne fonctionne pas',
  invalidHint:
    'Elle a été utilisée ou retirée, ou elle a plus de sept jours. Demandez-en une nouvelle à la personne qui vous a invité.',
};
