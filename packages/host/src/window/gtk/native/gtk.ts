// libgtk-3 and libatk: widgets, their looks, their names for screen readers. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../../native/library.ts';

export const topLevelWindow = 0;
/** Not managed by the window manager: it can neither hide nor close it. */
/** PANGO_ELLIPSIZE_END */
export const endEllipsis = 3;
export const popUpWindow = 1;
export const horizontal = 0;
export const vertical = 1;
export const never = 2;
export const automatic = 1;
export const alignFill = 0;
export const alignStart = 1;
export const alignCentre = 3;
export const textLeftToRight = 1;
export const textRightToLeft = 2;
export const wrapWordChar = 2;
export const positionCentre = 1;
/** GTK_STYLE_PROVIDER_PRIORITY_APPLICATION */
export const applicationPriority = 600;

type Make = () => Pointer;
type On = (widget: Pointer) => void;
type OnText = (widget: Pointer, text: string) => void;
type OnNumber = (widget: Pointer, value: number) => void;
type OnWidget = (widget: Pointer, other: Pointer) => void;

export function bindGtk(library: LibraryHandle) {
  return {
    ...bindWidgets(library),
    ...bindWindows(library),
    ...bindBoxes(library),
    ...bindControls(library),
    ...bindStyle(library),
    ...bindTray(library),
  };
}

function bindWidgets(library: LibraryHandle) {
  return {
    /** 0: there is no display. */
    initialise: library.func('int gtk_init_check(void *count, void *arguments)') as (c: null, a: null) => number,
    showAll: library.func('void gtk_widget_show_all(void *w)') as On,
    show: library.func('void gtk_widget_show(void *w)') as On,
    hide: library.func('void gtk_widget_hide(void *w)') as On,
    destroy: library.func('void gtk_widget_destroy(void *w)') as On,
    realise: library.func('void gtk_widget_realize(void *w)') as On,
    gdkWindow: library.func('void *gtk_widget_get_window(void *w)') as (w: Pointer) => Pointer | null,
    grabFocus: library.func('void gtk_widget_grab_focus(void *w)') as On,
    hasFocus: library.func('int gtk_widget_is_focus(void *w)') as (w: Pointer) => number,
    setSensitive: library.func('void gtk_widget_set_sensitive(void *w, int sensitive)') as OnNumber,
    setSizeRequest: library.func('void gtk_widget_set_size_request(void *w, int width, int height)') as (
      w: Pointer,
      width: number,
      height: number,
    ) => void,
    setHorizontalAlign: library.func('void gtk_widget_set_halign(void *w, int align)') as OnNumber,
    setVerticalAlign: library.func('void gtk_widget_set_valign(void *w, int align)') as OnNumber,
    setMarginTop: library.func('void gtk_widget_set_margin_top(void *w, int margin)') as OnNumber,
    setMarginStart: library.func('void gtk_widget_set_margin_start(void *w, int margin)') as OnNumber,
    setDefaultDirection: library.func('void gtk_widget_set_default_direction(int direction)') as (
      direction: number,
    ) => void,
    /** Device pixels to one of GTK's. */
    scaleOf: library.func('int gtk_widget_get_scale_factor(void *w)') as (w: Pointer) => number,
    preferredHeight: library.func(
      'void gtk_widget_get_preferred_height_for_width(void *w, int width, _Out_ int *minimum, _Out_ int *natural)',
    ) as (w: Pointer, width: number, minimum: [number], natural: [number]) => void,
    preferredWidth: library.func(
      'void gtk_widget_get_preferred_width(void *w, _Out_ int *minimum, _Out_ int *natural)',
    ) as (w: Pointer, minimum: [number], natural: [number]) => void,
  };
}

function bindWindows(library: LibraryHandle) {
  return {
    newWindow: library.func('void *gtk_window_new(int type)') as (type: number) => Pointer,
    setTitle: library.func('void gtk_window_set_title(void *w, const char *title)') as OnText,
    setResizable: library.func('void gtk_window_set_resizable(void *w, int resizable)') as OnNumber,
    setPosition: library.func('void gtk_window_set_position(void *w, int position)') as OnNumber,
    setKeepAbove: library.func('void gtk_window_set_keep_above(void *w, int above)') as OnNumber,
    takeFocusWhenShown: library.func('void gtk_window_set_focus_on_map(void *w, int does)') as OnNumber,
    present: library.func('void gtk_window_present(void *w)') as On,
    move: library.func('void gtk_window_move(void *w, int x, int y)') as (w: Pointer, x: number, y: number) => void,
    position: library.func('void gtk_window_get_position(void *w, _Out_ int *x, _Out_ int *y)') as (
      w: Pointer,
      x: [number],
      y: [number],
    ) => void,
    resize: library.func('void gtk_window_resize(void *w, int width, int height)') as (
      w: Pointer,
      width: number,
      height: number,
    ) => void,
  };
}

function bindBoxes(library: LibraryHandle) {
  return {
    newBox: library.func('void *gtk_box_new(int orientation, int spacing)') as (o: number, s: number) => Pointer,
    pack: library.func(
      'void gtk_box_pack_start(void *box, void *child, int expand, int fill, unsigned int padding)',
    ) as (box: Pointer, child: Pointer, expand: number, fill: number, padding: number) => void,
    setHomogeneous: library.func('void gtk_box_set_homogeneous(void *box, int homogeneous)') as OnNumber,
    add: library.func('void gtk_container_add(void *container, void *child)') as OnWidget,
    setBorder: library.func('void gtk_container_set_border_width(void *container, unsigned int width)') as OnNumber,
    newScrolled: library.func('void *gtk_scrolled_window_new(void *h, void *v)') as (h: null, v: null) => Pointer,
    setScrollPolicy: library.func('void gtk_scrolled_window_set_policy(void *s, int h, int v)') as (
      s: Pointer,
      h: number,
      v: number,
    ) => void,
    setOverlayScrolling: library.func('void gtk_scrolled_window_set_overlay_scrolling(void *s, int on)') as OnNumber,
    setMinimumHeight: library.func('void gtk_scrolled_window_set_min_content_height(void *s, int height)') as OnNumber,
    scrollPlace: library.func('void *gtk_scrolled_window_get_vadjustment(void *s)') as (s: Pointer) => Pointer,
    setPlace: library.func('void gtk_adjustment_set_value(void *a, double value)') as OnNumber,
    placeLimit: library.func('double gtk_adjustment_get_upper(void *a)') as (a: Pointer) => number,
    newNotebook: library.func('void *gtk_notebook_new(void)') as Make,
    appendPage: library.func('int gtk_notebook_append_page(void *n, void *child, void *label)') as (
      n: Pointer,
      child: Pointer,
      label: Pointer,
    ) => number,
    showTabs: library.func('void gtk_notebook_set_show_tabs(void *n, int show)') as OnNumber,
    showBorder: library.func('void gtk_notebook_set_show_border(void *n, int show)') as OnNumber,
    removePage: library.func('void gtk_notebook_remove_page(void *n, int page)') as OnNumber,
    currentPage: library.func('int gtk_notebook_get_current_page(void *n)') as (n: Pointer) => number,
    setCurrentPage: library.func('void gtk_notebook_set_current_page(void *n, int page)') as OnNumber,
  };
}

function bindControls(library: LibraryHandle) {
  return {
    newLabel: library.func('void *gtk_label_new(const char *text)') as (text: string) => Pointer,
    setLabel: library.func('void gtk_label_set_text(void *l, const char *text)') as OnText,
    setMnemonicLabel: library.func('void gtk_label_set_text_with_mnemonic(void *l, const char *text)') as OnText,
    setMnemonicWidget: library.func('void gtk_label_set_mnemonic_widget(void *l, void *widget)') as OnWidget,
    setWrap: library.func('void gtk_label_set_line_wrap(void *l, int wrap)') as OnNumber,
    setWrapMode: library.func('void gtk_label_set_line_wrap_mode(void *l, int mode)') as OnNumber,
    setMaxWidth: library.func('void gtk_label_set_max_width_chars(void *l, int characters)') as OnNumber,
    /** What does not fit is cut: `endEllipsis`. */
    setEllipsis: library.func('void gtk_label_set_ellipsize(void *l, int mode)') as OnNumber,
    setLabelAlign: library.func('void gtk_label_set_xalign(void *l, float align)') as OnNumber,
    newImage: library.func('void *gtk_image_new(void)') as Make,
    setImage: library.func('void gtk_image_set_from_surface(void *image, void *surface)') as (
      image: Pointer,
      surface: Pointer | null,
    ) => void,
    newButton: library.func('void *gtk_button_new_with_mnemonic(const char *label)') as (label: string) => Pointer,
    setButtonLabel: library.func('void gtk_button_set_label(void *b, const char *label)') as OnText,
    newCheck: library.func('void *gtk_check_button_new_with_mnemonic(const char *label)') as (l: string) => Pointer,
    setActive: library.func('void gtk_toggle_button_set_active(void *b, int active)') as OnNumber,
    isActive: library.func('int gtk_toggle_button_get_active(void *b)') as (b: Pointer) => number,
    newEntry: library.func('void *gtk_entry_new(void)') as Make,
    setEntryText: library.func('void gtk_entry_set_text(void *e, const char *text)') as OnText,
    entryText: library.func('const char *gtk_entry_get_text(void *e)') as (e: Pointer) => string,
    setMaxLength: library.func('void gtk_entry_set_max_length(void *e, int characters)') as OnNumber,
    newChoice: library.func('void *gtk_combo_box_text_new(void)') as Make,
    appendChoice: library.func('void gtk_combo_box_text_append(void *c, const char *id, const char *text)') as (
      c: Pointer,
      id: string,
      text: string,
    ) => void,
    setChoice: library.func('int gtk_combo_box_set_active_id(void *c, const char *id)') as OnText,
    choice: library.func('const char *gtk_combo_box_get_active_id(void *c)') as (c: Pointer) => string | null,
  };
}

function bindStyle(library: LibraryHandle) {
  return {
    newCssProvider: library.func('void *gtk_css_provider_new(void)') as Make,
    loadCss: library.func(
      'int gtk_css_provider_load_from_data(void *p, const char *css, long length, void *error)',
    ) as (p: Pointer, css: string, length: number, error: null) => number,
    addProvider: library.func(
      'void gtk_style_context_add_provider_for_screen(void *screen, void *provider, unsigned int priority)',
    ) as (screen: Pointer, provider: Pointer, priority: number) => void,
    styleOf: library.func('void *gtk_widget_get_style_context(void *w)') as (w: Pointer) => Pointer,
    addClass: library.func('void gtk_style_context_add_class(void *style, const char *name)') as OnText,
    accessible: library.func('void *gtk_widget_get_accessible(void *w)') as (w: Pointer) => Pointer,
  };
}

/** Status icons are the tray protocol that every X11 desktop still takes; GTK calls them outdated and keeps them. */
function bindTray(library: LibraryHandle) {
  return {
    newStatusIcon: library.func('void *gtk_status_icon_new(void)') as Make,
    setStatusPicture: library.func('void gtk_status_icon_set_from_pixbuf(void *icon, void *pixbuf)') as OnWidget,
    setStatusTip: library.func('void gtk_status_icon_set_tooltip_text(void *icon, const char *text)') as OnText,
    setStatusTitle: library.func('void gtk_status_icon_set_title(void *icon, const char *text)') as OnText,
    setStatusName: library.func('void gtk_status_icon_set_name(void *icon, const char *name)') as OnText,
    setStatusVisible: library.func('void gtk_status_icon_set_visible(void *icon, int visible)') as OnNumber,
    /** 1: it is in a tray. */
    isEmbedded: library.func('int gtk_status_icon_is_embedded(void *icon)') as (icon: Pointer) => number,
    newMenu: library.func('void *gtk_menu_new(void)') as Make,
    newMenuItem: library.func('void *gtk_menu_item_new_with_mnemonic(const char *label)') as (l: string) => Pointer,
    appendItem: library.func('void gtk_menu_shell_append(void *menu, void *item)') as OnWidget,
    /** Where the event that is being handled happened. */
    popUp: library.func('void gtk_menu_popup_at_pointer(void *menu, void *event)') as (m: Pointer, e: null) => void,
    topLevelOf: library.func('void *gtk_widget_get_toplevel(void *w)') as (w: Pointer) => Pointer,
  };
}

export function bindAtk(library: LibraryHandle) {
  return {
    setName: library.func('void atk_object_set_name(void *o, const char *name)') as OnText,
    setDescription: library.func('void atk_object_set_description(void *o, const char *text)') as OnText,
    setRole: library.func('void atk_object_set_role(void *o, int role)') as OnNumber,
    roleNamed: library.func('int atk_role_for_name(const char *name)') as (name: string) => number,
  };
}

export type Gtk = ReturnType<typeof bindGtk>;
export type Atk = ReturnType<typeof bindAtk>;
