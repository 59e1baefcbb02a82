// Mails in French.

import type { MailTexts } from './en.ts';

export const fr: MailTexts = {
  greeting: 'Bonjour {name},',
  greetingUnnamed: 'Bonjour,',
  below: 'Si le bouton ne fonctionne pas, ouvrez cette adresse :',
  footer: 'Envoyé par {server}, {url}',
  passwordReset: {
    subject: 'Un nouveau mot de passe pour {server}',
    title: 'Choisissez un nouveau mot de passe',
    asked:
      'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {email} le {when} depuis l’adresse {address}.',
    howLong:
      'Le lien sert une seule fois et pendant une heure. Choisir un nouveau mot de passe vous déconnecte de tous vos appareils.',
    action: 'Choisir un nouveau mot de passe',
    notice: 'Si vous n’avez rien demandé, vous n’avez rien à faire : votre mot de passe ne change pas.',
  },
  passwordChanged: {
    subject: 'Votre mot de passe pour {server} a été modifié',
    title: 'Votre mot de passe a été modifié',
    changed: 'Le mot de passe de {email} a été modifié le {when}.',
    reset: 'Tous les appareils ont été déconnectés.',
    notice:
      'Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? » sur la page de connexion ({url}), et prévenez la personne qui gère le serveur.',
  },
  signUp: {
    subject: 'Votre mot de passe pour {server}',
    title: 'Bienvenue sur {server}',
    how: 'Connectez-vous avec votre adresse e-mail {email} et ce mot de passe. Vous choisirez ensuite le vôtre.',
    howLong: 'Il sert une seule fois, jusqu’au {when}.',
    action: 'Se connecter',
    notice:
      'Si vous n’avez pas demandé de compte, vous n’avez rien à faire : sans ce mot de passe, aucun compte n’est créé.',
  },
  signUpKnown: {
    subject: 'Vous avez déjà un compte sur {server}',
    title: 'Vous avez déjà un compte',
    known:
      'Quelqu’un, sans doute vous, a voulu créer un compte pour {email} le {when}. Cette adresse a déjà un compte : rien n’a changé. Si vous ne connaissez plus le mot de passe, choisissez « Mot de passe oublié ? » sur la page de connexion.',
    action: 'Se connecter',
    notice: 'Si ce n’était pas vous, vous n’avez rien à faire.',
  },
  passkeyAdded: {
    subject: 'Une clé d’accès a été ajoutée à votre compte sur {server}',
    title: 'Une clé d’accès a été ajoutée',
    added:
      'La clé d’accès « {passkey} » a été ajoutée à {email} le {when}. Qui la détient se connecte sans mot de passe.',
    notice:
      'Si ce n’était pas vous, retirez-la dans votre profil ({url}), changez votre mot de passe et prévenez la personne qui gère le serveur.',
  },
  emailCode: {
    subject: 'Votre code pour {server}',
    title: 'Confirmez votre nouvelle adresse e-mail',
    how: 'Saisissez ce code dans votre profil pour que {email} devienne l’adresse de votre compte. Personne chez {server} ne vous le demandera.',
    howLong: 'Il sert une seule fois, jusqu’au {when}.',
    notice: 'Si vous n’avez rien demandé, vous n’avez rien à faire : sans le code, rien ne change.',
  },
  emailKnown: {
    subject: 'Votre adresse a été saisie sur {server}',
    title: 'Vous avez déjà un compte',
    known:
      'Quelqu’un a voulu faire de {email} l’adresse d’un autre compte le {when}. Elle appartient au vôtre : rien n’a changé.',
    notice:
      'Si c’était vous, choisissez une autre adresse, ou supprimez d’abord l’un des deux comptes. Sinon, vous n’avez rien à faire.',
  },
  emailChanged: {
    subject: 'Votre adresse e-mail pour {server} a été modifiée',
    title: 'Votre adresse e-mail a été modifiée',
    changed:
      'L’adresse de votre compte est passée de {email} à {to} le {when}. Vous vous connectez avec la nouvelle, et les e-mails y arrivent.',
    signedOut: 'Tous les autres appareils ont été déconnectés.',
    notice:
      'Si ce n’était pas vous, prévenez tout de suite la personne qui gère le serveur ({url}) : {email} n’ouvre plus le compte.',
  },
  accountDeleted: {
    subject: 'Votre compte sur {server} est supprimé',
    title: 'Votre compte est supprimé',
    deleted:
      'Le compte de {email} a été supprimé le {when}, à la demande d’une personne qui y était connectée. Plus personne ne peut s’y connecter, et il ne peut pas être rétabli.',
    notice: 'Si ce n’était pas vous, prévenez la personne qui gère le serveur ({url}).',
  },
  memberInvitation: {
    subject: '{inviter} vous invite dans {organisation}',
    title: 'Rejoignez {organisation}',
    invited: '{inviter} vous invite à rejoindre {organisation} sur {server}.',
    howLong:
      'Le lien sert une seule fois, jusqu’au {when}. Il vous permet de rejoindre avec votre compte, ou d’en créer un.',
    action: 'Voir l’invitation',
    notice: 'Si vous ne connaissez ni {inviter} ni {organisation}, vous n’avez rien à faire.',
  },
  requestInvitation: {
    subject: 'Assistance à distance de {organisation}',
    title: '{inviter} souhaite vous aider',
    invited: '{inviter}, de {organisation}, vous invite à une assistance à distance.',
    view: 'Vous recevez un petit programme, à démarrer une seule fois. {inviter} ne voit votre écran que si vous l’autorisez dans ce programme. Vous voyez toujours qui est connecté et vous pouvez y mettre fin à tout moment.',
    control:
      'Vous recevez un petit programme, à démarrer une seule fois. {inviter} ne voit votre écran et n’utilise votre souris et votre clavier que si vous l’autorisez dans ce programme. Vous voyez toujours qui est connecté et vous pouvez y mettre fin à tout moment.',
    how: 'Ouvrez l’invitation, ou saisissez ce code sur {join}. Les deux sont valables jusqu’au {when}.',
    action: 'Ouvrir l’invitation',
    noteFrom: 'Message de {inviter} :',
    notice:
      'Vous n’avez pas demandé l’aide de {organisation} ? Alors n’ouvrez rien et ne donnez le code à personne, surtout pas à quelqu’un qui vous appelle sans que vous l’ayez demandé. Supprimez simplement cet e-mail.',
  },
  invitationDraft: {
    opening: 'Je souhaite vous aider à distance sur votre ordinateur.',
    link: 'Veuillez ouvrir cette adresse :',
    code: 'Veuillez saisir le code {code} sur {join}',
    both: 'Ou saisissez le code {code} sur {join}',
    view: 'Vous recevez un petit programme, à démarrer une seule fois. Je ne vois votre écran que si vous l’autorisez dans ce programme. Vous pouvez y mettre fin à tout moment.',
    control:
      'Vous recevez un petit programme, à démarrer une seule fois. Je ne vois votre écran et n’utilise votre souris et votre clavier que si vous l’autorisez dans ce programme. Vous pouvez y mettre fin à tout moment.',
    valid: 'C’est valable jusqu’au {when}.',
    notice: 'Si vous ne nous avez pas demandé d’aide, n’ouvrez rien et ne donnez le code à personne.',
  },
  computerShared: {
    subject: '{by} partage un ordinateur avec vous',
    title: 'Un ordinateur pour vous',
    shared: '{by}, de {organisation}, partage l’ordinateur « {computer} » avec vous sur {server}.',
    signUp:
      'Connectez-vous avec {email}, ou créez d’abord un compte avec cette adresse. L’ordinateur figure ensuite dans votre liste.',
    confirm:
      'Il figurera dans votre liste une fois confirmée l’adresse de votre compte, {email}, qui ne l’est pas encore. Pour la confirmer, choisissez « Mot de passe oublié ? » sur la page de connexion, puis un nouveau mot de passe avec le lien que nous vous enverrons.',
    invitation:
      'Connectez-vous avec {email}. Sur ce serveur, un compte ne se crée que sur invitation : si vous n’en avez pas encore, demandez à {by} de vous inviter. L’ordinateur figure ensuite dans votre liste.',
    howLong: 'Vous pouvez l’utiliser jusqu’au {when}.',
    action: 'Se connecter',
    notice: 'Si vous ne connaissez ni {by} ni {organisation}, vous n’avez rien à faire.',
  },
  test: {
    subject: 'E-mail d’essai de {server}',
    title: 'L’envoi d’e-mails fonctionne',
    text: 'Voici l’e-mail d’essai que vous avez demandé. Votre serveur peut envoyer des e-mails.',
    notice: 'Vous n’avez rien à faire.',
  },
};
