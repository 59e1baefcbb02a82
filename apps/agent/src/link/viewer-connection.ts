// One viewer who was let in: its channels connected with its share of the desktop, under its permissions of the moment.
// One such connection failing never touches another.

import { type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import {
  type AgentControlMessage,
  chatCapability,
  clipboardCapability,
  reportCapability,
  type DesktopObstacle,
  type Participant,
  type Permission,
  type Ticket,
  type UnlockFailure,
} from '@nearhand/protocol';
import type { LoadMeter } from '@nearhand/host';
import type { AgentLink, MessageListener } from '@nearhand/session';
import type { ChatRoom } from '../chat/chat-room.ts';
import { ClipboardExchange } from '../clipboard/clipboard-exchange.ts';
import { ViewerLoad } from '../load/viewer-load.ts';
import type { ReportDesk, ReportSeat } from '../diagnosis/report-desk.ts';
import { effectivePermissions, type LocalPermissions } from '../permissions/local-permissions.ts';
import { readInput } from '../permissions/message-gate.ts';
import { ScreenFeed } from '../screen/screen-feed.ts';
import type { DesktopSource } from '../desktop/desktop-holder.ts';
import { ControlDesk, type ControlHandlers, isProtocolBreach } from './control-desk.ts';
import { PointerNews } from './pointer-news.ts';
import type { Runtime } from './runtime.ts';
import { ViewerChat } from './viewer-chat.ts';
import { ViewerDesktop } from './viewer-desktop.ts';

/** How long the welcome waits for a desktop that is just being opened. */
const desktopPatienceMs = 1500;

/** Unlocks the screen once a session. */
export interface UnlockDesk {
  readonly onFailed: Event<{ readonly sessionId: string; readonly failure: UnlockFailure }>;
  /** Why an earlier try of this session failed; null: it did not, or goes on. */
  begin(sessionId: string): UnlockFailure | null;
}

/** Where the person at the computer is written to. */
export interface ChatSource {
  /** null: not now. */
  readonly offered: ChatRoom | null;
  /** It may be offered from now on. */
  readonly onOffered: Event<void>;
}

/** What all viewers of this agent share. */
export interface Surroundings {
  readonly desktops: DesktopSource;
  readonly local: LocalPermissions;
  /** null: there is never anybody to write to. */
  readonly chat: ChatSource | null;
  /** null: this agent reports on nothing. */
  readonly reports: ReportDesk | null;
  /** null: nothing is unlocked. */
  readonly unlock: UnlockDesk | null;
  /** A consent question is open. */
  readonly isAsking: () => boolean;
  readonly computer: { readonly computerName: string; readonly systemName: string };
  /** null: nobody learns how busy this computer is. */
  readonly createLoadMeter: (() => LoadMeter) | null;
  /** Why this computer has no desktop to show; null: it may have one. */
  readonly lacking: DesktopObstacle | null;
}

export interface ViewerConnectionOptions {
  readonly link: AgentLink;
  readonly ticket: Ticket;
  readonly surroundings: Surroundings;
  readonly runtime: Runtime;
  readonly participants: () => readonly Participant[];
}

export class ViewerConnection implements Disposable {
  readonly #options: ViewerConnectionOptions;
  readonly #store = new DisposableStore();
  readonly #pointed = this.#store.add(new Emitter<{ x: number; y: number }>());
  readonly #feed: ScreenFeed;
  readonly #desktop: ViewerDesktop;
  readonly #control: ControlDesk;
  readonly #pointer: PointerNews;
  /** null before the welcome too. */
  #chat: ViewerChat | null = null;
  readonly #reports: ReportSeat | null;
  readonly #clipboard: ClipboardExchange;
  readonly #load: ViewerLoad | null;
  #permissions: readonly Permission[];
  #welcomed = false;
  #obstacleTold: DesktopObstacle | null = null;

  /** This viewer moved the pointer. */
  readonly onPointed: Event<{ x: number; y: number }> = this.#pointed;

  constructor(options: ViewerConnectionOptions) {
    this.#options = options;
    const { link, ticket, surroundings, runtime } = options;
    this.#permissions = effectivePermissions(ticket.permissions, surroundings.local.allowed);
    this.#feed = new ScreenFeed({ ...runtime, send: (bytes) => link.channel('screen').send(bytes) });
    this.#feed.setPermitted(this.#may('view'));
    const { isAsking, lacking } = surroundings;
    const lease = surroundings.desktops.acquire(ticket);
    const permissions = (): readonly Permission[] => this.#permissions;
    this.#desktop = this.#store.add(
      new ViewerDesktop({ lease, feed: this.#feed, isAsking, permissions, lacking, runtime }),
    );
    this.#control = new ControlDesk({
      channel: link.channel('control'),
      permissions,
      handlers: this.#handlers(),
      clock: runtime.clock,
    });
    this.#pointer = this.#store.add(
      new PointerNews(runtime.clock, (x, y) => {
        if (this.#may('view')) this.#control.say({ type: 'pointer.moved', x, y });
      }),
    );
    this.#load = this.#meterLoad();
    this.#reports = this.#joinReports();
    this.#clipboard = this.#store.add(
      new ClipboardExchange({
        channel: link.channel('clipboard'),
        permissions,
        isUnderstood: () => link.peerCapabilities.has(clipboardCapability),
        clock: runtime.clock,
      }),
    );
    this.#store.add(surroundings.local.onChanged.on(() => this.#followPermissions()));
    this.#connectChannels();
    this.#connectDesktop();
    if (surroundings.chat !== null) this.#store.add(surroundings.chat.onOffered.on(() => this.#beginChat()));
    this.#welcomeSoon();
  }

  /** Where this viewer's input goes; null: nowhere just now. */
  get desktop(): object | null {
    return this.#desktop.desktop;
  }

  tellParticipants(): void {
    if (this.#welcomed)
      this.#control.say({ type: 'participants.changed', participants: [...this.#options.participants()] });
  }

  /** Somebody else moved the pointer. */
  tellPointer(x: number, y: number): void {
    this.#pointer.moved(x, y);
  }

  /** The path is lost: whoever holds a key down may never be heard again. */
  interrupted(): void {
    this.#desktop.releaseInput();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #may(permission: Permission): boolean {
    return this.#permissions.includes(permission);
  }

  #connectChannels(): void {
    const { link } = this.#options;
    this.#listen('control', (bytes) => this.#control.receive(bytes));
    this.#listen('clipboard', (bytes) => this.#clipboard.receive(bytes));
    this.#listen('screenFeedback', (bytes) => this.#feed.receive(bytes));
    this.#listen('input', (bytes) => {
      const message = readInput(bytes);
      if (message !== null) this.#desktop.handleInput(message);
    });
    this.#store.add(
      link.onState.on(({ kind }) => {
        if (kind === 'interrupted') this.interrupted();
      }),
    );
  }

  /** A message that breaks the protocol ends this link; one that asks too much is passed over. */
  #listen(
    channel: 'control' | 'input' | 'screenFeedback' | 'clipboard',
    take: (bytes: Uint8Array) => void | Promise<void>,
  ): void {
    const { link, runtime } = this.#options;
    const refuse = (error: unknown): void => {
      runtime.logger.warn('a message of the viewer was refused', { channel, error });
      if (isProtocolBreach(error)) link.end('malformed');
    };
    const listener: MessageListener = (bytes) => {
      try {
        return take(bytes)?.catch(refuse);
      } catch (error) {
        return refuse(error);
      }
    };
    this.#store.add(link.channel(channel).onMessage(listener));
  }

  #beginChat(): void {
    const { link, surroundings, ticket } = this.#options;
    const room = surroundings.chat?.offered ?? null;
    if (room === null || !this.#welcomed || this.#chat !== null || !link.peerCapabilities.has(chatCapability)) return;
    const tell = (message: AgentControlMessage): void => this.#control.say(message);
    this.#chat = this.#store.add(new ViewerChat({ room, ticket, tell }));
    this.#chat.begin();
  }

  #meterLoad(): ViewerLoad | null {
    const { runtime, surroundings } = this.#options;
    const meter = surroundings.createLoadMeter?.() ?? null;
    if (meter === null) return null;
    return this.#store.add(
      new ViewerLoad({
        meter,
        maySee: () => this.#may('view'),
        tell: (load) => this.#control.say({ type: 'load.measured', ...load }),
        clock: runtime.clock,
      }),
    );
  }

  #joinReports(): ReportSeat | null {
    const { link, surroundings, ticket } = this.#options;
    if (surroundings.reports === null || !link.peerCapabilities.has(reportCapability)) return null;
    const tell = (message: AgentControlMessage): void => this.#control.say(message);
    const reader = { linkId: ticket.linkId, name: ticket.principal.name, tell };
    return this.#store.add(surroundings.reports.join(reader));
  }

  #connectDesktop(): void {
    const desktop = this.#desktop;
    desktop.onObstructed.on((obstacle) => this.#tellObstacle(obstacle));
    desktop.onBlocked.on((reason) => this.#control.say({ type: 'input.blocked', reason }));
    desktop.onPointed.on(({ x, y, byViewer }) => {
      if (byViewer) this.#pointed.emit({ x, y });
      else this.tellPointer(x, y);
    });
    const followClipboard = (): void => this.#clipboard.follow(desktop.desktop?.clipboard ?? null);
    followClipboard();
    desktop.onDisplaysChanged.on(() => {
      followClipboard();
      if (this.#welcomed) this.#tellDisplays();
      else this.#welcome();
    });
  }

  #handlers(): ControlHandlers {
    return {
      'display.select': ({ displayId }) => {
        this.#desktop.select(displayId);
        this.#tellDisplays();
      },
      'screen.pause': () => this.#feed.setWanted(false),
      'screen.resume': () => this.#feed.setWanted(true),
      'chat.say': ({ id, text }) => this.#chat?.say(id, text),
      'load.watch': ({ on }) => this.#load?.watch(on),
      'report.ask': ({ locale }) => this.#reports?.ask(locale),
    };
  }

  #tellDisplays(): void {
    const { displays, displayId } = this.#desktop;
    this.#control.say({ type: 'displays.changed', displays: [...displays], displayId });
  }

  #welcomeSoon(): void {
    if (this.#desktop.desktop !== null) return this.#welcome();
    this.#store.add(this.#options.runtime.clock.setTimer(desktopPatienceMs, () => this.#welcome()));
  }

  #welcome(): void {
    if (this.#welcomed) return;
    this.#welcomed = true;
    const { participants, surroundings } = this.#options;
    this.#control.say({
      type: 'session.welcome',
      permissions: [...this.#permissions],
      displays: [...this.#desktop.displays],
      displayId: this.#desktop.displayId,
      ...surroundings.computer,
      participants: [...participants()],
    });
    this.#tellObstacle(this.#desktop.obstacle);
    this.#beginChat();
    this.#beginUnlock();
  }

  /** For whoever may use the computer. */
  #beginUnlock(): void {
    const { surroundings, ticket } = this.#options;
    const { unlock } = surroundings;
    if (unlock === null || !this.#may('control')) return;
    const tell = (failure: UnlockFailure): void => this.#control.say({ type: 'unlock.failed', failure });
    this.#store.add(
      unlock.onFailed.on(({ failure, sessionId }) => {
        if (sessionId === ticket.sessionId && this.#may('control')) tell(failure);
      }),
    );
    const failure = unlock.begin(ticket.sessionId);
    if (failure !== null) tell(failure);
  }

  /** Whoever may not see learns nothing of what is on the screen. */
  #tellObstacle(obstacle: DesktopObstacle | null): void {
    if (!this.#welcomed || obstacle === this.#obstacleTold || !this.#may('view')) return;
    this.#obstacleTold = obstacle;
    this.#control.say({ type: 'desktop.obstructed', obstacle });
  }

  #followPermissions(): void {
    const { link, surroundings, ticket } = this.#options;
    this.#permissions = effectivePermissions(ticket.permissions, surroundings.local.allowed);
    this.#feed.setPermitted(this.#may('view'));
    if (!this.#may('control')) this.#desktop.releaseInput();
    this.#clipboard.followPermissions();
    if (this.#permissions.length === 0) link.end('customer');
    else this.#control.say({ type: 'permissions.changed', permissions: [...this.#permissions] });
  }
}
