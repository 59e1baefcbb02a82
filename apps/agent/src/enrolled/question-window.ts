// A consent window for one question of a computer, with its answers wired to its flow.

import { randomUUID } from 'node:crypto';
import { AppError, type Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import type { ChatRoom } from '../chat/chat-room.ts';
import type { RunOptions } from '../command-line/options.ts';
import { isChatOpen } from '../consent/chat-view.ts';
import { ConsentFlow } from '../consent/consent-flow.ts';
import type { ConsentAnswer } from '../consent/consent-view.ts';
import { ConsentWindow } from '../consent/consent-window.ts';
import { openFrontEnd } from '../consent/open-front-end.ts';
import type { PagePlace } from '../consent/page/page-place.ts';
import type { AccountView } from '../consent/window/window-content.ts';
import type { ReportDesk } from '../diagnosis/report-desk.ts';
import { memoryValue } from '../identity/stored-value.ts';
import type { Machine } from '../machine.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';

export interface QuestionWindowOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly local: LocalPermissions;
  readonly chat: ChatRoom;
  readonly reports: ReportDesk;
  readonly answerTimeoutMs: () => number;
  readonly locale: () => Locale;
  readonly account: () => AccountView;
  /** Started when the first question comes. */
  readonly windows: () => WindowSystem | null;
}

export function questionWindowOpener(options: QuestionWindowOptions): () => Promise<ConsentWindow> {
  const { run, machine, logger, local, chat, reports, windows } = options;
  const { clock, desktop } = machine;
  return async () => {
    // What was said in one session is nothing for the next.
    chat.clear();
    const locale = options.locale();
    const account = options.account();
    const place = memoryValue<PagePlace>();
    const frontEnd = await openFrontEnd({ run, machine, windows: windows(), place, locale, account, logger });
    const flow = new ConsentFlow({ local, clock, logger, answerTimeoutMs: options.answerTimeoutMs() });
    frontEnd.onAnswer.on((answer) => apply({ flow, chat, reports }, answer));
    frontEnd.onPresence.on((present) => {
      if (!present) flow.end(flow.granted ? 'customer' : 'noAnswer');
    });
    return new ConsentWindow({ flow, frontEnd, local, chat, reports, locale, limit: desktop.limit });
  };
}

interface Answered {
  readonly flow: ConsentFlow;
  readonly chat: ChatRoom;
  readonly reports: ReportDesk;
}

function apply({ flow, chat, reports }: Answered, answer: ConsentAnswer): void {
  switch (answer.type) {
    case 'allow':
      return flow.allow(answer.permissions);
    case 'deny':
      return flow.deny();
    case 'withdraw':
      return answer.permission === 'view' ? flow.end('customer') : flow.withdraw(answer.permission);
    case 'report':
      return reports.answer(answer.send);
    case 'computer':
      throw new AppError('state_forbids', 'It is one already');
    case 'say':
      if (!isChatOpen(flow.state.kind)) throw new AppError('state_forbids', 'There is nobody to write to');
      return chat.say({ kind: 'customer' }, randomUUID(), answer.text);
    case 'end':
    case 'code':
    case 'close':
      return flow.end('customer');
  }
}
