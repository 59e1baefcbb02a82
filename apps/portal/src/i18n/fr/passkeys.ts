// French: passkeys.
import type { passkeys as english } from '../en/passkeys.ts';
import type { Localised } from '../translation.ts';

export const passkeys: Localised<typeof english> = {
  title: 'Clés d’accès',
  lead: 'Connectez-vous avec votre empreinte, votre visage ou le code de votre appareil, sans mot de passe. Une clé d’accès ne se devine pas, ne se vole pas par hameçonnage, et compte pour deux facteurs.',
  add: 'Ajouter une clé d’accès',
  addTitle: 'Ajouter une clé d’accès',
  addHint: 'Votre navigateur demandera ensuite votre empreinte, votre visage ou votre code.',
  name: 'Nom',
  nameHint: 'Pour la reconnaître plus tard, par exemple « Portable du bureau ».',
  none: 'Vous n’avez pas encore de clé d’accès.',
  added: 'Clé d’accès ajoutée.',
  removed: 'Clé d’accès retirée.',
  synced: 'dans votre gestionnaire de mots de passe',
  made: 'Ajoutée {{when}}',
  used: 'dernière utilisation {{when}}',
  neverUsed: 'pas encore utilisée',
  rename: 'Renommer',
  renameNamed: 'Renommer {{name}}',
  renameTitle: 'Renommer la clé d’accès',
  remove: 'Retirer',
  removeNamed: 'Retirer {{name}}',
  removeTitle: 'Retirer cette clé d’accès ?',
  removeHint:
    '« {{name}} » ne vous connectera plus ici. Supprimez-la aussi de votre appareil ou de votre gestionnaire de mots de passe.',
  freshHint: 'Votre compte n’a pas de mot de passe : vous devez vous être connecté dans les dix dernières minutes.',
  signIn: 'Utiliser une clé d’accès',
  or: 'ou',
  inPlace: 'Ou, si vous avez une clé d’accès ici, connectez-vous avec elle : elle compte pour deux facteurs.',
};
