// The one public class: a remote desktop inside an element of the page. Wires connection, picture and input together;
// each of them knows nothing of the others.

import { DisposableStore, Emitter, type Disposable, type Event, type Logger, systemClock } from '@nearhand/base';
import {
  type AgentControlMessage,
  type Connected,
  type InputMessage,
  loadCapability,
  type Locale,
  reportCapability,
  type ViewerControlMessage,
} from '@nearhand/protocol';
import { RelayDialer, type ViewerLink } from '@nearhand/session';
import { Chat, type ChatMessage, isChatNews } from './chat/chat.ts';
import { ClipboardDesk, type ClipboardView } from './clipboard/clipboard-desk.ts';
import { browserClipboard } from './clipboard/local-clipboard.ts';
import { connectBrowserSocket } from './connection/browser-socket.ts';
import { Connection } from './connection/connection.ts';
import type { ConnectionState } from './connection/connection-state.ts';
import { ControlChannel } from './connection/control-channel.ts';
import { type RemoteSession, sessionAfter } from './connection/remote-session.ts';
import { isReportNews, ReportDesk, type ReportView } from './connection/report-desk.ts';
import { listen } from './dom/listen.ts';
import { Keyboard } from './input/keyboard.ts';
import { Pointer } from './input/pointer.ts';
import { takesInput } from './input/type-ahead.ts';
import { type LoadView, LoadWatch } from './load/load-watch.ts';
import { Picture } from './screen/picture.ts';
import { Stage } from './view/stage.ts';
import type { ViewMode } from './view/viewport.ts';

export interface RemoteViewerOptions {
  /** Positioned by the page; the viewer fills it. */
  readonly container: HTMLElement;
  /** Name of the remote screen for screen readers. */
  readonly label: string;
  /** Such as `wss://help.example.com/relay`. */
  readonly relayUrl: string;
  /** POST /api/sessions; rejects with AppError carrying the server's code. */
  readonly requestLink: (commitment: string, sessionId: string | null) => Promise<Connected>;
  /** The agent's key seen at the first contact, or null. */
  readonly knownAgentKey: string | null;
  /** In which the technician reads. */
  readonly locale: () => Locale;
  readonly logger: Logger;
}

export class RemoteViewer implements Disposable {
  readonly #store = new DisposableStore();
  readonly #stage: Stage;
  readonly #connection: Connection;
  readonly #changed = new Emitter<void>();
  readonly #leaveKeyboard = new Emitter<void>();
  readonly #chat = new Chat({ clock: systemClock, newId: () => crypto.randomUUID() });
  readonly #load = new LoadWatch();
  readonly #reports: ReportDesk;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  readonly #clipboard: ClipboardDesk;
  #linkStore = new DisposableStore();
  #control: ControlChannel | null = null;
  #session: RemoteSession | null = null;
  #viewOnly = false;
  #drawn = 0;

  /** Anything below changed: state, session, words, first picture. */
  readonly onChanged: Event<void> = this.#changed;
  /** Ctrl+Alt+Shift was pressed: the page should take the focus. */
  readonly onLeaveKeyboard: Event<void> = this.#leaveKeyboard;

  /** Starts to connect at once. */
  constructor(options: RemoteViewerOptions) {
    this.#stage = this.#store.add(
      new Stage({ container: options.container, label: options.label, clock: systemClock }),
    );
    this.#reports = new ReportDesk({ clock: systemClock, locale: options.locale });
    this.#connection = this.#store.add(
      new Connection({
        ...options,
        dialerFor: ({ relayToken }) =>
          new RelayDialer({ url: options.relayUrl, token: relayToken, connectSocket: connectBrowserSocket }),
        clock: systemClock,
      }),
    );
    this.#store.defer(() => this.#linkStore.dispose());
    this.#store.add(this.#connection.onLink.on((link) => this.#onLink(link)));
    this.#store.add(this.#connection.onState.on((state) => this.#onState(state)));
    const send = (message: InputMessage) => this.#sendInput(message);
    const onLeave = () => this.#leaveKeyboard.emit();
    const clipboard = this.#store.add(new ClipboardDesk({ local: browserClipboard, clock: systemClock, send }));
    this.#clipboard = clipboard;
    this.#store.add(clipboard.onChanged.on(() => this.#changed.emit()));
    const { field } = this.#stage;
    const sendTyped = (message: InputMessage) => clipboard.push(message);
    const mayPaste = () => clipboard.isWanted && this.#mayInput;
    this.#keyboard = this.#store.add(
      new Keyboard({
        field,
        send: sendTyped,
        onLeave,
        clipboard: {
          get isWanted() {
            return mayPaste();
          },
          beginPaste: () => clipboard.beginPaste(),
          pasted: (text) => clipboard.pasted(text),
          copying: () => clipboard.copying(),
          left: () => clipboard.left(),
        },
      }),
    );
    this.#pointer = this.#store.add(
      new Pointer({
        surface: this.#stage.canvas,
        send,
        locate: (x, y) => this.#stage.locate(x, y),
        onPress: () => this.#stage.focus(),
      }),
    );
    this.#store.add(this.#reports.onChanged.on(() => this.#changed.emit()));
    this.#store.add(this.#chat.onChanged.on(() => this.#changed.emit()));
    this.#store.add(this.#load.onChanged.on(() => this.#changed.emit()));
    this.#store.add(listen(document, 'visibilitychange', () => this.#onVisibility()));
    this.#store.add(listen(window, 'focus', () => clipboard.retry()));
    this.#store.add(listen(window, 'online', () => this.#connection.notifyNetworkChange()));
    this.#connection.start();
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** What the agent said of the session; null before its welcome. */
  get session(): RemoteSession | null {
    return this.#session;
  }

  /** To compare by voice with what the customer sees; null before the handshake. */
  get words(): readonly string[] | null {
    return this.#connection.link?.words ?? null;
  }

  /** To be kept and given as `knownAgentKey` the next time. */
  get agentKey(): string | null {
    return this.#connection.agentKey;
  }

  get hasPicture(): boolean {
    return this.#drawn > 0;
  }

  get viewOnly(): boolean {
    return this.#viewOnly;
  }

  /** Oldest first; null: nobody at the computer can be written to. */
  get chat(): readonly ChatMessage[] | null {
    return this.#chat.messages;
  }

  /** On the remote computer; null: there is nothing to be had. */
  get report(): ReportView | null {
    return this.#reports.view;
  }

  get clipboard(): ClipboardView {
    return this.#clipboard.view;
  }

  get load(): LoadView {
    return this.#load.view;
  }

  /** Milliseconds, and updates drawn since the start. */
  get statistics(): { readonly roundTripMs: number | null; readonly updates: number } {
    return { roundTripMs: this.#connection.link?.roundTripMs ?? null, updates: this.#drawn };
  }

  setViewMode(mode: ViewMode): void {
    this.#stage.setMode(mode);
  }

  /** Sends nothing of keyboard and pointer while true. */
  setViewOnly(viewOnly: boolean): void {
    if (viewOnly) this.#releaseAll();
    this.#viewOnly = viewOnly;
    this.#changed.emit();
  }

  /** To everybody in the session. False: there is nothing in it. */
  say(text: string): boolean {
    return this.#chat.say(text);
  }

  /** Says again what was refused. */
  sayAgain(id: string): void {
    this.#chat.again(id);
  }

  /** The person at the computer may be asked first. */
  askForReport(): void {
    this.#reports.ask();
  }

  seeReport(): void {
    this.#reports.see();
  }

  /** Copied text goes neither way while false. */
  setClipboardOn(on: boolean): void {
    this.#clipboard.setOn(on);
  }

  /** Takes over the text that waits; to be called while a click is being handled. */
  takeCopiedText(): void {
    void this.#clipboard.takeWaiting();
  }

  /** Asks the agent how busy its computer is, as long as the page shows it. */
  setLoadShown(isShown: boolean): void {
    this.#load.setShown(isShown);
  }

  selectDisplay(displayId: string): void {
    this.#control?.send({ type: 'display.select', displayId });
  }

  /** What `/hub/member` says of the agent's presence. */
  setAgentOnline(online: boolean): void {
    this.#connection.setAgentOnline(online);
  }

  focus(): void {
    this.#stage.focus();
  }

  /** Ends this technician's part of the session. */
  leave(): void {
    this.#connection.leave();
  }

  #onLink(link: ViewerLink): void {
    this.#linkStore.dispose();
    const store = new DisposableStore();
    this.#linkStore = store;
    const control = store.add(new ControlChannel(link));
    this.#control = control;
    this.#chat.linked();
    this.#reports.linked(null);
    this.#clipboard.connect(link);
    store.defer(() => this.#clipboard.connect(null));
    store.defer(() => this.#load.connect(null));
    store.add(control.onMessage.on((message) => this.#onControl(message)));
    const { canvas } = this.#stage;
    const picture = store.add(new Picture({ canvas, send: (bytes) => link.channel('screenFeedback').send(bytes) }));
    store.add(link.channel('screen').onMessage((bytes) => picture.receive(bytes)));
    store.add(picture.onResized.on(() => this.#stage.layout()));
    store.add(picture.onCursor.on((shape) => this.#stage.setCursor(shape)));
    store.add(picture.onDrawn.on(() => this.#onDrawn()));
  }

  #onDrawn(): void {
    this.#drawn++;
    if (this.#drawn === 1) {
      this.#stage.focus();
      this.#changed.emit();
    }
  }

  #onState(state: ConnectionState): void {
    if (state.kind === 'active') this.#onVisibility();
    if (state.kind === 'ended' || state.kind === 'failed') this.#linkStore.dispose();
    this.#changed.emit();
  }

  #onControl(message: AgentControlMessage): void {
    if (message.type === 'pointer.moved') return this.#stage.showRemotePointer(message.x, message.y);
    if (message.type === 'load.measured') return this.#load.heard(message);
    if (isReportNews(message)) return this.#reports.heard(message);
    if (isChatNews(message)) return this.#chat.heard(message, (said) => this.#control?.send(said));
    this.#session = sessionAfter(this.#session, message);
    this.#clipboard.setPermitted(this.#session?.permissions.includes('clipboard') ?? false);
    if (message.type === 'session.welcome') this.#welcomed();
    if (message.type === 'session.welcome' || message.type === 'displays.changed') this.#showDisplay();
    this.#changed.emit();
  }

  /** An agent that says welcome has said what it can. */
  #welcomed(): void {
    this.#reports.linked(this.#senderFor(reportCapability));
    this.#load.connect(this.#senderFor(loadCapability));
  }

  /** Null: the agent knows nothing of it. */
  #senderFor(capability: string): ((message: ViewerControlMessage) => void) | null {
    const isKnown = this.#connection.link?.peerCapabilities.has(capability) ?? false;
    return isKnown ? (message) => this.#control?.send(message) : null;
  }

  #showDisplay(): void {
    const { displays = [], displayId = null } = this.#session ?? {};
    this.#stage.setDisplay(displays.find((display) => display.id === displayId) ?? null);
  }

  get #mayInput(): boolean {
    return !this.#viewOnly && (this.#session?.permissions.includes('control') ?? false);
  }

  #sendInput(message: InputMessage): void {
    if (!this.#mayInput || !takesInput(this.#connection.state, message, systemClock.nowMs())) return;
    this.#stage.hideRemotePointer();
    this.#control?.sendInput(message);
  }

  #releaseAll(): void {
    this.#keyboard.releaseAll();
    this.#pointer.releaseAll();
  }

  /** A hidden tab needs no picture, and sees no releases of keys. */
  #onVisibility(): void {
    if (document.hidden) this.#releaseAll();
    this.#load.setHidden(document.hidden);
    if (this.#connection.state.kind !== 'active') return;
    this.#control?.send({ type: document.hidden ? 'screen.pause' : 'screen.resume' });
  }

  dispose(): void {
    this.#store.dispose();
  }
}
