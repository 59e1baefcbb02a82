// What a native window shows, as one plain value, and what comes back. Knows nothing of consent: whoever owns the window
// maps what it means to this; backends draw it and nothing else. Texts are plain text, whatever characters they hold.

/** `problem` is read out by screen readers when it appears. */
export type TextTone = 'normal' | 'quiet' | 'problem';

/** `primary`: the one that is suggested; `danger`: ends something; `link`: a lesser way out. */
export type ButtonRole = 'primary' | 'danger' | 'plain';

export interface WindowButton {
  readonly id: string;
  readonly label: string;
  readonly role: ButtonRole;
  readonly enabled: boolean;
}

export type WindowElement =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly tone: TextTone }
  /** Somebody, with a small picture of the protocol's or with initials. `live`: connected just now. */
  | {
      readonly kind: 'person';
      readonly name: string;
      readonly detail: string;
      readonly live: boolean;
      readonly picture?: string | undefined;
    }
  /** Set apart from the rest, to be read before going on. */
  | { readonly kind: 'notice'; readonly title: string; readonly text: string }
  /** A few words to compare, large. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A box to tick; `detail` explains it. */
  | {
      readonly kind: 'check';
      readonly id: string;
      readonly label: string;
      readonly detail: string;
      readonly checked: boolean;
      readonly enabled: boolean;
    }
  /** One line to type into. `text` replaces what was typed where `revision` is another one than before. */
  | {
      readonly kind: 'field';
      readonly id: string;
      readonly label: string;
      readonly hint: string;
      readonly text: string;
      readonly revision: number;
      readonly maxLength: number;
      /** `large`: for a code that is read out and looked at twice. */
      readonly size: 'normal' | 'large';
      readonly enabled: boolean;
    }
  /** One of several. */
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly options: readonly { readonly id: string; readonly label: string }[];
      readonly chosen: string;
    }
  /** Side by side, the most likely one last. */
  | { readonly kind: 'buttons'; readonly buttons: readonly WindowButton[] }
  /** What was said, oldest first; the newest is in sight. */
  | {
      readonly kind: 'log';
      readonly label: string;
      readonly lines: readonly { readonly who: string; readonly text: string }[];
    };

export interface WindowTab {
  readonly id: string;
  readonly label: string;
  /** Not set apart where a window has one tab only. */
  readonly elements: readonly WindowElement[];
  /** Pressed by Enter in a field; null where Enter does nothing. */
  readonly defaultButton: string | null;
}

/**
 * While somebody is connected: a bar at the top of the screen that stays above everything and cannot be closed, and a
 * frame round each display.
 */
export interface WindowIndicator {
  readonly text: string;
  /** Ends it; its id is told as any other button's. */
  readonly end: { readonly id: string; readonly label: string };
  /** Brings the window back. */
  readonly open: string;
}

export interface WindowContent {
  readonly title: string;
  /** As in BCP 47, such as `fr`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Something must be answered: the window is shown and stays above others. */
  readonly urgent: boolean;
  readonly tabs: readonly WindowTab[];
  readonly indicator: WindowIndicator | null;
  /** This tab comes to the front where the revision is another one than before. */
  readonly front: { readonly tab: string; readonly revision: number };
}

export type WindowEvent =
  | { readonly type: 'pressed'; readonly id: string }
  | { readonly type: 'checked'; readonly id: string; readonly checked: boolean }
  | { readonly type: 'edited'; readonly id: string; readonly text: string }
  | { readonly type: 'chosen'; readonly id: string; readonly option: string }
  /** The person turned to another tab. */
  | { readonly type: 'turned'; readonly tab: string }
  /** The person brought the window back by the bar's button. */
  | { readonly type: 'opened' }
  /** The person closed it, or asked the system to. It stays until its owner disposes it. */
  | { readonly type: 'closed' };
