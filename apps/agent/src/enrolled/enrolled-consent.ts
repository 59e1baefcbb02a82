// Who may come in at an enrolled computer, wired: the rules, and the desk that asks where they say so.

import type { DisposableStore, Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { ChatRoom } from '../chat/chat-room.ts';
import type { RunOptions } from '../command-line/options.ts';
import type { ReportDesk } from '../diagnosis/report-desk.ts';
import type { LocalConsent } from '../link/doorkeeper.ts';
import type { LinkManager } from '../link/link-manager.ts';
import type { Machine } from '../machine.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { accountOf, readPolicy } from './enrolment.ts';
import { LocalRules } from './local-rules.ts';
import { ServerPolicy } from './server-policy.ts';
import { SessionChat } from './session-chat.ts';
import { QuestionDesk } from './question-desk.ts';
import { questionWindowOpener } from './question-window.ts';

export interface EnrolledConsentOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly folder: string;
  readonly settings: SettingsStore;
  readonly reports: ReportDesk;
  readonly locale: () => Locale;
  /** Owns what is made. */
  readonly store: DisposableStore;
  /** Started when the first question comes. */
  readonly windows: () => WindowSystem | null;
  /** Made after this. */
  readonly links: () => LinkManager;
}

export interface EnrolledConsent {
  readonly consent: LocalConsent;
  readonly rules: LocalRules;
  readonly chat: SessionChat;
  readonly desk: QuestionDesk;
  readonly server: ServerPolicy;
  /** The person at the computer ends what is going on. */
  readonly endSession: () => void;
}

/** The caller applies the rules once there are links. Throws AppError `bad_request` for a damaged policy. */
export function createConsent(options: EnrolledConsentOptions): EnrolledConsent {
  const { run, machine, logger, folder, settings, reports, locale, store, windows, links } = options;
  const { clock } = machine;
  const local = new LocalPermissions();
  const server = store.add(new ServerPolicy(folder));
  const room = store.add(new ChatRoom(clock));
  const desk: QuestionDesk = store.add(
    new QuestionDesk({
      local,
      limit: () => rules.permissions,
      openWindow: questionWindowOpener({
        run,
        machine,
        logger,
        local,
        chat: room,
        reports,
        answerTimeoutMs: () => rules.askSeconds * 1000,
        locale,
        account: () => accountOf(folder, run.origin),
        windows,
      }),
      endSession: () => links().endAll('customer'),
      onIdle: () => rules.apply(),
      clock,
    }),
  );
  const chat = store.add(new SessionChat({ room, participants: () => links().participants, isAsked: () => desk.busy }));
  const isBusy = (): boolean => desk.busy || links().participants.length > 0;
  const rules: LocalRules = new LocalRules({ policy: readPolicy(folder), settings, server, local, isBusy });
  store.add(settings.onChanged.on(() => reports.followRules()));
  store.add(server.onChanged.on(() => reports.followRules()));
  // Whom nobody said yes to is asked for.
  server.onChanged.on(({ ask }) => {
    if (ask && !desk.busy) links().endAll('revoked');
  });
  // What nothing is allowed for is refused at the door, without a question.
  const admit: LocalConsent['admit'] = async (ticket, picture) => {
    if (rules.permissions.length === 0) return;
    if (rules.asks) await desk.admit(ticket, picture);
    else chat.admitting();
  };
  const endSession = (): void => {
    if (!desk.end()) links().endAll('customer');
  };
  return { consent: { local, admit }, rules, chat, desk, server, endSession };
}
