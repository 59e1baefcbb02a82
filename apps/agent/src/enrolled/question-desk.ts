// Consent for a computer whose policy says *ask*: one question per session, in a window of its own, with the indicator
// and *End session* for as long as the session lasts. One session at a time: the answer to one is no answer to another.

import { AppError, type Clock, type Disposable } from '@nearhand/base';
import { type ErrorCode, intersectPermissions, type Permission, type Ticket } from '@nearhand/protocol';
import { isFinal } from '../consent/consent-states.ts';
import type { ParticipantView } from '../consent/consent-view.ts';
import type { Away } from '../consent/away.ts';
import type { ConsentWindow } from '../consent/consent-window.ts';
import type { LocalConsent } from '../link/doorkeeper.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';

/** A yes that nobody follows up is over after this. */
const arrivalMs = 60_000;

export interface QuestionDeskOptions {
  readonly local: LocalPermissions;
  /** At most these are asked for. */
  readonly limit: () => readonly Permission[];
  /** Opens a window for one session. */
  readonly openWindow: () => Promise<ConsentWindow>;
  readonly endSession: () => void;
  /** Nobody is asked for any more. */
  readonly onIdle: () => void;
  readonly clock: Clock;
}

interface Question {
  readonly sessionId: string;
  readonly opening: Promise<ConsentWindow>;
  window: ConsentWindow | null;
}

export class QuestionDesk implements LocalConsent, Disposable {
  readonly #options: QuestionDeskOptions;
  #question: Question | null = null;
  #arrival: Disposable | null = null;
  #away: Away = 'no';

  constructor(options: QuestionDeskOptions) {
    this.#options = options;
  }

  get local(): LocalPermissions {
    return this.#options.local;
  }

  get asking(): boolean {
    return this.#question?.window?.flow.state.kind === 'asking';
  }

  get busy(): boolean {
    return this.#question !== null;
  }

  async admit(ticket: Ticket, picture?: string): Promise<void> {
    const question = this.#question;
    if (question === null) return this.#ask(ticket, picture);
    const window = await question.opening;
    if (question.sessionId === ticket.sessionId && window.flow.granted) return;
    throw new AppError<ErrorCode>('agent_busy', 'Somebody else is being served');
  }

  showParticipants(participants: readonly ParticipantView[]): void {
    if (participants.length > 0) this.#arrival?.dispose();
    const flow = this.#question?.window?.flow;
    if (!flow?.granted) return;
    const wasActive = flow.state.kind === 'active';
    flow.showParticipants(participants);
    if (wasActive && participants.length === 0) flow.end('technician');
  }

  /** The person ends it from elsewhere than its window. False: nobody was asked for. */
  end(): boolean {
    const window = this.#question?.window ?? null;
    window?.flow.end('customer');
    return window !== null;
  }

  setAway(away: Away): void {
    this.#away = away;
    this.#question?.window?.setAway(away);
  }

  dispose(): void {
    this.#arrival?.dispose();
    this.#question?.window?.dispose();
  }

  async #ask(ticket: Ticket, picture: string | undefined): Promise<void> {
    const question: Question = { sessionId: ticket.sessionId, opening: this.#options.openWindow(), window: null };
    this.#question = question;
    const window = await question.opening.catch((error: unknown) => {
      // Without a window there is no question that could stand in the way of the next.
      this.#question = null;
      throw error;
    });
    question.window = window;
    window.setAway(this.#away);
    const answered = new Promise<boolean>((resolve) => {
      let granted = false;
      window.flow.onChanged.on(({ kind }) => {
        granted ||= kind === 'waiting';
        if (kind === 'waiting') resolve(true);
        if (!isFinal(kind)) return;
        resolve(false);
        // Without a yes there is nothing to end: the viewer is told so by the refusal.
        if (granted) this.#options.endSession();
        void this.#close(window);
      });
    });
    const { name, organisation } = ticket.principal;
    const asked = intersectPermissions(ticket.permissions, this.#options.limit());
    window.flow.ask({ technician: name, organisation, picture }, asked);
    if (!(await answered)) {
      throw new AppError<ErrorCode>('consent_missing', 'The person at the computer did not allow it');
    }
    this.#arrival = this.#options.clock.setTimer(arrivalMs, () => window.flow.end('noAnswer'));
  }

  async #close(window: ConsentWindow): Promise<void> {
    this.#arrival?.dispose();
    this.#question = null;
    // The consent takes back what it gave first.
    queueMicrotask(this.#options.onIdle);
    await window.frontEnd.finished();
    window.dispose();
  }
}
