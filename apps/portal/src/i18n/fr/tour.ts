// French: the guided tour and the help menu.
import type { tour as english } from '../en/tour.ts';
import type { Localised } from '../translation.ts';

export const tour: Localised<typeof english> = {
  offer: 'Première visite ? Laissez-nous vous guider.',
  offerHint: 'Une minute pour l’essentiel. La visite se retrouve ensuite dans le menu d’aide.',
  start: 'Commencer la visite',
  later: 'Plus tard',
  never: 'Non merci',
  next: 'Suivant',
  back: 'Retour',
  done: 'Terminé',
  progress: '{{current}} sur {{total}}',
  helpMenu: 'Aide',
  take: 'Faire la visite',
  joinPage: 'Page pour les clients avec un code',
  downloadPage: 'Page de téléchargement pour les clients',
  support: {
    title: 'Assistance à distance',
    text: 'Créez une demande : votre client reçoit un lien ou un code. Vous voyez ici où il en est et le rejoignez d’un clic.',
  },
  computers: {
    title: 'Ordinateurs',
    text: 'Les machines que vous joignez à tout moment. L’ordinateur de démonstration est déjà là : essayez une session.',
  },
  team: {
    title: 'Équipe',
    text: 'Qui travaille avec vous, avec quels droits, et le journal de tout ce qui s’est passé.',
  },
  host: { title: 'Serveur', text: 'Vous gérez ce serveur : ses réglages et ses e-mails sont ici.' },
  bell: {
    title: 'Notifications',
    text: 'Ce qui s’est passé pendant que vous regardiez ailleurs. Vous choisissez dans votre profil ce qu’on vous signale.',
  },
  help: { title: 'Aide', text: 'Cette visite, quand vous voulez, et les pages que vos clients utilisent.' },
  you: {
    title: 'Votre menu',
    text: 'Votre profil avec photo, mot de passe et clés d’accès, la langue et la déconnexion.',
  },
};
