// French: the organisations one belongs to, and going from one to another.
import type { organisations as english } from '../en/organisations.ts';
import type { Localised } from '../translation.ts';

export const organisations: Localised<typeof english> = {
  title: 'Organisations',
  lead: 'Tout dans Nearhand appartient à l’une d’elles. Ce que vous voyez est de celle où vous êtes.',
  manage: 'Toutes les organisations',
  here: 'Vous êtes ici',
  enter: 'Y aller',
  enterNamed: 'Y aller : {{name}}',
  rename: 'Renommer',
  renaming: {
    title: 'Renommer {{name}}',
    hint: 'Les clients et les membres voient aussitôt le nouveau nom ; dans une session en cours, à la suivante.',
  },
  leave: 'Quitter',
  create: 'Nouvelle organisation',
  name: 'Nom',
  createHint:
    'Vous en devenez propriétaire et y allez aussitôt. Personne d’autre n’en fait partie avant votre invitation.',
  createSubmit: 'Créer l’organisation',
  hostOnly:
    'Les autres organisations sont créées par la personne qui gère ce serveur. Adressez-vous à elle s’il vous en faut une.',
  otherDomain:
    'Sur ce serveur, les personnes ayant une adresse de certains domaines créent d’autres organisations, et la vôtre n’en fait pas partie. Adressez-vous à la personne qui le gère s’il vous en faut une.',
  leaving: {
    title: 'Quitter {{name}} ?',
    text: 'Vous perdez aussitôt l’accès à ses demandes et ordinateurs, et vos sessions y prennent fin. Pour revenir, il faudra que quelqu’un vous invite.',
    kept: 'Les demandes que vous avez créées et tout son journal d’audit restent, avec votre nom.',
  },
  other: {
    title: 'Vous êtes maintenant dans {{name}}',
    text: 'Vous y êtes allé dans un autre onglet. Celui-ci montre encore {{name}}.',
    goOn: 'Continuer dans {{name}}',
    back: 'Revenir à {{name}}',
  },
  notOwn: {
    title: 'Vous ne faites pas partie de cette organisation',
    text: 'Le lien mène dans une organisation qui n’est pas, ou plus, l’une des vôtres. La personne qui l’administre peut vous inviter.',
    toOwn: 'Voir vos organisations',
  },
  insteadOf: 'Ou allez dans une autre de vos organisations :',
};
