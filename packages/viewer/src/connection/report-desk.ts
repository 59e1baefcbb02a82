// The report on the remote computer, as this technician sees it: asked for, on its way, here. Outlives links.

import { type Clock, Emitter, type Event } from '@nearhand/base';
import type { AgentControlMessage, ComputerReport, Locale, ViewerControlMessage } from '@nearhand/protocol';

export type ReportNews = Extract<AgentControlMessage, { type: `report.${string}` }>;

export function isReportNews(message: AgentControlMessage): message is ReportNews {
  return message.type.startsWith('report.');
}

export interface ReportView {
  /** `idle`: neither asked for nor refused. */
  readonly state: 'idle' | 'asked' | 'making' | 'refused' | 'failed';
  /** The last that came. */
  readonly latest: { readonly report: ComputerReport; readonly atMs: number; readonly isSeen: boolean } | null;
}

type Send = (message: ViewerControlMessage) => void;

export class ReportDesk {
  readonly #clock: Clock;
  readonly #locale: () => Locale;
  readonly #changed = new Emitter<void>();
  #send: Send | null = null;
  #view: ReportView = { state: 'idle', latest: null };

  readonly onChanged: Event<void> = this.#changed;

  /** `locale`: in which reports are read. */
  constructor(options: { readonly clock: Clock; readonly locale: () => Locale }) {
    this.#clock = options.clock;
    this.#locale = options.locale;
  }

  /** null: the agent there knows nothing of reports, and none came. */
  get view(): ReportView | null {
    return this.#send === null && this.#view.latest === null ? null : this.#view;
  }

  /** A new link; null: its agent knows nothing of reports. What was asked on the former one is forgotten. */
  linked(send: Send | null): void {
    this.#send = send;
    this.#set({ ...this.#view, state: 'idle' });
  }

  ask(): void {
    const { state } = this.#view;
    if (this.#send === null || state === 'asked' || state === 'making') return;
    this.#set({ ...this.#view, state: 'asked' });
    this.#send({ type: 'report.ask', locale: this.#locale() });
  }

  /** The last that came was looked at. */
  see(): void {
    const { latest } = this.#view;
    if (latest !== null && !latest.isSeen) this.#set({ ...this.#view, latest: { ...latest, isSeen: true } });
  }

  heard(news: ReportNews): void {
    if (news.type === 'report.told') {
      return this.#set({ state: 'idle', latest: { report: news.report, atMs: this.#clock.nowMs(), isSeen: false } });
    }
    if (news.state === 'offered') this.#send?.({ type: 'report.ask', locale: this.#locale() });
    else this.#set({ ...this.#view, state: news.state });
  }

  #set(view: ReportView): void {
    this.#view = view;
    this.#changed.emit();
  }
}
