// A way to talk to the person at the computer: the page or the terminal. Shows what it is given and hands answers up; it
// decides nothing.

import type { Disposable, Event } from '@nearhand/base';
import type { ConsentAnswer, ConsentView } from './consent-view.ts';

export interface ConsentFrontEnd extends Disposable {
  show(view: ConsentView): void;
  /**
   * A listener that throws AppError refuses the answer; the front end says so and nothing has changed.
   */
  readonly onAnswer: Event<ConsentAnswer>;
  /** Whether somebody can see it: false when the last page was closed. */
  readonly onPresence: Event<boolean>;
  /** Seen from the beginning, without being opened: the terminal. */
  readonly alwaysVisible: boolean;
  /** For whoever started the program once more. False: there is nothing to bring. */
  bringForward(): boolean;
  /** Resolves when the last view has been seen, or there is nobody to see it. */
  finished(): Promise<void>;
}
