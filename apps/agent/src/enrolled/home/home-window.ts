// The window of an enrolled computer, as long as the program runs: shows what it is given, stores what the person chooses,
// and hands up what is to be done. Closing it quits: nothing else would bring it back.

import { type Disposable, DisposableStore, Emitter, type Event, type Logger } from '@nearhand/base';
import type { NativeWindow, WindowEvent, WindowSystem } from '@nearhand/host';
import { type Locale, localeSchema, permissionSchema } from '@nearhand/protocol';
import type { TextKey } from '../../consent/texts/texts.ts';
import type { Settings, SettingsStore } from '../../settings/settings.ts';
import { homeContent, homeIds } from './home-content.ts';
import type { HomeView } from './home-view.ts';

export type HomeWish = 'signIn' | 'openPage' | 'endSession' | 'openLog' | 'quit';

export interface HomeWindowOptions {
  readonly system: WindowSystem;
  readonly view: HomeView;
  readonly settings: SettingsStore;
  readonly systemLocale: Locale;
  readonly logger: Logger;
}

export class HomeWindow implements Disposable {
  readonly #options: HomeWindowOptions;
  readonly #store = new DisposableStore();
  readonly #wished = this.#store.add(new Emitter<HomeWish>());
  readonly #window: NativeWindow;
  #view: HomeView;
  #problem: TextKey | null = null;

  readonly onWish: Event<HomeWish> = this.#wished;

  /** Rejects with AppError `desktop_unavailable`. */
  static async open(options: HomeWindowOptions): Promise<HomeWindow> {
    const window = await options.system.open(homeContent(options.view, null, localeOf(options)));
    return new HomeWindow(options, window);
  }

  private constructor(options: HomeWindowOptions, window: NativeWindow) {
    this.#options = options;
    this.#view = options.view;
    this.#window = this.#store.add(window);
    this.#store.add(window.onEvent.on((event) => this.#take(event)));
  }

  show(view: HomeView): void {
    this.#view = view;
    this.#window.show(homeContent(view, this.#problem, localeOf(this.#options)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #take(event: WindowEvent): void {
    switch (event.type) {
      case 'pressed':
        return this.#pressed(event.id);
      case 'checked':
        return this.#checked(event.id, event.checked);
      case 'chosen':
        return this.#chosen(event.id, event.option);
      case 'closed':
        return this.#wished.emit('quit');
      case 'edited':
      case 'turned':
      case 'opened':
        return;
    }
  }

  #pressed(id: string): void {
    if (id === homeIds.signIn) this.#wished.emit('signIn');
    else if (id === homeIds.openPage) this.#wished.emit('openPage');
    else if (id === homeIds.end) this.#wished.emit('endSession');
    else if (id === homeIds.log) this.#wished.emit('openLog');
    else if (id === homeIds.quit) this.#wished.emit('quit');
  }

  #checked(id: string, isChecked: boolean): void {
    const { withheld } = this.#view.settings;
    if (id === homeIds.ask) return this.#change({ ask: isChecked });
    const permission = permissionSchema.safeParse(id).data;
    if (permission === undefined) return;
    const others = withheld.filter((one) => one !== permission);
    this.#change({ withheld: isChecked ? others : [...others, permission] });
  }

  #chosen(id: string, option: string): void {
    if (id === homeIds.language) this.#change({ language: localeSchema.safeParse(option).data ?? null });
    else if (id === homeIds.askSeconds) this.#change({ askSeconds: Number(option) as Settings['askSeconds'] });
    else if (id === homeIds.proxy) this.#change({ proxy: option === 'none' ? 'none' : 'automatic' });
  }

  /** Drawn by whoever listens to the settings; what could not be stored did not change. */
  #change(changes: Partial<Settings>): void {
    try {
      this.#problem = null;
      this.#options.settings.change(changes);
    } catch (error) {
      this.#options.logger.warn('a setting was not stored', { error });
      this.#problem = 'failedAnswer';
      this.show(this.#view);
    }
  }
}

function localeOf({ settings, systemLocale }: Pick<HomeWindowOptions, 'settings' | 'systemLocale'>): Locale {
  return settings.settings.language ?? systemLocale;
}
