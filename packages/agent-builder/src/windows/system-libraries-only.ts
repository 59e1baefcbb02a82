// Has Windows take the libraries that a 64-bit program names from the system's folder alone (DependentLoadFlags). Else it
// looks beside the program first: in the folder for downloads, where any web site can put a file. Source: "PE Format" and
// IMAGE_LOAD_CONFIG_DIRECTORY64, Microsoft; Windows heeds it from version 1607 of Windows 10 on.

const searchSystemFolder = 0x800;
/** Offsets from the signature `PE\0\0`; directories are those of PE32+. */
const header = { sectionCount: 6, optionalSize: 20, optional: 24, directories: 24 + 112 } as const;
const loadConfigDirectory = 10;
/** Offset in the load configuration. */
const dependentLoadFlags = 78;
const sectionSize = 40;
/** Offsets in a section's header. */
const section = { address: 12, rawSize: 16, rawAt: 20 } as const;

/** Changes the program in place and answers it. Throws RangeError where it has no place for that. */
export function systemLibrariesOnly(program: Uint8Array): Uint8Array {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const at = loadConfigOf(view);
  if (view.getUint32(at, true) < dependentLoadFlags + 2) throw new RangeError('The load configuration is too old.');
  view.setUint16(at + dependentLoadFlags, searchSystemFolder, true);
  return program;
}

/** Where it lies in the file. */
function loadConfigOf(view: DataView): number {
  const pe = view.getUint32(0x3c, true);
  const address = view.getUint32(pe + header.directories + loadConfigDirectory * 8, true);
  const table = pe + header.optional + view.getUint16(pe + header.optionalSize, true);
  for (let index = 0; index < view.getUint16(pe + header.sectionCount, true); index++) {
    const entry = table + index * sectionSize;
    const offset = address - view.getUint32(entry + section.address, true);
    const isInside = offset >= 0 && offset < view.getUint32(entry + section.rawSize, true);
    if (address !== 0 && isInside) return view.getUint32(entry + section.rawAt, true) + offset;
  }
  throw new RangeError('The program has no load configuration.');
}
