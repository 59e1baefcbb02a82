// An icon in the tray by GTK's status icon, which speaks the XEmbed protocol of X11 trays. Without a tray, and on Wayland,
// GTK keeps it out of sight and says that it is not embedded.

import type { Disposable } from '@nearhand/base';
import { accessKeys, marked } from '../access-keys.ts';
import { trayPicture } from '../tray-picture.ts';
import { tipOf, type TrayContent, type TrayEvent } from '../tray.ts';
import type { Pointer } from '../../native/library.ts';
import { markAsNearhand } from './gtk-mark.ts';
import { withSurface } from './gtk-picture.ts';
import type { GtkSignals } from './gtk-signals.ts';
import type { Toolkit } from './native/toolkit.ts';

/** GTK makes it as small as the tray wants. */
const pictureSizePx = 64;

export interface GtkTrayOptions {
  readonly toolkit: Toolkit;
  readonly signals: GtkSignals;
  readonly emit: (event: TrayEvent) => void;
}

export class GtkTray implements Disposable {
  readonly #options: GtkTrayOptions;
  readonly #signals: ReturnType<GtkSignals['group']>;
  readonly #icon: Pointer;
  #content: TrayContent;
  #shownState: TrayContent['state'] | null = null;
  #menu: { readonly widget: Pointer; readonly signals: Disposable } | null = null;

  constructor(options: GtkTrayOptions, content: TrayContent) {
    this.#options = options;
    this.#content = content;
    const { gtk } = options.toolkit;
    this.#signals = options.signals.group();
    this.#icon = gtk.newStatusIcon();
    gtk.setStatusName(this.#icon, 'nearhand');
    this.#signals.on(this.#icon, 'activate', () => options.emit({ type: 'opened' }));
    this.#signals.onMenu(this.#icon, () => this.#popUp());
    this.#signals.onProperty(this.#icon, 'embedded', () => this.#tellPlace());
    this.show(content);
    this.#tellPlace();
  }

  show(content: TrayContent): void {
    const { toolkit } = this.#options;
    this.#content = content;
    const tip = tipOf(content);
    toolkit.gtk.setStatusTip(this.#icon, tip);
    toolkit.gtk.setStatusTitle(this.#icon, tip);
    if (content.state === this.#shownState) return;
    this.#shownState = content.state;
    withSurface(toolkit, trayPicture(content.state, pictureSizePx), (surface) => {
      const picture = toolkit.gdk.pictureOf(surface, 0, 0, pictureSizePx, pictureSizePx);
      if (picture === null) return;
      toolkit.gtk.setStatusPicture(this.#icon, picture);
      toolkit.gobject.unref(picture);
    });
  }

  dispose(): void {
    const { gtk, gobject } = this.#options.toolkit;
    this.#dropMenu();
    this.#signals.dispose();
    gtk.setStatusVisible(this.#icon, 0);
    gobject.unref(this.#icon);
  }

  #tellPlace(): void {
    const { toolkit, emit } = this.#options;
    emit({ type: 'placed', isThere: toolkit.gtk.isEmbedded(this.#icon) !== 0 });
  }

  /** Made anew each time: what can be chosen changes with what happens. */
  #popUp(): void {
    const { toolkit, signals, emit } = this.#options;
    const { gtk } = toolkit;
    this.#dropMenu();
    const group = signals.group();
    const widget = gtk.newMenu();
    const places = accessKeys(this.#content.menu.map(({ label }) => label));
    for (const [index, { id, label }] of this.#content.menu.entries()) {
      const item = gtk.newMenuItem(marked(label, places[index] ?? -1, '_'));
      group.on(item, 'activate', () => emit({ type: 'chosen', id }));
      gtk.appendItem(widget, item);
    }
    group.on(widget, 'selection-done', () => this.#dropMenu());
    this.#menu = { widget, signals: group };
    gtk.showAll(widget);
    gtk.popUp(widget, null);
    markAsNearhand(toolkit, gtk.topLevelOf(widget));
  }

  #dropMenu(): void {
    const menu = this.#menu;
    if (menu === null) return;
    this.#menu = null;
    menu.signals.dispose();
    this.#options.toolkit.gtk.destroy(menu.widget);
  }
}
