// The consent of the person at the computer: one state, moved by the table. Decides nothing about servers and viewers:
// its owner tells it what happened, and listens for what was answered.

import {
  AppError,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
} from '@nearhand/base';
import { type ErrorCode, intersectPermissions, type Permission } from '@nearhand/protocol';
import type { LocalPermissions } from '../permissions/local-permissions.ts';
import { cleanName } from './clean-name.ts';
import { type ConsentEvent, isFinal, nextConsentKind } from './consent-states.ts';
import type { Asker, ConsentState, Ending, ParticipantView } from './consent-view.ts';
import { memoryValue } from '../identity/stored-value.ts';
import { type StoredVisits, VisitRecord } from './visit-record.ts';

type CodeProblem = Extract<ConsentState, { kind: 'codeNeeded' }>['problem'];

export interface ConsentFlowOptions {
  readonly local: LocalPermissions;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A question nobody answers for this long is over, with no. */
  readonly answerTimeoutMs: number;
  /** Who was connected; absent: not for longer than the program runs. */
  readonly visits?: StoredVisits;
}

export class ConsentFlow implements Disposable {
  readonly #options: ConsentFlowOptions;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<ConsentState>());
  readonly #visits: VisitRecord;
  #state: ConsentState = { kind: 'connecting' };
  #timer: Disposable | null = null;

  /** After each change, also of what a state carries. */
  readonly onChanged: Event<ConsentState> = this.#changed;

  constructor(options: ConsentFlowOptions) {
    this.#options = options;
    this.#visits = new VisitRecord(options.clock, options.visits ?? memoryValue());
    this.#store.defer(() => this.#timer?.dispose());
  }

  get state(): ConsentState {
    return this.#state;
  }

  /** Access was given and not taken back. */
  get granted(): boolean {
    return this.#state.kind === 'waiting' || this.#state.kind === 'active';
  }

  needCode(problem: CodeProblem): void {
    this.#move('code.needed', { kind: 'codeNeeded', problem });
  }

  codeGiven(): void {
    this.#move('code.given', { kind: 'connecting' });
  }

  ask(asker: Asker, asked: readonly Permission[]): void {
    this.#move('asked', { kind: 'asking', asker: cleanAsker(asker), asked: [...asked] });
    this.#timer = this.#options.clock.setTimer(this.#options.answerTimeoutMs, () => this.end('noAnswer'));
  }

  /** The person said yes to these of what was asked. Raising permissions is impossible in every other state. */
  allow(permissions: readonly Permission[]): void {
    const state = this.#state;
    if (state.kind !== 'asking') throw refused('allowed', state);
    const allowed = intersectPermissions(state.asked, permissions);
    if (!allowed.includes('view')) throw new AppError('bad_request', 'Nothing was allowed');
    this.#options.local.allow(allowed);
    this.#move('allowed', { kind: 'waiting', asker: state.asker });
  }

  /** A yes given before the program was restarted. */
  restore(asker: Asker, permissions: readonly Permission[]): void {
    if (this.#state.kind !== 'connecting') throw refused('allowed', this.#state);
    this.#options.local.allow(permissions);
    this.#move('allowed', { kind: 'waiting', asker: cleanAsker(asker) });
  }

  deny(): void {
    this.#move('denied', { kind: 'denied' });
  }

  /** Takes one permission back. */
  withdraw(permission: Permission): void {
    if (!this.granted) throw refused('withdrawn', this.#state);
    this.#options.local.withdraw(permission);
    this.#changed.emit(this.#state);
  }

  /** Who is connected now, as the links know it. */
  showParticipants(present: readonly ParticipantView[]): void {
    const participants = present.map((one) => ({
      ...one,
      name: cleanName(one.name),
      organisation: cleanName(one.organisation),
    }));
    this.#visits.update(participants, this.#options.local.allowed);
    const state = this.#state;
    if (state.kind === 'waiting' && participants.length > 0) {
      this.#move('viewers.came', { kind: 'active', asker: state.asker, participants: [...participants] });
    } else if (state.kind === 'active' && participants.length === 0) {
      this.#move('viewers.left', { kind: 'waiting', asker: state.asker });
    } else if (state.kind === 'active') {
      this.#state = { ...state, participants: [...participants] };
      this.#changed.emit(this.#state);
    }
  }

  /** For the receipt. */
  reportSent(linkId: string): void {
    this.#visits.reportSent(linkId);
  }

  /** Nothing happens when it is over already. */
  end(by: Ending): void {
    if (isFinal(this.#state.kind)) return;
    this.#visits.update([], []);
    this.#finish('ended', { kind: 'ended', by, visits: this.#visits.visits });
  }

  /** Nothing happens when it is over already. */
  fail(reason: ErrorCode): void {
    if (isFinal(this.#state.kind)) return;
    this.#finish('failed', { kind: 'failed', reason });
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Over first: viewers who go because nothing is allowed any more shall not look like people who left. */
  #finish(event: ConsentEvent, last: ConsentState): void {
    try {
      this.#move(event, last);
    } finally {
      this.#options.local.allow([]);
    }
  }

  #move(event: ConsentEvent, next: ConsentState): void {
    if (nextConsentKind(this.#state.kind, event) !== next.kind) throw refused(event, this.#state);
    this.#timer?.dispose();
    this.#options.logger.info('consent', { from: this.#state.kind, to: next.kind });
    this.#state = next;
    this.#changed.emit(next);
  }
}

function cleanAsker({ technician, organisation, picture }: Asker): Asker {
  return { technician: cleanName(technician), organisation: cleanName(organisation), picture };
}

function refused(event: string, state: ConsentState): AppError<ErrorCode> {
  return new AppError('state_forbids', `Consent cannot be ${event} now`, { details: { state: state.kind } });
}
