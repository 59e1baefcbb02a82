// One consent with the front end that shows it: every change of the flow, of the permissions and of the connection is
// drawn; answers go to whoever asked.

import { type Disposable, DisposableStore } from '@nearhand/base';
import type { Locale } from '@nearhand/protocol';
import type { ChatRoom } from '../chat/chat-room.ts';
import type { ReportDesk } from '../diagnosis/report-desk.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';
import type { Away } from './away.ts';
import { chatView } from './chat-view.ts';
import type { ConsentFlow } from './consent-flow.ts';
import type { ConsentView } from './consent-view.ts';
import type { ConsentFrontEnd } from './front-end.ts';

export interface ConsentWindowOptions {
  readonly flow: ConsentFlow;
  readonly frontEnd: ConsentFrontEnd;
  readonly local: LocalPermissions;
  readonly chat: ChatRoom;
  readonly reports: ReportDesk;
  readonly locale: Locale;
  readonly limit: ConsentView['limit'];
}

export class ConsentWindow implements Disposable {
  readonly #options: ConsentWindowOptions;
  readonly #store = new DisposableStore();
  #away: Away = 'no';

  constructor(options: ConsentWindowOptions) {
    this.#options = options;
    const { chat, flow, frontEnd, local, reports } = options;
    this.#store.add(frontEnd);
    this.#store.add(flow);
    this.#store.add(flow.onChanged.on(() => this.#draw()));
    this.#store.add(chat.onSaid.on(() => this.#draw()));
    this.#store.add(reports.onChanged.on(() => this.#draw()));
    this.#store.add(local.onChanged.on(() => this.#draw()));
    this.#draw();
  }

  get flow(): ConsentFlow {
    return this.#options.flow;
  }

  get frontEnd(): ConsentFrontEnd {
    return this.#options.frontEnd;
  }

  setAway(away: Away): void {
    if (away === this.#away) return;
    this.#away = away;
    this.#draw();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #draw(): void {
    const { chat, flow, frontEnd, limit, local, locale, reports } = this.#options;
    const { state } = flow;
    const allowed = [...local.allowed];
    const report = state.kind === 'active' ? reports.view : null;
    frontEnd.show({ state, allowed, away: this.#away, limit, locale, chat: chatView(chat, state), report });
  }
}
