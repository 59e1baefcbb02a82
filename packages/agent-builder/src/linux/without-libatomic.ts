// Node for Linux needs one function of libatomic.so.1, which few desktops have: without it the program would not even
// start. Puts a stand-in for that function into the program and takes the library from its list. Sources: the System V ABI
// (dynamic linking), the GNU symbol versions, the libcalls of GCC's atomics. Throws where the program is not as expected.

const library = 'libatomic.so.1';
const functionName = '__atomic_compare_exchange';

/** Whole program headers, dynamic entries and symbols, in bytes. */
const sizes = { section: 64, segment: 56, entry: 16, symbol: 24 } as const;
const segmentKinds = { load: 1, dynamic: 2 } as const;
const tags = {
  end: 0n,
  needed: 1n,
  strings: 5n,
  symbols: 6n,
  versions: 0x6ffffff0n,
  libraries: 0x6ffffffen,
  libraryCount: 0x6fffffffn,
} as const;
const executableFlag = 1;
const dynamicSymbols = 11;
/** A function that only this file sees; its version says the same. */
const localFunction = 2;
const localVersion = 0;

/**
 * `__atomic_compare_exchange(size, object, expected, desired, success, failure)` for aligned objects of eight bytes, of
 * which Node has no others; any other size stops the program. Sequentially consistent.
 */
const standIns: ReadonlyMap<number, Uint8Array> = new Map([
  // x86-64: cmp rdi,8; jne stop; mov rax,[rdx]; mov rcx,[rcx]; lock cmpxchg [rsi],rcx; jne differs; mov eax,1; ret;
  // differs: mov [rdx],rax; xor eax,eax; ret; stop: ud2
  [62, fromHex('f30f1efa 4883ff08 7519 488b02 488b09 f0480fb10e 7506 b801000000 c3 488902 31c0 c3 0f0b')],
  // AArch64: cmp x0,#8; b.ne stop; ldr x4,[x2]; ldr x5,[x3]; again: ldaxr x6,[x1]; cmp x6,x4; b.ne differs;
  // stlxr w7,x5,[x1]; cbnz w7,again; mov w0,#1; ret; differs: clrex; str x6,[x2]; mov w0,#0; ret; stop: brk #1
  [
    183,
    fromWords(
      'd503245f f100201f 540001c1 f9400044 f9400065 c85ffc26 eb0400df 540000a1 c807fc25',
      '35ffff87 52800020 d65f03c0 d5033f5f f9000046 52800000 d65f03c0 d4200020',
    ),
  ],
]);

/** A copy that does not need it; the program itself where it does not either. */
export function withoutLibatomic(original: Uint8Array): Uint8Array {
  const program = original.slice();
  const file = new ElfFile(program);
  const needed = file.entries.find(({ tag, value }) => tag === tags.needed && file.text(value) === library);
  if (needed === undefined) return original;
  const symbols = file.symbolsOf(library);
  const [symbol] = symbols;
  if (symbol === undefined || symbols.length > 1 || symbol.name !== functionName) {
    throw new Error(`${library} gives ${symbols.map(({ name }) => name).join(', ')}, for which there is no stand-in`);
  }
  symbol.bind(file.addCode(standIns));
  file.forgetVersionsOf(library);
  file.removeEntry(needed.at);
  return program;
}

interface Entry {
  readonly at: number;
  readonly tag: bigint;
  readonly value: bigint;
}

interface DynamicSymbol {
  readonly name: string;
  /** From now on it is this address of the program's own. */
  bind(address: bigint): void;
}

/** The parts of a 64-bit little-endian program that the loader of the system reads; changes them in place. */
class ElfFile {
  readonly entries: readonly Entry[];
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.entries = this.#readEntries();
  }

  /** Of the dynamic strings. */
  text(offset: bigint): string {
    const at = this.#place(tags.strings) + Number(offset);
    return Buffer.from(this.#bytes.subarray(at, this.#bytes.indexOf(0, at))).toString('latin1');
  }

  /** Adds the code for this machine behind the other code and answers its address. */
  addCode(codes: ReadonlyMap<number, Uint8Array>): bigint {
    const code = codes.get(this.#view.getUint16(18, true));
    const segment = this.#segments().find(({ kind, flags }) => kind === segmentKinds.load && flags & executableFlag);
    if (code === undefined || segment === undefined) throw new Error('no stand-in for this machine');
    const { at, start, address, size } = segment;
    const padding = (16 - ((start + size) % 16)) % 16;
    const from = start + size + padding;
    const isFree = this.#bytes.subarray(start + size, from + code.length).every((byte) => byte === 0);
    const isTaken = this.#segments().some((one) => one.start >= start + size && one.start < from + code.length);
    if (!isFree || isTaken) throw new Error('no room behind the code');
    this.#bytes.set(code, from);
    const grown = BigInt(size + padding + code.length);
    this.#view.setBigUint64(at + 32, grown, true);
    this.#view.setBigUint64(at + 40, grown, true);
    return address + BigInt(size + padding);
  }

  /** What the library gives, by the versions it gives them in. */
  symbolsOf(name: string): readonly DynamicSymbol[] {
    const record = this.#libraries().find((one) => one.name === name);
    const [symbolsAt, versionsAt] = [this.#place(tags.symbols), this.#place(tags.versions)];
    return Array.from({ length: this.#symbolCount() }, (_, index) => index)
      .filter((index) => record?.versions.includes(this.#view.getUint16(versionsAt + 2 * index, true)))
      .map((index) => {
        const at = symbolsAt + index * sizes.symbol;
        return {
          name: this.text(BigInt(this.#view.getUint32(at, true))),
          bind: (address) => {
            this.#view.setUint8(at + 4, localFunction);
            this.#view.setUint16(at + 6, this.#codeSection(), true);
            this.#view.setBigUint64(at + 8, address, true);
            this.#view.setUint16(versionsAt + 2 * index, localVersion, true);
          },
        };
      });
  }

  forgetVersionsOf(name: string): void {
    const libraries = this.#libraries();
    const index = libraries.findIndex((one) => one.name === name);
    const [before, record] = [libraries[index - 1], libraries[index]];
    if (record === undefined || libraries.length === 1) throw new Error('no versions but its own');
    if (before === undefined) this.#change(tags.libraries, BigInt(record.next));
    else this.#view.setUint32(before.at + 12, record.next === 0 ? 0 : before.next + record.next, true);
    this.#change(tags.libraryCount, -1n);
  }

  /** The entries behind it move up. */
  removeEntry(at: number): void {
    const last = this.#entry(tags.end).at;
    this.#bytes.copyWithin(at, at + sizes.entry, last + sizes.entry);
  }

  #readEntries(): Entry[] {
    const table = this.#segments().find(({ kind }) => kind === segmentKinds.dynamic);
    if (table === undefined) throw new Error('no dynamic program');
    const entries: Entry[] = [];
    for (let at = table.start; at < table.start + table.size; at += sizes.entry) {
      const [tag, value] = [this.#view.getBigUint64(at, true), this.#view.getBigUint64(at + 8, true)];
      entries.push({ at, tag, value });
      if (tag === tags.end) break;
    }
    return entries;
  }

  #segments() {
    const table = Number(this.#view.getBigUint64(32, true));
    return Array.from({ length: this.#view.getUint16(56, true) }, (_, index) => {
      const at = table + index * sizes.segment;
      return {
        at,
        kind: this.#view.getUint32(at, true),
        flags: this.#view.getUint32(at + 4, true),
        start: Number(this.#view.getBigUint64(at + 8, true)),
        address: this.#view.getBigUint64(at + 16, true),
        size: Number(this.#view.getBigUint64(at + 32, true)),
      };
    });
  }

  #sections() {
    const table = Number(this.#view.getBigUint64(40, true));
    return Array.from({ length: this.#view.getUint16(60, true) }, (_, index) => {
      const at = table + index * sizes.section;
      return {
        index,
        kind: this.#view.getUint32(at + 4, true),
        isCode: (this.#view.getBigUint64(at + 8, true) & 4n) !== 0n,
        size: Number(this.#view.getBigUint64(at + 32, true)),
      };
    });
  }

  #symbolCount(): number {
    return (this.#sections().find(({ kind }) => kind === dynamicSymbols)?.size ?? 0) / sizes.symbol;
  }

  #codeSection(): number {
    return this.#sections().findLast(({ isCode }) => isCode)?.index ?? 1;
  }

  #change(tag: bigint, by: bigint): void {
    const { at, value } = this.#entry(tag);
    this.#view.setBigUint64(at + 8, value + by, true);
  }

  #entry(wanted: bigint): Entry {
    const entry = this.entries.find(({ tag }) => tag === wanted);
    if (entry === undefined) throw new Error(`the dynamic table has no entry ${wanted}`);
    return entry;
  }

  /** Where in the file this table is. */
  #place(tag: bigint): number {
    const { value } = this.#entry(tag);
    const segment = this.#segments().find(
      ({ kind, address, size }) => kind === segmentKinds.load && value >= address && value < address + BigInt(size),
    );
    if (segment === undefined) throw new Error('a table lies outside of the file');
    return segment.start + Number(value - segment.address);
  }

  /** The libraries of which versions are asked for. */
  #libraries() {
    let at = this.#place(tags.libraries);
    return Array.from({ length: Number(this.#entry(tags.libraryCount).value) }, () => {
      const [count, next] = [this.#view.getUint16(at + 2, true), this.#view.getUint32(at + 12, true)];
      const record = { at, next, name: this.text(BigInt(this.#view.getUint32(at + 4, true))), versions: [0].slice(1) };
      let version = at + this.#view.getUint32(at + 8, true);
      for (let index = 0; index < count; index++) {
        record.versions.push(this.#view.getUint16(version + 6, true));
        version += this.#view.getUint32(version + 12, true);
      }
      at += next;
      return record;
    });
  }
}

function fromHex(...text: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(text.join('').replaceAll(' ', ''), 'hex'));
}

/** Instructions of four bytes, the lowest first. */
function fromWords(...text: readonly string[]): Uint8Array {
  const words = text.join(' ').split(' ');
  return Uint8Array.from(words.flatMap((word) => [...fromHex(word)].toReversed()));
}
