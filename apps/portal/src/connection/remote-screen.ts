// The one place that knows the viewer library: starts it inside an element and reports everything the window shows as one
// value, as React wants it.
import { type Disposable, DisposableStore, silentLogger } from '@nearhand/base';
import type { Connected, Locale } from '@nearhand/protocol';
import {
  type ChatMessage,
  type ClipboardView,
  type ConnectionState,
  type LoadView,
  type RemoteSession,
  type ReportView,
  RemoteViewer,
  type ViewMode,
} from '@nearhand/viewer';
import { socketUrl } from '../api/socket-url.ts';

export type { ChatMessage, ViewMode };

export interface RemoteScreenView extends RemoteSession {
  readonly state: ConnectionState;
  readonly hasPicture: boolean;
  readonly words: readonly string[] | null;
  readonly agentKey: string | null;
  readonly viewOnly: boolean;
  /** Oldest first; null: nobody there can be written to. */
  readonly chat: readonly ChatMessage[] | null;
  readonly clipboard: ClipboardView;
  readonly load: LoadView;
  /** null: there is none to be had. */
  readonly report: ReportView | null;
  /** The agent has said what can be seen and done. */
  readonly welcomed: boolean;
}

export interface RemoteScreenOptions {
  readonly container: HTMLElement;
  readonly label: string;
  readonly knownAgentKey: string | null;
  readonly locale: () => Locale;
  readonly requestLink: (commitment: string, sessionId: string | null) => Promise<Connected>;
}

const beforeWelcome: RemoteSession = {
  computerName: '',
  systemName: '',
  permissions: [],
  displays: [],
  displayId: null,
  participants: [],
  inputBlock: null,
  obstacle: null,
  unlockFailure: null,
};

export class RemoteScreen implements Disposable {
  readonly #store = new DisposableStore();
  readonly #viewer: RemoteViewer;
  #view: RemoteScreenView;

  /** Starts to connect at once. */
  constructor(options: RemoteScreenOptions) {
    const viewer = new RemoteViewer({ ...options, logger: silentLogger, relayUrl: socketUrl('/relay').href });
    this.#viewer = this.#store.add(viewer);
    this.#view = readView(this.#viewer);
    this.#store.add(
      this.#viewer.onChanged.on(() => {
        this.#view = readView(this.#viewer);
      }),
    );
  }

  /** The same object until something changes. */
  get view(): RemoteScreenView {
    return this.#view;
  }

  get roundTripMs(): number | null {
    return this.#viewer.statistics.roundTripMs;
  }

  onChanged(listener: () => void): Disposable {
    return this.#store.add(this.#viewer.onChanged.on(listener));
  }

  /** The person wants the keyboard back in the window around the screen. */
  onLeaveKeyboard(listener: () => void): Disposable {
    return this.#store.add(this.#viewer.onLeaveKeyboard.on(listener));
  }

  setViewMode(mode: ViewMode): void {
    this.#viewer.setViewMode(mode);
  }

  setViewOnly(viewOnly: boolean): void {
    this.#viewer.setViewOnly(viewOnly);
  }

  /** False: there is nothing in it. */
  say(text: string): boolean {
    return this.#viewer.say(text);
  }

  sayAgain(id: string): void {
    this.#viewer.sayAgain(id);
  }

  askForReport(): void {
    this.#viewer.askForReport();
  }

  seeReport(): void {
    this.#viewer.seeReport();
  }

  setClipboardOn(on: boolean): void {
    this.#viewer.setClipboardOn(on);
  }

  /** To be called while a click is being handled. */
  takeCopiedText(): void {
    this.#viewer.takeCopiedText();
  }

  setLoadShown(isShown: boolean): void {
    this.#viewer.setLoadShown(isShown);
  }

  selectDisplay(displayId: string): void {
    this.#viewer.selectDisplay(displayId);
  }

  setAgentOnline(online: boolean): void {
    this.#viewer.setAgentOnline(online);
  }

  focus(): void {
    this.#viewer.focus();
  }

  leave(): void {
    this.#viewer.leave();
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function readView(viewer: RemoteViewer): RemoteScreenView {
  const { session, state, hasPicture, words, agentKey, viewOnly, chat, clipboard, load, report } = viewer;
  return {
    ...(session ?? beforeWelcome),
    welcomed: session !== null,
    state,
    hasPicture,
    words,
    agentKey,
    viewOnly,
    chat,
    clipboard,
    load,
    report,
  };
}
