// Notifications in French.

import type { NotificationWords } from './en.ts';

export const fr: NotificationWords = {
  events: {
    'customer.opened': '{customer} a ouvert le lien',
    'customer.ready': '{customer} vous attend',
    'customer.refused': '{customer} a refusé l’accès',
    'customer.left': 'La connexion avec {customer} est perdue',
    'customer.ended': '{customer} a mis fin à l’assistance',
    'request.assigned': '{customer} vous est attribué',
    'queue.waiting': '{customer} attend, et personne n’a pris la demande',
    'computer.shared': '{by} partage l’ordinateur {computer} avec vous',
    'security.signedIn': 'Nouvelle connexion avec {device}, adresse {address}',
    'security.passwordChanged': 'Votre mot de passe a été modifié',
    'security.emailChanged': 'Votre adresse e-mail a été modifiée',
    'security.providerJoined': 'Votre compte s’ouvre désormais avec {name}',
    'security.providerRemoved': '{name} n’ouvre plus votre compte',
    'security.twoFactorOn': 'La connexion à deux facteurs a été activée',
    'security.twoFactorOff': 'La connexion à deux facteurs a été désactivée',
    'security.twoFactorReset': 'La connexion à deux facteurs a été réinitialisée par la personne qui gère le serveur',
    'security.roleChanged': 'Votre rôle dans {organisation} est désormais {role}',
  },
  roles: { owner: 'propriétaire', administrator: 'administrateur', technician: 'technicien', auditor: 'auditeur' },
  unknownDevice: 'un navigateur inconnu',
  browserOnSystem: '{browser} sous {system}',
  test: {
    title: 'Les notifications fonctionnent',
    text: 'Cet appareil les affiche, même lorsque le portail est fermé.',
  },
  letter: {
    several: '{count} nouveautés',
    severalIn: 'Dans {organisation} :',
    at: 'Cela s’est passé le {when}.',
    atIn: 'Cela s’est passé le {when}, dans {organisation}.',
    openRequest: 'Ouvrir la demande',
    openSupport: 'Ouvrir l’assistance',
    openComputers: 'Ouvrir vos ordinateurs',
    openProfile: 'Ouvrir votre profil',
    below: 'Si le bouton ne fonctionne pas, ouvrez cette adresse :',
    notice: 'Vous recevez cet e-mail parce que le portail n’était pas ouvert.',
    noticeIn: 'Vous recevez cet e-mail parce que le portail de {organisation} n’était pas ouvert chez vous.',
    securityNotice:
      'Si ce n’était ni vous ni un administrateur de votre organisation, choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? » sur la page de connexion ({url}), et prévenez la personne qui gère le serveur.',
    manage: 'Choisir les e-mails que vous recevez',
  },
};
