// The window that stands for this program among the owners and requestors of selections (ICCCM section 2). Never shown.

import type { Disposable } from '@nearhand/base';
import type { XConnection } from '../connection.ts';
import { propertyChangeMask } from '../native/xselection.ts';

export class SelectionWindow implements Disposable {
  readonly connection: XConnection;
  readonly id: number;
  readonly selection: number;
  #disposed = false;

  constructor(connection: XConnection, selectionName: string) {
    const { display, libraries, root } = connection;
    this.connection = connection;
    this.selection = this.atom(selectionName);
    this.id = libraries.xselection.createWindow(display, root, -1, -1, 1, 1, 0, 0, 0);
    // Large values arrive and leave in pieces, told by changes of properties.
    libraries.xselection.selectInput(display, this.id, propertyChangeMask);
  }

  atom(name: string): number {
    return this.connection.libraries.x11.internAtom(this.connection.display, name, 0);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    if (this.connection.closed) return;
    this.connection.libraries.xselection.destroyWindow(this.connection.display, this.id);
    this.connection.flush();
  }
}

/** A field of an event that is an `unsigned long`. */
export function longAt(event: DataView, offset: number): number {
  return Number(event.getBigUint64(offset, true));
}
