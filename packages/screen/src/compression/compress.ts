// General compression of an update's operations.

/** Returns null when it would not get shorter. */
export function compress(_bytes: Uint8Array): Uint8Array | null {
  return null;
}
