// Threads of this process open their X displays one after the other. Xlib holds a lock of the whole process while it opens
// one, and GTK stops the server for others while it does: each would wait for the other for ever.

const patienceMs = 10_000;

/** This process's. Handed to its threads: what they import is another one. */
export const displayTurn: Int32Array = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Who holds the turn longer than ten seconds is stuck with the server: then others try as well. */
export function inTurn<T>(turn: Int32Array, open: () => T): T {
  while (Atomics.compareExchange(turn, 0, 0, 1) !== 0) {
    if (Atomics.wait(turn, 0, 1, patienceMs) === 'timed-out') break;
  }
  try {
    return open();
  } finally {
    Atomics.store(turn, 0, 0);
    Atomics.notify(turn, 0);
  }
}
