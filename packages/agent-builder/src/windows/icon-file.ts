// The directory at the beginning of an `.ico` file, as Windows reads it. The pictures themselves are not looked at.

const headerBytes = 6;
const entryBytes = 16;
const maxIcons = 64;

/** The same bytes. Throws RangeError where Windows would find no picture in them. */
export function checkedIcon(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isIcon = bytes.length >= headerBytes && view.getUint16(0, true) === 0 && view.getUint16(2, true) === 1;
  const count = isIcon ? view.getUint16(4, true) : 0;
  const directoryEnd = headerBytes + count * entryBytes;
  if (count === 0 || count > maxIcons || bytes.length < directoryEnd) throw new RangeError('this is no .ico file');
  for (let at = headerBytes; at < directoryEnd; at += entryBytes) {
    const size = view.getUint32(at + 8, true);
    const offset = view.getUint32(at + 12, true);
    if (size === 0 || offset < directoryEnd || offset + size > bytes.length) {
      throw new RangeError('this .ico file is damaged');
    }
  }
  return bytes;
}
