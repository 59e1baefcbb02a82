// Puts the sections of a 64-bit Windows program at whole pages of the file. Windows maps them either way; Wine, and whatever
// else maps files as they are, would otherwise read the whole program into memory. Source of the format: "PE Format",
// Microsoft. Nothing may lie behind the sections; a signature comes afterwards.

const pageSize = 4096;
const sectionSize = 40;
/** Offsets from the signature `PE\0\0`. */
const header = { sectionCount: 6, optionalSize: 20, fileAlignment: 24 + 36, headersSize: 24 + 60 } as const;
/** Offsets in a section's header. */
const section = { rawSize: 16, rawAt: 20 } as const;

export function pageAligned(program: Uint8Array): Uint8Array {
  const old = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const pe = old.getUint32(0x3c, true);
  const table = pe + 24 + old.getUint16(pe + header.optionalSize, true);
  const sections = Array.from({ length: old.getUint16(pe + header.sectionCount, true) }, (_, index) => {
    const at = table + index * sectionSize;
    return { at, start: old.getUint32(at + section.rawAt, true), size: old.getUint32(at + section.rawSize, true) };
  });
  const headersSize = inPages(old.getUint32(pe + header.headersSize, true));
  const result = new Uint8Array(sections.reduce((total, { size }) => total + inPages(size), headersSize));
  result.set(program.subarray(0, old.getUint32(pe + header.headersSize, true)));
  const view = new DataView(result.buffer);
  view.setUint32(pe + header.fileAlignment, pageSize, true);
  view.setUint32(pe + header.headersSize, headersSize, true);
  let to = headersSize;
  for (const { at, start, size } of sections) {
    if (size === 0) continue;
    result.set(program.subarray(start, start + size), to);
    view.setUint32(at + section.rawSize, inPages(size), true);
    view.setUint32(at + section.rawAt, to, true);
    to += inPages(size);
  }
  return result;
}

const inPages = (bytes: number): number => Math.ceil(bytes / pageSize) * pageSize;
