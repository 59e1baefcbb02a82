// What is being typed in the window of an enrolled computer: its name, and the address of a proxy. Nothing counts before its
// button is pressed; a proxy is tried first, so that a mistyped one cuts nobody off.

import { computerNameSchema } from '@nearhand/protocol';
import type { TextKey } from '../../consent/texts/texts.ts';
import { parseProxyAddress, shownProxyAddress } from '../../dialling/proxy.ts';
import type { WayOutcome } from '../../dialling/try-way.ts';
import type { Settings } from '../../settings/settings.ts';
import type { HomeView } from './home-view.ts';

export interface TypedField {
  readonly text: string;
  /** Another one than before: `text` replaces what is in the field. */
  readonly revision: number;
  /** What came of it. */
  readonly news: { readonly key: TextKey; readonly isProblem: boolean } | null;
  readonly isBusy: boolean;
}

export interface HomeDraft {
  readonly name: TypedField;
  /** null: another way was chosen. */
  readonly proxy: TypedField | null;
}

export interface HomeTypingOptions {
  /** False: it could not be stored. */
  readonly change: (changes: Partial<Settings>) => boolean;
  /** False: the server did not take it. */
  readonly rename: (name: string) => Promise<boolean>;
  readonly tryProxy: (url: string) => Promise<WayOutcome>;
  /** After each change that is to be seen. */
  readonly draw: () => void;
}

const untouched: TypedField = { text: '', revision: 0, news: null, isBusy: false };

/** Before anything is typed. */
export function firstDraft({ standing, settings }: HomeView): HomeDraft {
  const name = standing.kind === 'linked' ? { ...untouched, text: standing.name } : untouched;
  const proxy = { ...untouched, text: shownStored(settings.proxyAddress) };
  return { name, proxy: settings.proxy === 'typed' ? proxy : null };
}

export class HomeTyping {
  readonly #options: HomeTypingOptions;
  #name = untouched;
  #isNameTyped = false;
  #proxy = untouched;
  #isProxyOpen: boolean;
  #stored: string | null;

  constructor(options: HomeTypingOptions, view: HomeView) {
    this.#options = options;
    this.#stored = view.settings.proxyAddress;
    this.#isProxyOpen = view.settings.proxy === 'typed';
    this.#name = firstDraft(view).name;
    this.#proxy = { ...untouched, text: shownStored(this.#stored) };
  }

  get draft(): HomeDraft {
    return { name: this.#name, proxy: this.#isProxyOpen ? this.#proxy : null };
  }

  /** A name that came from the portal is shown, unless another one is being typed. */
  follow({ standing, settings }: HomeView): void {
    this.#stored = settings.proxyAddress;
    if (standing.kind !== 'linked' || this.#isNameTyped || standing.name === this.#name.text) return;
    this.#name = { ...this.#name, text: standing.name, revision: this.#name.revision + 1 };
  }

  /** Not drawn: the window holds it already. */
  nameEdited(text: string): void {
    this.#isNameTyped = true;
    this.#name = { ...this.#name, text };
  }

  proxyEdited(text: string): void {
    this.#proxy = { ...this.#proxy, text };
  }

  wayChosen(way: string): void {
    this.#isProxyOpen = way === 'typed';
    this.#proxy = { ...this.#proxy, news: null };
    if (way === 'none' || way === 'automatic') this.#options.change({ proxy: way });
    else this.#options.draw();
  }

  async rename(): Promise<void> {
    // Pasted along, and not seen.
    const name = computerNameSchema.safeParse(this.#name.text.replace(/\p{Bidi_Control}/gu, '')).data;
    if (this.#name.isBusy) return;
    if (name === undefined) return this.#tellOfName('nameShape', true);
    this.#name = { ...this.#name, isBusy: true };
    this.#tellOfName('nameChanging', false);
    const isTaken = await this.#options.rename(name);
    this.#name = { ...this.#name, isBusy: false };
    if (isTaken) this.#isNameTyped = false;
    this.#tellOfName(isTaken ? 'nameChanged' : 'nameRefused', !isTaken);
  }

  async useProxy(): Promise<void> {
    const url = this.#wantedProxy();
    if (this.#proxy.isBusy) return;
    if (url === null) return this.#tellOfProxy('proxyShape', true);
    this.#proxy = { ...this.#proxy, isBusy: true };
    this.#tellOfProxy('proxyTrying', false);
    const outcome = await this.#options.tryProxy(url);
    this.#proxy = { ...this.#proxy, isBusy: false };
    // Another way was chosen meanwhile.
    if (!this.#isProxyOpen) return;
    if (outcome === 'works') {
      const isStored = this.#options.change({ proxy: 'typed', proxyAddress: url });
      if (!isStored) return this.#tellOfProxy('failedAnswer', true);
      // The password is in nobody's sight any longer.
      this.#proxy = { ...this.#proxy, text: shownProxyAddress(url), revision: this.#proxy.revision + 1 };
    }
    this.#tellOfProxy(`proxy_${outcome}`, outcome !== 'works');
  }

  /** As it is shown it lacks the password: left as it is, the stored one is meant. */
  #wantedProxy(): string | null {
    const typed = this.#proxy.text.trim();
    if (this.#stored !== null && typed === shownStored(this.#stored)) return this.#stored;
    return parseProxyAddress(typed);
  }

  #tellOfName(key: TextKey, isProblem: boolean): void {
    this.#name = { ...this.#name, news: { key, isProblem } };
    this.#options.draw();
  }

  #tellOfProxy(key: TextKey, isProblem: boolean): void {
    this.#proxy = { ...this.#proxy, news: { key, isProblem } };
    this.#options.draw();
  }
}

function shownStored(url: string | null): string {
  return url === null ? '' : shownProxyAddress(url);
}
