// Removes from a 64-bit little-endian ELF program what is never loaded: symbol tables and debugging information, a fifth
// of Node's size. Source of the format: the System V ABI, "Object Files". Throws where the file is no such program.

const sectionHeaderSize = 64;
/** Offsets in the file's header. */
const header = { sectionTable: 40, sectionSize: 58, sectionCount: 60, nameSection: 62 } as const;
/** Offsets in a section's header. */
const section = { name: 0, type: 4, flags: 8, offset: 24, size: 32, link: 40, info: 44 } as const;
const kinds = { symbols: 2, strings: 3, withoutBytes: 8 } as const;
const loadedFlag = 2n;

export function stripElf(program: Uint8Array): Uint8Array {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const isElf = view.getUint32(0) === 0x7f454c46 && view.getUint8(4) === 2 && view.getUint8(5) === 1;
  if (!isElf || view.getUint16(header.sectionSize, true) !== sectionHeaderSize)
    throw new Error('not a 64-bit ELF file');
  const sections = readSections(view, program);
  const kept = sections.filter(isNeeded);
  // What is loaded lies before everything else; only then can the rest be cut off.
  const end = Math.max(...kept.map(({ end: at }) => at));
  const removed = sections.filter((one) => !isNeeded(one));
  if (removed.some((one) => one.size > 0 && one.start < end)) return program;
  return assemble(program.subarray(0, end), kept, view);
}

interface Section {
  readonly index: number;
  readonly name: string;
  readonly header: Uint8Array;
  readonly type: number;
  readonly isLoaded: boolean;
  readonly start: number;
  readonly size: number;
  /** Behind its last byte in the file. */
  readonly end: number;
}

function readSections(view: DataView, program: Uint8Array): Section[] {
  const table = Number(view.getBigUint64(header.sectionTable, true));
  const count = view.getUint16(header.sectionCount, true);
  const namesAt = table + view.getUint16(header.nameSection, true) * sectionHeaderSize;
  const names = Number(view.getBigUint64(namesAt + section.offset, true));
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * sectionHeaderSize;
    const type = view.getUint32(at + section.type, true);
    const start = Number(view.getBigUint64(at + section.offset, true));
    const size = type === kinds.withoutBytes ? 0 : Number(view.getBigUint64(at + section.size, true));
    const nameAt = names + view.getUint32(at + section.name, true);
    const name = Buffer.from(program.subarray(nameAt, program.indexOf(0, nameAt))).toString('latin1');
    return {
      index,
      name,
      header: program.slice(at, at + sectionHeaderSize),
      type,
      isLoaded: (view.getBigUint64(at + section.flags, true) & loadedFlag) !== 0n,
      start,
      size,
      end: start + size,
    };
  });
}

function isNeeded({ index, name, isLoaded }: Section): boolean {
  return index === 0 || isLoaded || name === '.comment';
}

/** The file up to its last needed byte, then the names of the sections, then the table of sections. */
function assemble(body: Uint8Array, kept: readonly Section[], original: DataView): Uint8Array {
  const encoder = new TextEncoder();
  const names = encoder.encode([...kept.map(({ name }) => name), '.shstrtab', ''].join('\0'));
  const namesAt = body.length;
  const tableAt = Math.ceil((namesAt + names.length) / 8) * 8;
  const result = new Uint8Array(tableAt + (kept.length + 1) * sectionHeaderSize);
  result.set(body);
  result.set(names, namesAt);
  const view = new DataView(result.buffer);
  const newIndex = new Map(kept.map(({ index }, position) => [index, position]));
  let nameAt = 0;
  kept.forEach((one, position) => {
    const at = tableAt + position * sectionHeaderSize;
    result.set(one.header, at);
    view.setUint32(at + section.name, nameAt, true);
    view.setUint32(at + section.link, newIndex.get(view.getUint32(at + section.link, true)) ?? 0, true);
    nameAt += one.name.length + 1;
  });
  const last = tableAt + kept.length * sectionHeaderSize;
  view.setUint32(last + section.name, nameAt, true);
  view.setUint32(last + section.type, kinds.strings, true);
  view.setBigUint64(last + section.offset, BigInt(namesAt), true);
  view.setBigUint64(last + section.size, BigInt(names.length), true);
  view.setBigUint64(last + 48, 1n, true);
  view.setBigUint64(header.sectionTable, BigInt(tableAt), true);
  view.setUint16(header.sectionCount, kept.length + 1, true);
  view.setUint16(header.nameSection, kept.length, true);
  if (original.byteLength < result.length) throw new Error('nothing to strip');
  return result;
}
