// The desktop that a program under Wine has opened, as a Desktop of this process.

import { AppError, type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { CursorShape, Display, InputMessage, PixelBuffer, Rect } from '@nearhand/protocol';
import type { Desktop, DesktopInfo, DisplayCapture } from '../../../ports.ts';
import type { WineLink } from './wine-link.ts';

export function openRemoteDesktop(link: WineLink): Desktop {
  return new RemoteDesktop(link);
}

class RemoteDesktop implements Desktop {
  readonly info: DesktopInfo;
  readonly displays: Desktop['displays'];
  readonly capture: Desktop['capture'];
  readonly input: Desktop['input'];
  readonly cursor: Desktop['cursor'];
  readonly clipboard: Desktop['clipboard'];
  readonly windows: Desktop['windows'];
  readonly obstacles: Desktop['obstacles'];
  readonly onLost = new Emitter<Error>();
  readonly #link: WineLink;
  readonly #store = new DisposableStore();
  readonly #damage = new Emitter<{ readonly capture: number; readonly grabs: number }>();

  constructor(link: WineLink) {
    this.#link = link;
    const { cursor, info } = link.call('open');
    const onDisplays = new Emitter<readonly Display[]>();
    const onLocalPointer = new Emitter<{ x: number; y: number }>();
    const onCursor = new Emitter<CursorShape | null>();
    this.info = info as DesktopInfo;
    this.displays = { list: () => link.call('displays'), onChanged: onDisplays };
    this.capture = { open: (displayId) => this.#open(displayId), way: async () => link.call('captureWay') };
    this.input = {
      inject: (message: InputMessage) => this.#unlessDisposed(() => link.call('inject', message)),
      releaseAll: () => this.#unlessDisposed(() => link.call('releaseAll')),
      onLocalPointer,
    };
    this.cursor = cursor ? { current: () => null, onChanged: onCursor } : null;
    const onCopied = new Emitter<void>();
    this.clipboard = {
      onCopied,
      readText: async (maxBytes) => (this.#store.disposed ? null : link.call('readText', maxBytes)),
      writeText: async (text) => !this.#store.disposed && link.call('writeText', text),
    };
    this.windows = {
      titlesAt: (x, y) => link.call('titlesAt', x, y),
      titlesWithFocus: () => link.call('titlesWithFocus'),
      nearhandAt: (x, y) => link.call('nearhandAt', x, y),
      nearhandHasFocus: () => link.call('nearhandHasFocus'),
    };
    this.obstacles = { current: () => link.call('obstacle'), onChanged: new Emitter() };
    this.#store.add(
      link.onNews.on((news) => {
        if (news.kind === 'damage') this.#damage.emit(news);
        else if (news.kind === 'displays') onDisplays.emit(news.displays);
        else if (news.kind === 'localPointer') onLocalPointer.emit({ x: news.x, y: news.y });
        else if (news.kind === 'copied') onCopied.emit();
        else onCursor.emit(news.shape);
      }),
    );
    this.#store.defer(() => link.call('close'));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #unlessDisposed(work: () => void): void {
    if (!this.#store.disposed) work();
  }

  #open(displayId: string): DisplayCapture {
    try {
      const capture = this.#link.call('watch', displayId);
      return new RemoteCapture(this.#link, capture, this.#damage);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'display_not_found') {
        throw new AppError('display_not_found', error.message);
      }
      throw error;
    }
  }
}

class RemoteCapture implements DisplayCapture {
  readonly onDamage = new Emitter<void>();
  readonly #link: WineLink;
  readonly #id: number;
  readonly #following: Disposable;
  #picture: PixelBuffer = { widthPx: 0, heightPx: 0, strideBytes: 0, data: new Uint8Array() };
  #grabs = 0;
  #disposed = false;

  constructor(link: WineLink, id: number, damage: Emitter<{ readonly capture: number; readonly grabs: number }>) {
    this.#link = link;
    this.#id = id;
    this.#following = damage.on(({ capture, grabs }) => {
      // Told before the last grab, which has it already.
      if (capture === id && grabs === this.#grabs) this.onDamage.emit();
    });
  }

  grab(): { readonly picture: PixelBuffer; readonly damage: readonly Rect[] } {
    if (this.#disposed) return { picture: this.#picture, damage: [] };
    this.#grabs++;
    const { value, bytes } = this.#link.callWithBytes('grab', this.#id);
    const { widthPx, heightPx, damage } = value;
    this.#picture = { widthPx, heightPx, strideBytes: widthPx * 4, data: bytes };
    return { picture: this.#picture, damage };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#following.dispose();
    this.onDamage.dispose();
    this.#link.call('unwatch', this.#id);
  }
}
