// One window with its tabs, and the bar and frames that belong to it. In the thread that GTK lives in.

import type { Disposable } from '@nearhand/base';
import { accessKeys, marked } from '../access-keys.ts';
import { labelsOf, mayBeginInside } from '../content-shape.ts';
import type { WindowContent, WindowEvent } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import { WishedPlace } from '../wished-place.ts';
import { markAsNearhand } from './gtk-mark.ts';
import { GtkIndicator } from './gtk-indicator.ts';
import { primaryWorkArea, workAreaAt } from './gtk-monitors.ts';
import type { GtkSignals } from './gtk-signals.ts';
import { addClasses } from './gtk-style.ts';
import { contentWidthPx, GtkTab } from './gtk-tab.ts';
import { positionCentre, textLeftToRight, textRightToLeft, topLevelWindow } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

/** Left for the window's frame, a panel and the tabs. */
const spareHeightPx = 140;
const titleBarPx = 40;

export interface GtkWindowOptions {
  readonly toolkit: Toolkit;
  readonly signals: GtkSignals;
  readonly emit: (event: WindowEvent) => void;
  readonly isHidden: boolean;
}

export class GtkWindow implements Disposable {
  readonly #options: GtkWindowOptions;
  readonly #window: Pointer;
  readonly #notebook: Pointer;
  readonly #signals: ReturnType<GtkSignals['group']>;
  #tabs: GtkTab[] = [];
  #tabLabels: Pointer[] = [];
  #indicator: GtkIndicator | null = null;
  #urgent = false;
  /** It came up by itself and was neither hidden nor brought forward since. */
  #hasAppeared = false;
  #isBuilt = false;
  readonly #place = new WishedPlace();
  /** Turned to by the program, not by the person. */
  #isTurning = false;
  #frontRevision: number;

  constructor(options: GtkWindowOptions, content: WindowContent) {
    this.#options = options;
    this.#frontRevision = content.front.revision;
    const { gtk } = options.toolkit;
    this.#signals = options.signals.group();
    this.#window = gtk.newWindow(topLevelWindow);
    gtk.setResizable(this.#window, 0);
    gtk.setPosition(this.#window, positionCentre);
    this.#notebook = gtk.newNotebook();
    gtk.showBorder(this.#notebook, 0);
    addClasses(options.toolkit, this.#notebook, 'nh-tabs');
    gtk.add(this.#window, this.#notebook);
    this.#signals.instead(this.#window, 'delete-event', () => options.emit({ type: 'closed' }));
    const screen = options.toolkit.gdk.defaultScreen();
    if (screen !== null) this.#signals.onLasting(screen, 'monitors-changed', () => this.#stayOnScreen());
    this.#signals.onProperty(this.#notebook, 'page', () => this.#turned());
    this.show(content);
    // Its size decides where its middle is, so it is realised after it was filled.
    gtk.realise(this.#window);
    markAsNearhand(options.toolkit, this.#window);
    gtk.showAll(this.#notebook);
    if (!options.isHidden) this.bringForward();
    this.#isBuilt = true;
  }

  show(content: WindowContent): void {
    const { gtk } = this.#options.toolkit;
    gtk.setDefaultDirection(content.direction === 'rtl' ? textRightToLeft : textLeftToRight);
    gtk.setTitle(this.#window, content.title);
    this.#isTurning = true;
    this.#drawTabs(content);
    this.#bringToFront(content);
    this.#isTurning = false;
    this.#drawIndicator(content);
    this.#stayOnScreen();
    const wasUrgent = this.#urgent;
    this.#urgent = content.urgent;
    this.#stayAbove();
    if (content.urgent && !wasUrgent && this.#isBuilt) this.bringForward();
  }

  hide(): void {
    this.#hasAppeared = false;
    this.#options.toolkit.gtk.hide(this.#window);
    this.#stayAbove();
  }

  bringForward(): void {
    this.#hasAppeared = false;
    this.#stayAbove();
    this.#options.toolkit.gtk.present(this.#window);
  }

  appear(): void {
    const { gdk, gtk } = this.#options.toolkit;
    this.#hasAppeared = true;
    // A window manager puts what must not have the keyboard below the window that has it.
    this.#stayAbove();
    gtk.takeFocusWhenShown(this.#window, 0);
    gtk.show(this.#window);
    gtk.takeFocusWhenShown(this.#window, 1);
    const native = gtk.gdkWindow(this.#window);
    if (native !== null) gdk.raise(native);
  }

  dispose(): void {
    this.#indicator?.dispose();
    for (const tab of this.#tabs) tab.dispose();
    this.#signals.dispose();
    this.#options.toolkit.gtk.destroy(this.#window);
  }

  #stayAbove(): void {
    this.#options.toolkit.gtk.setKeepAbove(this.#window, Number(this.#urgent || this.#hasAppeared));
  }

  #drawTabs(content: WindowContent): void {
    const { gtk } = this.#options.toolkit;
    const labels = labelsOf(content);
    const places = accessKeys(labels);
    const accessLabel = (label: string): string => marked(label, places[labels.indexOf(label)] ?? -1, '_');
    const isSame = content.tabs.length === this.#tabs.length;
    if (isSame && content.tabs.every((tab, index) => this.#tabs[index]?.fits(tab))) {
      for (const [index, tab] of content.tabs.entries()) {
        this.#tabs[index]?.update(tab);
        const label = this.#tabLabels[index];
        if (label !== undefined) gtk.setLabel(label, tab.label);
      }
      return;
    }
    const page = gtk.currentPage(this.#notebook);
    const before = this.#tabs[page];
    const focused = before?.focusedId() ?? null;
    for (const tab of this.#tabs) {
      tab.dispose();
      gtk.removePage(this.#notebook, 0);
    }
    const { toolkit, signals, emit } = this.#options;
    this.#tabs = content.tabs.map((tab) => new GtkTab({ toolkit, signals, emit, accessLabel }, tab));
    this.#tabLabels = this.#tabs.map(({ tab, widget }) => {
      const label = gtk.newLabel(tab.label);
      gtk.show(label);
      gtk.appendPage(this.#notebook, widget, label);
      return label;
    });
    gtk.showTabs(this.#notebook, Number(this.#tabs.length > 1));
    const index = Math.max(
      0,
      this.#tabs.findIndex(({ tab }) => tab.id === before?.tab.id),
    );
    gtk.setCurrentPage(this.#notebook, index);
    this.#focus(index, focused);
  }

  #bringToFront({ front }: WindowContent): void {
    if (front.revision === this.#frontRevision) return;
    this.#frontRevision = front.revision;
    const index = this.#tabs.findIndex(({ tab }) => tab.id === front.tab);
    if (index < 0) return;
    this.#options.toolkit.gtk.setCurrentPage(this.#notebook, index);
    this.#focus(index, null);
  }

  #focus(index: number, id: string | null): void {
    const tab = this.#tabs[index];
    if (tab === undefined) return;
    const all = this.#tabs.map((one) => one.tab);
    if (!tab.focus(id, mayBeginInside(tab.tab, all))) this.#options.toolkit.gtk.grabFocus(this.#notebook);
  }

  #turned(): void {
    const { emit, toolkit } = this.#options;
    const tab = this.#tabs[toolkit.gtk.currentPage(this.#notebook)]?.tab.id;
    if (!this.#isTurning && tab !== undefined) emit({ type: 'turned', tab });
  }

  /** It grows and shrinks with what it shows, from its top left corner. */
  #stayOnScreen(): void {
    const { toolkit } = this.#options;
    const { gtk } = toolkit;
    const limitPx = Math.max(200, primaryWorkArea(toolkit).height - spareHeightPx);
    for (const tab of this.#tabs) tab.fitHeight(limitPx);
    if (!this.#isBuilt) return;
    const [x, y, width, height]: [[number], [number], [number], [number]] = [[0], [0], [0], [0]];
    gtk.position(this.#window, x, y);
    gtk.preferredWidth(this.#window, [0], width);
    gtk.preferredHeight(this.#window, contentWidthPx, [0], height);
    const area = workAreaAt(toolkit, x[0], y[0]);
    const now = { x: x[0], y: y[0], width: width[0], height: height[0] + titleBarPx };
    const put = this.#place.inside(area, now);
    if (put.x !== now.x || put.y !== now.y) gtk.move(this.#window, put.x, put.y);
  }

  #drawIndicator({ indicator }: WindowContent): void {
    if (indicator === null) {
      this.#indicator?.dispose();
      this.#indicator = null;
      return;
    }
    const { toolkit, signals, emit } = this.#options;
    const open = (): void => {
      this.bringForward();
      emit({ type: 'opened' });
    };
    this.#indicator ??= new GtkIndicator({ toolkit, signals, emit, open });
    this.#indicator.show(indicator);
  }
}
