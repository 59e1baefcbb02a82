// French.

import type { Texts } from './en.ts';

export const fr: Texts = {
  languageName: 'Français',
  language: 'Langue',
  windowTitle: 'Assistance à distance',

  tabSession: 'Session',
  tabChat: 'Messages',
  tabChatUnread: 'Messages ({count} non lus)',
  chatTitle: 'Vous écrire',
  chatYou: 'Vous',
  chatLabel: 'Votre message',
  chatSend: 'Envoyer',
  chatHint:
    'Seules les personnes qui vous aident ici lisent ceci. N’écrivez jamais de mot de passe ni de numéro de carte, même si on vous le demande.',
  chatNobody: 'Personne n’est encore connecté. Ce que vous écrivez sera lu à l’arrivée de quelqu’un.',
  chatEmpty: 'Rien n’a encore été écrit.',
  chatNew: 'nouveau message',
  chatFailed: 'Le message n’est pas parti. Attendez un instant et réessayez.',
  tabAccount: 'Compte',
  accountTitle: 'Cet ordinateur',
  accountNone: 'Il n’est lié à aucun compte. Rien de ce programme ne reste sur l’ordinateur quand il se termine.',
  showWindow: 'Afficher la fenêtre',
  close: 'Fermer',

  connectingTitle: 'Préparation…',
  connectingText: 'Connexion au serveur. Cela prend un instant.',

  codeTitle: 'Saisissez votre code',
  codeText: 'La personne qui vous aide vous a donné neuf chiffres.',
  codeLabel: 'Votre code',
  codeExample: 'Par exemple 408 080 316',
  codeContinue: 'Continuer',
  codeShape: 'Un code compte neuf chiffres. Vérifiez, s’il vous plaît.',
  code_invalid:
    'Ce code ne fonctionne pas. Il est peut-être mal saisi, déjà utilisé ou trop ancien. Réessayez ou demandez-en un nouveau.',
  agent_key_refused: 'Ce code a déjà servi sur un autre ordinateur. Demandez-en un nouveau.',
  too_many_attempts: 'Il y a eu trop d’essais. Attendez une minute, s’il vous plaît.',
  proof_required: 'Le serveur reçoit trop de codes faux. Réessayez dans une minute.',

  askingTitle: '{technician} souhaite vous aider',
  askingFrom: 'de {organisation}',
  askingIntro: 'Si vous l’autorisez, {technician} pourra :',
  permission_view: 'Voir votre écran',
  permission_view_more: 'tout ce qui s’y trouve, jusqu’à la fin de la session',
  permission_control: 'Utiliser votre souris et votre clavier',
  permission_control_more: 'comme à côté de vous ; vous gardez la main aussi',
  needsView: 'Laissez « Voir votre écran » coché, ou choisissez Refuser.',
  warningTitle: 'Avez-vous demandé cette aide ?',
  warningText:
    'Si quelqu’un vous a appelé sans que vous l’ayez demandé, choisissez Refuser. Ni votre banque, ni la police, ni un éditeur de logiciels ne vous appellera pour regarder votre écran.',
  allow: 'Autoriser',
  deny: 'Refuser',
  askingEnd: 'Vous pouvez arrêter à tout moment.',

  waitingTitle: 'En attente de {technician}',
  waitingText: 'Vous avez autorisé l’accès. Personne n’est encore connecté et personne ne voit votre écran.',
  waitingKeep: 'Gardez cette fenêtre ouverte, s’il vous plaît.',
  changedMind: 'J’ai changé d’avis',

  activeOneTitle: '{name} a accès à cet ordinateur',
  activeManyTitle: '{count} personnes ont accès à cet ordinateur',
  activeSince: 'depuis {time}',
  activeInterrupted: 'connexion perdue, elle revient…',
  activeMay: 'Ce qui est autorisé maintenant',
  activeView: 'Votre écran peut être vu',
  activeControl: 'Souris et clavier peuvent être utilisés',
  activeControlOff: 'Souris et clavier ne peuvent pas être utilisés',
  activeUntick: 'Décochez pour reprendre la main.',
  takeBack: 'Reprendre',
  wordsTitle: 'Vérifiez que c’est la bonne personne',
  wordsText: 'Demandez à {name} de vous lire ces mots. Ils doivent être identiques :',
  wordsMany: 'Demandez à chaque personne de vous lire ses mots. Ils doivent être identiques :',
  end: 'Terminer la session',
  closeEnds: 'Fermer cette fenêtre termine aussi la session.',

  endedTitle: 'La session est terminée',
  ended_customer: 'Vous l’avez terminée. Personne n’est connecté à cet ordinateur.',
  ended_technician: 'La personne qui vous aidait l’a terminée. Personne n’est connecté à cet ordinateur.',
  ended_expired: 'Le délai de cette demande est passé. Personne n’est connecté à cet ordinateur.',
  ended_noAnswer: 'Il n’y a pas eu de réponse ; personne n’a donc eu accès.',
  ended_stopped: 'Le programme a été arrêté. Personne n’est connecté à cet ordinateur.',
  receipt: 'Ce qui s’est passé',
  receiptNobody: 'Personne n’a été connecté.',
  receiptVisit: '{name} ({organisation}), de {from} à {to}',
  receipt_view: 'a vu l’écran',
  'receipt_view,control': 'a vu l’écran, pouvait utiliser la souris et le clavier',
  closeWindow: 'Vous pouvez fermer cette fenêtre.',

  deniedTitle: 'L’accès a été refusé',
  deniedText: 'Personne n’a été connecté à cet ordinateur, et personne ne peut se connecter.',
  deniedMistake: 'C’était une erreur ? Demandez une nouvelle invitation.',

  failedTitle: 'Cela n’a pas fonctionné',
  failed_other: 'Un problème est survenu. Demandez une nouvelle invitation à la personne qui vous aide.',
  failed_identity_changed:
    'Ce serveur n’est pas celui que ce programme connaît. Pour vous protéger, le programme ne s’y connecte pas.',
  failed_protocol_unsupported:
    'Ce programme est trop ancien pour le serveur. Téléchargez-le de nouveau, s’il vous plaît.',
  failed_agent_replaced: 'Le programme a été démarré une deuxième fois. Utilisez l’autre fenêtre.',
  failed_enrolment_token_invalid: 'Le jeton de rattachement est faux, épuisé ou expiré.',

  offline: 'Pas de connexion au serveur. Nouvel essai…',
  lostTitle: 'Le programme ne fonctionne plus',
  lostText:
    'Personne n’est connecté par cette fenêtre. Si vous voulez encore de l’aide, redémarrez le programme ; cette page continuera d’elle-même.',
  limit_noDesktop: 'Cet ordinateur n’a pas d’écran à montrer.',
  limit_wayland:
    'Ce bureau utilise Wayland, qui ne peut pas encore être montré. Reconnectez-vous avec « Xorg » ou « X11 » pour être aidé.',
  failedAnswer: 'Cela n’a pas fonctionné. Réessayez, s’il vous plaît.',

  terminalAsk: 'Tapez un chiffre, puis Entrée :',
  terminalChat: 'Ou écrivez un message aux personnes qui vous aident, puis Entrée.',
  terminalAllowAll: 'Autoriser',
  terminalAllowView: 'Autoriser à regarder seulement, sans souris ni clavier',
  terminalDeny: 'Refuser (aussi en fermant cette fenêtre)',
  terminalCode: 'Votre code (neuf chiffres), puis Entrée :',
  terminalEnd: 'Terminer la session',
  terminalTakeBack: 'Reprendre la souris et le clavier',
  terminalWords: 'Mots à comparer : {words}',
};
