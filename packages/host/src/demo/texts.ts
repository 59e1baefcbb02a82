// What stands on the demo computer, in the languages of the product.

export const demoLanguages = ['en', 'fr', 'es'] as const;
export type DemoLanguage = (typeof demoLanguages)[number];

export interface DemoTexts {
  readonly locale: string;
  readonly computer: string;
  readonly notice: string;
  readonly welcomeTitle: string;
  readonly welcomeLines: readonly string[];
  readonly placeholder: string;
  readonly button: string;
  readonly clicks: (count: number) => string;
  readonly clockTitle: string;
  readonly documentsTitle: string;
  readonly documentKinds: readonly string[];
  readonly cardTitle: string;
  readonly cardLines: readonly string[];
}

export const demoTexts: Readonly<Record<DemoLanguage, DemoTexts>> = {
  en: {
    locale: 'en-GB',
    computer: 'Demo computer',
    notice: 'Nothing here can break. Try everything.',
    welcomeTitle: 'This is a demo computer',
    welcomeLines: [
      'You see and control it exactly as you would a customer’s computer.',
      'Type below, click the button, drag the note, scroll the list.',
    ],
    placeholder: 'Type something here…',
    button: 'Click me',
    clicks: (count) => (count === 0 ? 'Not clicked yet' : count === 1 ? 'Clicked once' : `Clicked ${count} times`),
    clockTitle: 'Clock',
    documentsTitle: 'Documents',
    documentKinds: ['Invoices', 'Meeting notes', 'Holiday photos'],
    cardTitle: 'Drag me',
    cardLines: ['Hold the left button', 'and put me anywhere.'],
  },
  fr: {
    locale: 'fr-FR',
    computer: 'Ordinateur de démonstration',
    notice: 'Rien ne peut casser ici. Essayez tout.',
    welcomeTitle: 'Ceci est un ordinateur de démonstration',
    welcomeLines: [
      'Vous le voyez et le contrôlez comme l’ordinateur d’un client.',
      'Écrivez, cliquez sur le bouton, déplacez la note, parcourez la liste.',
    ],
    placeholder: 'Écrivez quelque chose ici…',
    button: 'Cliquez-moi',
    clicks: (count) => (count === 0 ? 'Pas encore de clic' : count === 1 ? 'Un clic' : `${count} clics`),
    clockTitle: 'Horloge',
    documentsTitle: 'Documents',
    documentKinds: ['Factures', 'Notes de réunion', 'Photos de vacances'],
    cardTitle: 'Déplacez-moi',
    cardLines: ['Gardez le bouton gauche', 'appuyé et glissez-moi.'],
  },
  es: {
    locale: 'es-ES',
    computer: 'Equipo de demostración',
    notice: 'Aquí no se puede romper nada. Pruébelo todo.',
    welcomeTitle: 'Este es un equipo de demostración',
    welcomeLines: [
      'Lo ve y lo controla igual que el equipo de un cliente.',
      'Escriba, pulse el botón, arrastre la nota, recorra la lista.',
    ],
    placeholder: 'Escriba algo aquí…',
    button: 'Haga clic',
    clicks: (count) => (count === 0 ? 'Todavía sin clics' : count === 1 ? 'Un clic' : `${count} clics`),
    clockTitle: 'Reloj',
    documentsTitle: 'Documentos',
    documentKinds: ['Facturas', 'Notas de reunión', 'Fotos de vacaciones'],
    cardTitle: 'Arrástreme',
    cardLines: ['Mantenga el botón izquierdo', 'y déjeme donde quiera.'],
  },
};
