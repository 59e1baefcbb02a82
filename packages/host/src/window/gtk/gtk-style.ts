// How the window looks beyond the desktop's own theme and font, which stay. Colours with text on them are given as pairs,
// so that they can be read in light and dark themes alike.

import type { Pointer } from '../../native/library.ts';
import { applicationPriority } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

export const frameThicknessPx = 4;

const css = `
.nh-tabs > stack { background-color: @theme_base_color; }
.nh-heading { font-size: 145%; font-weight: 700; }
.nh-subheading { font-weight: 700; }
.nh-quiet { opacity: 0.78; }
.nh-problem { background-color: #fdeceb; color: #8c1d18; border-radius: 6px; padding: 10px 12px; }
.nh-notice { background-color: #fdf3e1; color: #4d3000; border-left: 4px solid #d98e00; border-radius: 4px; padding: 12px 14px; }
.nh-notice label { color: #4d3000; }
.nh-avatar { background-color: #3f5660; color: #ffffff; border-radius: 99px; font-weight: 700; font-size: 115%; min-width: 48px; min-height: 48px; }
.nh-avatar.nh-live { background-color: #b54708; }
.nh-name { font-weight: 700; }
.nh-words { font-size: 130%; font-weight: 700; background-color: #e4f2f5; color: #06323b; border-radius: 6px; padding: 8px 10px; }
.nh-button { padding: 8px 22px; min-height: 26px; }
.nh-button.nh-primary { background-image: none; background-color: #0c6070; color: #ffffff; border-color: #0c6070; text-shadow: none; box-shadow: none; font-weight: 700; }
.nh-button.nh-primary:hover { background-color: #0a5160; }
.nh-button.nh-primary:disabled { background-color: #7fa3aa; border-color: #7fa3aa; color: #ffffff; }
.nh-button.nh-danger { background-image: none; background-color: #b42318; color: #ffffff; border-color: #b42318; text-shadow: none; box-shadow: none; font-weight: 700; }
.nh-button.nh-danger:hover { background-color: #971d14; }
.nh-button.nh-primary label, .nh-button.nh-danger label { color: #ffffff; }
.nh-button:focus { outline: 2px solid #f2a33a; outline-offset: 2px; }
.nh-entry { padding: 6px 10px; }
.nh-entry.nh-large { padding: 8px 10px; font-size: 125%; }
.nh-log { background-color: @theme_base_color; border: 1px solid @borders; border-radius: 6px; }
.nh-log viewport, .nh-log box { background-color: transparent; }
.nh-check { padding: 4px 0; }
.nh-bar { background-color: #b54708; color: #ffffff; padding: 0; }
.nh-bar label { color: #ffffff; font-weight: 700; }
.nh-bar button { background-image: none; background-color: #ffffff; color: #7a2e04; border-color: #ffffff; text-shadow: none; box-shadow: none; padding: 2px 14px; }
.nh-bar button label { color: #7a2e04; }
.nh-frame { background-color: #b54708; }
`;

/** Once, for the whole display. */
export function useStyle({ gtk, gdk, gobject }: Toolkit): void {
  const screen = gdk.defaultScreen();
  if (screen === null) return;
  const provider = gtk.newCssProvider();
  gtk.loadCss(provider, css, -1, null);
  gtk.addProvider(screen, provider, applicationPriority);
  gobject.unref(provider);
}

export function addClasses({ gtk }: Toolkit, widget: Pointer, ...names: readonly string[]): void {
  const style = gtk.styleOf(widget);
  for (const name of names) gtk.addClass(style, name);
}
