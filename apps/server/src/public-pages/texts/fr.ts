import type { PageTexts } from './en.ts';

export const fr: PageTexts = {
  language: 'Langue',
  home: (server: string) => `${server}, page d’accueil`,
  legal: { terms: 'Conditions d’utilisation', privacy: 'Confidentialité', imprint: 'Mentions légales' },
  join: {
    title: 'Obtenir de l’aide',
    lead: 'Saisissez les neuf chiffres que vous a donnés la personne qui vous aide.',
    code: 'Votre code',
    hint: 'Neuf chiffres, par exemple 408 080 316',
    submit: 'Continuer',
    busy: 'Un instant…',
    incomplete: 'Un code comporte neuf chiffres. Vérifiez votre saisie.',
    code_invalid:
      'Ce code ne fonctionne pas. Il est peut-être mal saisi, déjà utilisé ou expiré. Redemandez-le, chiffre par chiffre.',
    too_many_attempts: 'Trop d’essais. Attendez quelques minutes, puis réessayez.',
    proof_required: 'Beaucoup de codes erronés sont essayés en ce moment. Réessayez dans un instant.',
    failed: 'Cela n’a pas fonctionné. Vérifiez votre connexion et réessayez.',
  },
  safety: {
    title: 'Un inconnu vous a-t-il demandé de venir ici ?',
    text: 'Alors arrêtez-vous. Ni les banques, ni les autorités, ni les fabricants d’ordinateurs n’appellent pour demander cela. Ne continuez que si vous avez vous-même demandé de l’aide.',
  },
  invitation: {
    title: (technician) => `${technician} souhaite vous aider`,
    from: (organisation) => `de ${organisation}`,
    lead: 'C’est vous qui décidez. Rien n’est partagé avant que vous n’appuyiez sur « Autoriser », et vous pouvez arrêter à tout moment.',
    steps: 'Voici ce qui va se passer',
    step1: 'Vous lancez le programme d’aide sur cet ordinateur.',
    step2: (technician) => `Vous voyez que ${technician} demande l’accès et vous appuyez sur « Autoriser ».`,
    step3: 'Vous regardez ce qui est fait. « Terminer la session » arrête tout immédiatement.',
    started: 'Le programme est lancé. Continuez dans sa fenêtre.',
    allowed: (technician) => `Vous avez autorisé l’accès. ${technician} va se connecter.`,
    connected: (technician) => `${technician} a accès à votre ordinateur.`,
    asks: 'Ce qui sera demandé',
    view: 'Voir votre écran',
    control: 'Utiliser votre souris et votre clavier',
    program: 'Le programme d’aide',
    code: 'Votre code',
    codeHint: 'Utile seulement si le programme le demande.',
    expires: 'Valable jusqu’au',
  },
  program: {
    download: (system) => `Télécharger pour ${system}`,
    others: 'Autres systèmes',
    targets: {
      'win32-x64': 'Windows',
      'darwin-arm64': 'Mac à puce Apple',
      'darwin-x64': 'Mac à processeur Intel',
      'linux-x64': 'Linux',
      'linux-arm64': 'Linux sur ARM',
    },
    opensWindows:
      'Ouvrez ensuite le fichier. Windows ne sait pas qui l’a fait et peut avertir : choisissez « Informations complémentaires », puis « Exécuter quand même ». Votre navigateur peut demander s’il faut le conserver.',
    opensSigned: 'Ouvrez ensuite le fichier. Windows indique qui l’a fait.',
    opensMacos:
      'Ouvrez ensuite l’archive et le programme qu’elle contient. macOS ne sait pas qui l’a fait : dans Réglages Système, « Confidentialité et sécurité », choisissez « Ouvrir quand même ».',
    opensLinux: 'Décompressez ensuite l’archive et lancez le programme. Ou tout à la fois dans un terminal :',
    coming: (system) =>
      `Le programme pour ${system} est en cours de préparation sur ce serveur. Cela prend quelques minutes : rechargez ensuite cette page.`,
    downloaded: (sent, total) => `${sent} sur ${total} Mo en route vers vous`,
    checksums: 'Est-ce le bon fichier ?',
    checksumsHint: 'SHA-256 du programme, hors de son archive :',
    none: (system) => `Ce serveur ne propose pas encore le programme pour ${system}.`,
    unknownSystem: 'votre système',
    ask: 'Dites-le à la personne qui vous aide.',
    fromSource: 'Si le code source de Nearhand est à disposition, cette commande le lance :',
    copy: 'Copier',
    copied: 'Copié',
  },
  ended: {
    title: 'Cette invitation est terminée',
    lead: 'Elle a été fermée ou a expiré. Personne n’est connecté à votre ordinateur par elle.',
    again: 'Si vous avez encore besoin d’aide, demandez un nouveau lien ou un nouveau code.',
    other: 'J’ai un code',
  },
  invalid: {
    title: 'Ce lien ne fonctionne pas',
    lead: 'Il est peut-être incomplet, ou l’invitation n’est plus valable.',
    again: 'Copiez le lien entier depuis le message, ou demandez-en un nouveau.',
  },
  download: {
    title: 'Le programme d’aide',
    lead: 'Il permet à une personne de confiance de voir l’écran de cet ordinateur, et seulement après que vous avez appuyé sur « Autoriser ».',
    needCode: 'Il demande les neuf chiffres de votre invitation.',
    windows: 'Windows',
    macos: 'macOS',
    linux: 'Linux',
  },
  authority: {
    title: 'Faire confiance à ce serveur',
    lead: 'Ce serveur a créé son propre certificat. Installez son autorité une fois sur chaque ordinateur, et l’avertissement disparaît.',
    download: 'Télécharger l’autorité de certification',
    fingerprint: 'Comparez cette empreinte avec celle que votre administrateur vous a donnée :',
    windows:
      'Windows : ouvrez le fichier, choisissez « Installer un certificat », « Ordinateur local », « Autorités de certification racines de confiance ».',
    macos: 'macOS : ouvrez le fichier dans Trousseaux d’accès, puis réglez-le sur « Toujours approuver ».',
    linux:
      'Debian et Ubuntu : copiez le fichier dans /usr/local/share/ca-certificates/ et lancez update-ca-certificates.',
    firefox:
      'Firefox : Paramètres, Vie privée et sécurité, Certificats, Afficher les certificats, Autorités, Importer.',
    chrome:
      'Chrome et Edge sous Linux : Paramètres, Confidentialité et sécurité, Sécurité, Gérer les certificats, Importer.',
    android: 'Android : Paramètres, Sécurité, Chiffrement et identifiants, Installer un certificat, Certificat CA.',
    ios: 'iPhone et iPad : ouvrez le fichier, installez le profil dans Réglages, puis activez-le sous Général, Informations, Réglages des certificats.',
    scope: 'Elle ne peut se porter garante que des noms de ce serveur.',
  },
};
