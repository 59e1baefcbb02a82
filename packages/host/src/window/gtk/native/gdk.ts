// libgdk-3 and cairo: monitors, properties and shapes of windows, pictures in memory. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../../native/library.ts';

/** GdkRectangle: x, y, width, height. */
export type GdkRectangle = Int32Array;
export const replaceProperty = 0;
/** Four bytes a pixel without gaps: blue, green, red, alpha, multiplied by alpha. */
export const cairoArgb = 0;

export function bindGdk(library: LibraryHandle) {
  return {
    xDisplay: bindXDisplay(library),
    defaultDisplay: library.func('void *gdk_display_get_default(void)') as () => Pointer | null,
    defaultScreen: library.func('void *gdk_screen_get_default(void)') as () => Pointer | null,
    monitorCount: library.func('int gdk_display_get_n_monitors(void *display)') as (d: Pointer) => number,
    monitor: library.func('void *gdk_display_get_monitor(void *display, int index)') as (
      d: Pointer,
      index: number,
    ) => Pointer | null,
    primaryMonitor: library.func('void *gdk_display_get_primary_monitor(void *display)') as (
      d: Pointer,
    ) => Pointer | null,
    /** The nearest where none is there. */
    monitorAt: library.func('void *gdk_display_get_monitor_at_point(void *display, int x, int y)') as (
      d: Pointer,
      x: number,
      y: number,
    ) => Pointer | null,
    geometry: library.func('void gdk_monitor_get_geometry(void *monitor, _Out_ void *rectangle)') as (
      m: Pointer,
      rectangle: GdkRectangle,
    ) => void,
    workArea: library.func('void gdk_monitor_get_workarea(void *monitor, _Out_ void *rectangle)') as (
      m: Pointer,
      rectangle: GdkRectangle,
    ) => void,
    atom: library.func('void *gdk_atom_intern(const char *name, int onlyIfExists)') as (
      name: string,
      onlyIfExists: number,
    ) => Pointer,
    changeProperty: library.func(
      'void gdk_property_change(void *window, void *property, void *type, int format, int mode, const void *data, int count)',
    ) as (
      window: Pointer,
      property: Pointer,
      type: Pointer,
      format: number,
      mode: number,
      data: BigUint64Array,
      count: number,
    ) => void,
    /** A copy of a surface's pixels, to be unreferenced. */
    pictureOf: library.func(
      'void *gdk_pixbuf_get_from_surface(void *surface, int x, int y, int width, int height)',
    ) as (surface: Pointer, x: number, y: number, widthPx: number, heightPx: number) => Pointer | null,
    raise: library.func('void gdk_window_raise(void *window)') as (window: Pointer) => void,
    setInputShape: library.func(
      'void gdk_window_input_shape_combine_region(void *window, void *region, int x, int y)',
    ) as (window: Pointer, region: Pointer, x: number, y: number) => void,
  };
}

/** Xlib's display behind GDK's; null on Wayland. */
function bindXDisplay(library: LibraryHandle): (display: Pointer) => Pointer | null {
  try {
    const nameOf = library.func('const char *g_type_name_from_instance(void *instance)') as (i: Pointer) => string;
    const read = library.func('void *gdk_x11_display_get_xdisplay(void *display)') as (d: Pointer) => Pointer;
    return (display) => (nameOf(display) === 'GdkX11Display' ? read(display) : null);
  } catch {
    // GTK was built for Wayland only.
    return () => null;
  }
}

export function bindCairo(library: LibraryHandle) {
  return {
    emptyRegion: library.func('void *cairo_region_create(void)') as () => Pointer,
    destroyRegion: library.func('void cairo_region_destroy(void *region)') as (region: Pointer) => void,
    newSurface: library.func('void *cairo_image_surface_create(int format, int width, int height)') as (
      format: number,
      widthPx: number,
      heightPx: number,
    ) => Pointer,
    /** null: there was no memory for it. */
    surfaceMemory: library.func('void *cairo_image_surface_get_data(void *surface)') as (s: Pointer) => Pointer | null,
    surfaceChanged: library.func('void cairo_surface_mark_dirty(void *surface)') as (s: Pointer) => void,
    setSurfaceScale: library.func('void cairo_surface_set_device_scale(void *surface, double x, double y)') as (
      s: Pointer,
      x: number,
      y: number,
    ) => void,
    destroySurface: library.func('void cairo_surface_destroy(void *surface)') as (s: Pointer) => void,
  };
}

export type Gdk = ReturnType<typeof bindGdk>;
export type Cairo = ReturnType<typeof bindCairo>;
