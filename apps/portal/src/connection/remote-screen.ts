// The one place that knows the viewer library: starts it inside an element and reports everything the window shows as one
// value, as React wants it.
import { type Disposable, DisposableStore, type Logger, silentLogger } from '@nearhand/base';
import type { Connected, Display, InputBlock, Permission } from '@nearhand/protocol';
import { type ConnectionState, RemoteViewer, type ViewMode } from '@nearhand/viewer';

export type { ViewMode };

export interface RemoteScreenView {
  readonly state: ConnectionState;
  readonly hasPicture: boolean;
  readonly words: readonly string[] | null;
  readonly agentKey: string | null;
  readonly viewOnly: boolean;
  readonly computerName: string;
  readonly systemName: string;
  readonly permissions: readonly Permission[];
  readonly displays: readonly Display[];
  readonly displayId: string | null;
  readonly participants: readonly { linkId: string; name: string }[];
  readonly inputBlock: InputBlock | null;
  /** The agent has said what can be seen and done. */
  readonly welcomed: boolean;
}

export interface RemoteScreenOptions {
  readonly container: HTMLElement;
  readonly label: string;
  readonly knownAgentKey: string | null;
  readonly requestLink: (commitment: string, sessionId: string | null) => Promise<Connected>;
  readonly logger?: Logger;
}

function relayUrl(): string {
  const url = new URL('/relay', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

export class RemoteScreen implements Disposable {
  readonly #store = new DisposableStore();
  readonly #viewer: RemoteViewer;
  #view: RemoteScreenView;

  /** Starts to connect at once. */
  constructor({ logger = silentLogger, ...options }: RemoteScreenOptions) {
    this.#viewer = this.#store.add(new RemoteViewer({ ...options, logger, relayUrl: relayUrl() }));
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
  const { session } = viewer;
  return {
    state: viewer.state,
    hasPicture: viewer.hasPicture,
    words: viewer.words,
    agentKey: viewer.agentKey,
    viewOnly: viewer.viewOnly,
    computerName: session?.computerName ?? '',
    systemName: session?.systemName ?? '',
    permissions: session?.permissions ?? [],
    displays: session?.displays ?? [],
    displayId: session?.displayId ?? null,
    participants: session?.participants ?? [],
    inputBlock: session?.inputBlock ?? null,
    welcomed: session !== null,
  };
}
