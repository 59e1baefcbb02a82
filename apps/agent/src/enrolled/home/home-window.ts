// The window of an enrolled computer, as long as the program runs: shows what it is given, stores what the person chooses,
// and hands up what is to be done. Whether closing it hides it or quits is for its owner to say.

import { AppError, type Disposable, DisposableStore, Emitter, type Event, type Logger } from '@nearhand/base';
import type { NativeWindow, WindowEvent, WindowSystem } from '@nearhand/host';
import { type Locale, localeSchema, permissionSchema } from '@nearhand/protocol';
import type { TextKey } from '../../consent/texts/texts.ts';
import type { Settings, SettingsStore } from '../../settings/settings.ts';
import { firstChatDraft, HomeChat, type HomeChatOptions } from './home-chat.ts';
import { homeContent, homeIds } from './home-content.ts';
import { firstDraft, HomeTyping, type HomeTypingOptions } from './home-typing.ts';
import type { HomeView } from './home-view.ts';

/** `close`: the window was asked to; `opened`: the bar brought it back. */
export type HomeWish = 'signIn' | 'openPage' | 'endSession' | 'openLog' | 'quit' | 'close' | 'opened';

export interface HomeWindowOptions {
  readonly system: WindowSystem;
  readonly view: HomeView;
  readonly settings: SettingsStore;
  readonly systemLocale: Locale;
  /** Throws where the system does not let it; AppError `too_large` where the command line is too long for it. */
  readonly startWithSystem: (isWanted: boolean) => void;
  readonly rename: HomeTypingOptions['rename'];
  readonly tryProxy: HomeTypingOptions['tryProxy'];
  readonly say: HomeChatOptions['say'];
  readonly logger: Logger;
  /** It begins off the screen. */
  readonly isHidden?: boolean;
}

export class HomeWindow implements Disposable {
  readonly #options: HomeWindowOptions;
  readonly #store = new DisposableStore();
  readonly #wished = this.#store.add(new Emitter<HomeWish>());
  readonly #window: NativeWindow;
  #view: HomeView;
  readonly #typing: HomeTyping;
  readonly #chat: HomeChat;
  #problem: TextKey | null = null;

  readonly onWish: Event<HomeWish> = this.#wished;
  /** Nobody sees it any more. */
  readonly onLost: Event<Error>;

  /** Rejects with AppError `desktop_unavailable`. */
  static async open(options: HomeWindowOptions): Promise<HomeWindow> {
    const { view, system, isHidden } = options;
    const content = homeContent(
      { view, draft: firstDraft(view), chat: firstChatDraft, problem: null },
      localeOf(options),
    );
    const window = await system.open(content, isHidden);
    return new HomeWindow(options, window);
  }

  private constructor(options: HomeWindowOptions, window: NativeWindow) {
    this.#options = options;
    this.#view = options.view;
    this.#window = this.#store.add(window);
    this.onLost = window.onLost;
    const { rename, tryProxy, view, say, logger } = options;
    const change: HomeTypingOptions['change'] = (changes) => this.#change(changes);
    this.#typing = new HomeTyping({ rename, tryProxy, change, draw: () => this.#draw() }, view);
    this.#chat = new HomeChat({ say, draw: () => this.#draw(), logger });
    this.#store.add(window.onEvent.on((event) => this.#take(event)));
  }

  show(view: HomeView): void {
    this.#view = view;
    this.#typing.follow(view);
    this.#chat.follow(view.chat);
    this.#draw();
  }

  hide(): void {
    this.#window.hide();
  }

  bringForward(): void {
    this.#window.bringForward();
  }

  /** Somebody who is connected wrote: it comes up with that, and leaves the keyboard where it is. */
  call(): void {
    this.#chat.call();
    this.#draw();
    this.#window.appear();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #draw(): void {
    if (this.#store.disposed) return;
    const state = { view: this.#view, draft: this.#typing.draft, chat: this.#chat.draft, problem: this.#problem };
    this.#window.show(homeContent(state, localeOf(this.#options)));
  }

  #take(event: WindowEvent): void {
    this.#chat.take(event);
    switch (event.type) {
      case 'pressed':
        return this.#pressed(event.id);
      case 'checked':
        return this.#checked(event.id, event.checked);
      case 'chosen':
        return this.#chosen(event.id, event.option);
      case 'closed':
        return this.#wished.emit('close');
      case 'edited':
        return this.#edited(event.id, event.text);
      case 'opened':
        return this.#wished.emit('opened');
      case 'turned':
        return;
    }
  }

  #pressed(id: string): void {
    if (id === homeIds.signIn) this.#wished.emit('signIn');
    else if (id === homeIds.openPage) this.#wished.emit('openPage');
    else if (id === homeIds.end) this.#wished.emit('endSession');
    else if (id === homeIds.log) this.#wished.emit('openLog');
    else if (id === homeIds.quit) this.#wished.emit('quit');
    else if (id === homeIds.rename) void this.#typing.rename();
    else if (id === homeIds.useProxy) void this.#typing.useProxy();
  }

  #edited(id: string, text: string): void {
    if (id === homeIds.name) this.#typing.nameEdited(text);
    else if (id === homeIds.proxyAddress) this.#typing.proxyEdited(text);
  }

  #checked(id: string, isChecked: boolean): void {
    const { withheld } = this.#view.settings;
    const permission = permissionSchema.safeParse(id).data;
    if (id === homeIds.ask) this.#change({ ask: isChecked });
    if (id === homeIds.autostart) this.#attempt(() => this.#options.startWithSystem(isChecked));
    if (permission === undefined) return;
    const others = withheld.filter((one) => one !== permission);
    this.#change({ withheld: isChecked ? others : [...others, permission] });
  }

  #chosen(id: string, option: string): void {
    if (id === homeIds.language) this.#change({ language: localeSchema.safeParse(option).data ?? null });
    else if (id === homeIds.askSeconds) this.#change({ askSeconds: Number(option) as Settings['askSeconds'] });
    else if (id === homeIds.proxy) this.#typing.wayChosen(option);
  }

  /** Drawn by whoever listens to the settings; what could not be stored did not change. */
  #change(changes: Partial<Settings>): boolean {
    return this.#attempt(() => this.#options.settings.change(changes));
  }

  #attempt(change: () => void): boolean {
    try {
      this.#problem = null;
      change();
      return true;
    } catch (error) {
      this.#options.logger.warn('a setting was not stored', { error });
      this.#problem = error instanceof AppError && error.code === 'too_large' ? 'settingStartTooLong' : 'failedAnswer';
      this.show(this.#view);
      return false;
    }
  }
}

function localeOf({ settings, systemLocale }: Pick<HomeWindowOptions, 'settings' | 'systemLocale'>): Locale {
  return settings.settings.language ?? systemLocale;
}
