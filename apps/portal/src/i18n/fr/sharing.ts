// French: sharing computers.
import type { sharing as english } from '../en/sharing.ts';
import type { Localised } from '../translation.ts';

export const sharing: Localised<typeof english> = {
  open: 'Partager…',
  title: 'Partager {{name}}',
  receivedTitle: '{{name}}, partagé avec vous',
  list: 'Partagé avec',
  empty: 'Pas encore partagé.',
  add: 'Partager avec quelqu’un',
  share: 'Partager',
  may: 'Cette personne peut',
  view: 'Voir l’écran',
  control: 'Voir et contrôler',
  mouse: 'Utiliser la souris et le clavier',
  clipboard: 'Partager le texte copié',
  alsoClipboard: 'partager le texte copié',
  endDate: 'Jusqu’à la fin du (facultatif)',
  noEnd: 'sans date de fin',
  until: 'jusqu’au {{when}}',
  over: 'terminé depuis le {{when}}',
  by: 'Partagé par {{name}}',
  editNamed: 'Modifier le partage avec {{email}}',
  end: 'Arrêter le partage',
  endNamed: 'Arrêter le partage avec {{email}}',
  endText: '{{email}} perd cet ordinateur aussitôt, et une session en cours s’arrête.',
  ended: 'N’est plus partagé avec {{email}}.',
  changed: 'Le partage avec {{email}} est modifié.',
  shared:
    'Partagé avec {{email}}. Qui a un compte avec cette adresse trouve l’ordinateur dans sa liste ; sinon, un e-mail est en route, qui lui dit comment en obtenir un.',
  sharedKept:
    'Partagé avec {{email}}. Qui a un compte avec cette adresse trouve l’ordinateur dans sa liste ; ce serveur n’envoie pas d’e-mails, prévenez donc vous-même les autres.',
  markOut: 'partagé avec d’autres',
  markIn: 'partagé avec vous par {{name}}, {{organisation}}',
  receivedFrom: '{{name}}, de {{organisation}}, partage cet ordinateur avec vous.',
  receivedView: 'Vous pouvez voir son écran.',
  receivedControl: 'Vous pouvez voir son écran et utiliser sa souris et son clavier.',
  receivedClipboard: 'Ce qui est copié d’un côté peut être collé de l’autre.',
  giveUp: 'Retirer de ma liste',
  giveUpNamed: 'Retirer {{name}} de votre liste',
  giveUpText:
    'Il disparaît de votre liste dans toutes vos organisations, et une session en cours s’arrête. Seule une personne qui peut le partager peut le rétablir.',
  from: 'partagé par {{name}}, {{organisation}}',
  withheldTitle: 'Connexion à deux facteurs nécessaire',
  withheld_one: '{{organisation}} partage avec vous {{count}} ordinateur qui n’est pas affiché ici.',
  withheld_many: '{{organisation}} partage avec vous {{count}} ordinateurs qui ne sont pas affichés ici.',
  withheld_other: '{{organisation}} partage avec vous {{count}} ordinateurs qui ne sont pas affichés ici.',
  withheldHint:
    'La connexion à deux facteurs y est exigée. Activez-la, ou connectez-vous avec une clé d’accès, et ce qui est partagé apparaîtra dans cette liste.',
  withheldLink: 'Activer la connexion à deux facteurs',
};
