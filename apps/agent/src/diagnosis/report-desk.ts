// Who of those connected gets a report on this computer: whom the person here says yes to, or wants to send one. Makes one
// report for all who wait for it. Where nobody is asked for sessions, nobody is asked for reports.

import { AppError, type Clock, type Disposable, Emitter, type Event, type Logger } from '@nearhand/base';
import type { AgentControlMessage, Locale } from '@nearhand/protocol';
import type { ReportView } from '../consent/consent-view.ts';
import { cleanName } from '../consent/clean-name.ts';
import { computerReport, type Examination } from './examine.ts';

/** After a no nobody is asked again for so long, whoever presses. */
const quietMs = 60_000;
/** For a viewer to fetch what was offered to it. */
const offerMs = 10_000;
/** A report that is younger is told again instead of being made anew. */
const freshMs = 10_000;
/** For the person here to answer: they may have gone. */
const answerMs = 2 * 60_000;

const maxNameLetters = 40;

export type ReportMessage = Extract<AgentControlMessage, { type: `report.${string}` }>;

export interface ReportReader {
  readonly linkId: string;
  readonly name: string;
  tell(message: ReportMessage): void;
}

export interface ReportSeat extends Disposable {
  ask(locale: Locale): void;
}

export interface ReportDeskOptions {
  readonly examine: () => Promise<Examination>;
  /** Nobody is asked here. */
  readonly isFree: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

const refused: ReportMessage = { type: 'report.state', state: 'refused' };

interface Guest {
  readonly reader: ReportReader;
  standing: 'none' | 'asking' | 'offered' | 'waiting';
  locale: Locale;
  /** Of the question for it. */
  timer: Disposable | null;
}

/** What became of the last round; `to`: who has it. */
interface Outcome {
  readonly kind: 'sent' | 'failed';
  readonly to: readonly ReportReader[];
}

export class ReportDesk implements Disposable {
  readonly #options: ReportDeskOptions;
  readonly #changed = new Emitter<void>();
  readonly #sent = new Emitter<ReportReader>();
  readonly #guests = new Set<Guest>();
  #outcome: Outcome | null = null;
  #quietUntilMs = 0;
  #made: { readonly at: number; readonly examination: Promise<Examination> } | null = null;
  #offer: Disposable | null = null;

  readonly onChanged: Event<void> = this.#changed;
  /** To whom. */
  readonly onSent: Event<ReportReader> = this.#sent;

  constructor(options: ReportDeskOptions) {
    this.#options = options;
  }

  /** For the person here; null: nobody is connected who could read one. */
  get view(): ReportView | null {
    const guests = [...this.#guests];
    if (guests.length === 0 || this.#options.isFree()) return null;
    const asking = guests.filter(({ standing }) => standing === 'asking');
    const kind = asking.length > 0 ? 'asked' : this.#isBusy ? 'making' : (this.#outcome?.kind ?? 'idle');
    const named = asking.length > 0 ? asking : guests;
    return { kind, to: namesOf(named.map(({ reader }) => reader)), sentTo: namesOf(this.#outcome?.to ?? []) };
  }

  /** Somebody who can read reports is connected; whoever may no longer see is connected no longer. */
  join(reader: ReportReader): ReportSeat {
    const guest: Guest = { reader, standing: 'none', locale: 'en', timer: null };
    this.#guests.add(guest);
    this.#changed.emit();
    return {
      ask: (locale) => this.#asked(guest, locale),
      dispose: () => {
        guest.timer?.dispose();
        this.#guests.delete(guest);
        if (this.#guests.size === 0) this.#outcome = null;
        this.#changed.emit();
      },
    };
  }

  /** The person here: send one, or do not. Throws AppError where there is nothing to say it to. */
  answer(send: boolean): void {
    const kind = this.view?.kind;
    if (kind === undefined || kind === 'making' || (kind !== 'asked' && !send)) {
      throw new AppError('state_forbids', 'No report is asked for');
    }
    if (kind !== 'asked') return this.#offerToAll();
    if (!send) this.#quietUntilMs = this.#options.clock.monotonicMs() + quietMs;
    for (const guest of this.#guests) {
      if (guest.standing !== 'asking') continue;
      if (send) void this.#send(guest);
      else this.#settle(guest, refused);
    }
    this.#changed.emit();
  }

  /** Whether anybody is asked here may be another than before: where nobody is, nobody can answer an open question. */
  followRules(): void {
    if (!this.#options.isFree()) return;
    for (const guest of this.#guests) if (guest.standing === 'asking') this.#settle(guest, refused);
    this.#changed.emit();
  }

  dispose(): void {
    this.#offer?.dispose();
    for (const { timer } of this.#guests) timer?.dispose();
    this.#guests.clear();
    this.#changed.dispose();
    this.#sent.dispose();
  }

  #asked(guest: Guest, locale: Locale): void {
    const { clock, isFree } = this.#options;
    if (guest.standing === 'asking' || guest.standing === 'waiting') return;
    guest.locale = locale;
    if (guest.standing === 'offered' || isFree()) void this.#send(guest);
    else if (clock.monotonicMs() < this.#quietUntilMs) {
      return guest.reader.tell(refused);
    } else {
      guest.standing = 'asking';
      guest.timer = clock.setTimer(answerMs, () => {
        this.#settle(guest, refused);
        this.#changed.emit();
      });
      guest.reader.tell({ type: 'report.state', state: 'asked' });
    }
    this.#changed.emit();
  }

  get #isBusy(): boolean {
    return [...this.#guests].some(({ standing }) => standing === 'offered' || standing === 'waiting');
  }

  #offerToAll(): void {
    this.#outcome = null;
    for (const guest of this.#guests) {
      guest.standing = 'offered';
      guest.reader.tell({ type: 'report.state', state: 'offered' });
    }
    this.#offer?.dispose();
    this.#offer = this.#options.clock.setTimer(offerMs, () => {
      for (const guest of this.#guests) if (guest.standing === 'offered') guest.standing = 'none';
      this.#changed.emit();
    });
    this.#changed.emit();
  }

  /** Never rejects. */
  async #send(guest: Guest): Promise<void> {
    if (!this.#isBusy) this.#outcome = null;
    guest.timer?.dispose();
    guest.standing = 'waiting';
    guest.reader.tell({ type: 'report.state', state: 'making' });
    try {
      const report = computerReport(await this.#examination(), guest.locale);
      if (this.#settle(guest, { type: 'report.told', report })) this.#came('sent', guest);
    } catch (error) {
      this.#options.logger.warn('the report could not be made', { error });
      if (this.#settle(guest, { type: 'report.state', state: 'failed' })) this.#came('failed', guest);
    }
    this.#changed.emit();
  }

  #came(kind: Outcome['kind'], { reader }: Guest): void {
    const before = this.#outcome?.kind === kind ? this.#outcome.to : [];
    this.#outcome = { kind, to: [...before, reader] };
    if (kind === 'sent') this.#sent.emit(reader);
  }

  /** False: it is gone. */
  #settle(guest: Guest, message: ReportMessage): boolean {
    guest.timer?.dispose();
    guest.standing = 'none';
    if (!this.#guests.has(guest)) return false;
    guest.reader.tell(message);
    return true;
  }

  #examination(): Promise<Examination> {
    const now = this.#options.clock.monotonicMs();
    if (this.#made === null || now - this.#made.at >= freshMs) {
      this.#made = { at: now, examination: this.#options.examine() };
    }
    return this.#made.examination;
  }
}

/** As they fit on a button. */
function namesOf(readers: readonly ReportReader[]): string {
  const [first = '', ...others] = new Set(readers.map(({ name }) => cleanName(name)));
  const letters = [...first];
  const short = letters.length > maxNameLetters ? `${letters.slice(0, maxNameLetters).join('')}…` : first;
  return others.length === 0 ? short : `${short} + ${others.length}`;
}
