// Signs a 64-bit Mach-O program "ad hoc": with hashes of its pages and nobody's name. Apple silicon starts no program
// without; the injection of the agent removes the one that Node came with. Format: <kern/cs_blobs.h> of XNU, in the form
// that Apple's linker writes. Written after the format, compared with signatures of real files, never run on a Mac.

import { createHash } from 'node:crypto';

const machHeaderSize = 32;
const pageSize = 4096;
const hashSize = 32;
const loadCommands = { segment: 0x19, codeSignature: 0x1d } as const;
const codeSignatureCommandSize = 16;
/** <kern/cs_blobs.h> */
const blobs = { superBlob: 0xfade0cc0, codeDirectory: 0xfade0c02 } as const;
const superBlobSize = 20;
const codeDirectorySize = 88;
/** Ad hoc, and replaceable by a real signature as the linker's are. */
const flags = 0x2_0002;
const version = 0x2_0400;

/** `identifier` names the program in system logs. Throws where the file is no such program or has no room. */
export function signAdHoc(program: Uint8Array, identifier: string): Uint8Array {
  const layout = readLayout(program);
  const codeLimit = Math.ceil((layout.signatureAt ?? program.length) / 16) * 16;
  const identity = new TextEncoder().encode(`${identifier}\0`);
  const pages = Math.ceil(codeLimit / pageSize);
  const size = superBlobSize + codeDirectorySize + identity.length + pages * hashSize;
  const reserved = Math.ceil(size / 8) * 8;
  const signed = new Uint8Array(codeLimit + reserved);
  signed.set(program.subarray(0, Math.min(program.length, codeLimit)));
  writeCommands(signed, layout, { codeLimit, reserved });
  const signature = superBlob({ identity, pages, codeLimit, textSize: layout.textSize, size });
  const hashesAt = superBlobSize + codeDirectorySize + identity.length;
  for (let page = 0; page < pages; page++) {
    const content = signed.subarray(page * pageSize, Math.min((page + 1) * pageSize, codeLimit));
    signature.set(createHash('sha256').update(content).digest(), hashesAt + page * hashSize);
  }
  signed.set(signature, codeLimit);
  return signed;
}

interface Layout {
  readonly commandCount: number;
  /** Behind the last load command. */
  readonly commandsEnd: number;
  /** Of the first content behind the load commands. */
  readonly contentAt: number;
  readonly linkEditCommand: number;
  readonly linkEditAt: number;
  readonly textSize: number;
  readonly pageAlignment: number;
  readonly signatureCommand: number | null;
  readonly signatureAt: number | null;
}

function readLayout(program: Uint8Array): Layout {
  const view = viewOf(program);
  if (view.getUint32(0, true) !== 0xfeedfacf) throw new Error('not a 64-bit Mach-O file');
  const commandCount = view.getUint32(16, true);
  const found = { contentAt: program.length, linkEditCommand: -1, linkEditAt: 0, textSize: 0, pageAlignment: pageSize };
  let signature: { readonly command: number; readonly at: number } | null = null;
  let at = machHeaderSize;
  for (let index = 0; index < commandCount; index++) {
    const kind = view.getUint32(at, true);
    if (kind === loadCommands.segment) {
      const name = new TextDecoder().decode(program.subarray(at + 8, at + 24)).replace(/\0+$/, '');
      const fileSize = Number(view.getBigUint64(at + 48, true));
      if (name === '__TEXT') {
        found.textSize = fileSize;
        found.contentAt = Math.min(found.contentAt, ...sectionOffsets(view, at));
      }
      if (name === '__LINKEDIT') {
        found.linkEditCommand = at;
        found.linkEditAt = Number(view.getBigUint64(at + 40, true));
      }
    } else if (kind === loadCommands.codeSignature) signature = { command: at, at: view.getUint32(at + 8, true) };
    at += view.getUint32(at + 4, true);
  }
  if (found.linkEditCommand === -1 || found.textSize === 0) throw new Error('a Mach-O file without its segments');
  // Apple silicon maps pages of 16 KiB.
  const isArm = view.getUint32(4, true) === 0x0100000c;
  return {
    ...found,
    commandCount,
    commandsEnd: at,
    pageAlignment: isArm ? 16_384 : pageSize,
    signatureCommand: signature?.command ?? null,
    signatureAt: signature?.at ?? null,
  };
}

function sectionOffsets(view: DataView, command: number): number[] {
  const count = view.getUint32(command + 64, true);
  return Array.from({ length: count }, (_, index) => view.getUint32(command + 72 + index * 80 + 48, true)).filter(
    (offset) => offset > 0,
  );
}

/** The command that names the signature, and the segment that it lies in, made longer. */
function writeCommands(program: Uint8Array, layout: Layout, place: { codeLimit: number; reserved: number }): void {
  const view = viewOf(program);
  let command = layout.signatureCommand;
  if (command === null) {
    command = layout.commandsEnd;
    if (command + codeSignatureCommandSize > layout.contentAt) throw new Error('no room for the signature command');
    view.setUint32(16, layout.commandCount + 1, true);
    view.setUint32(20, view.getUint32(20, true) + codeSignatureCommandSize, true);
    view.setUint32(command, loadCommands.codeSignature, true);
    view.setUint32(command + 4, codeSignatureCommandSize, true);
  }
  view.setUint32(command + 8, place.codeLimit, true);
  view.setUint32(command + 12, place.reserved, true);
  const size = place.codeLimit + place.reserved - layout.linkEditAt;
  const mapped = Math.ceil(size / layout.pageAlignment) * layout.pageAlignment;
  view.setBigUint64(layout.linkEditCommand + 32, BigInt(mapped), true);
  view.setBigUint64(layout.linkEditCommand + 48, BigInt(size), true);
}

interface Directory {
  readonly identity: Uint8Array;
  readonly pages: number;
  readonly codeLimit: number;
  readonly textSize: number;
  readonly size: number;
}

/** Everything but the hashes. These are big-endian, whatever the processor. */
function superBlob({ identity, pages, codeLimit, textSize, size }: Directory): Uint8Array {
  const blob = new Uint8Array(size);
  const view = viewOf(blob);
  const words = [blobs.superBlob, size, 1, 0, superBlobSize];
  words.push(blobs.codeDirectory, size - superBlobSize, version, flags);
  words.push(codeDirectorySize + identity.length, codeDirectorySize, 0, pages, codeLimit);
  words.forEach((word, index) => view.setUint32(index * 4, word));
  // Size of a hash, SHA-256, no platform, and the page's size as a power of two.
  blob.set([hashSize, 2, 0, Math.log2(pageSize)], words.length * 4);
  // Where the code lies that may be executed: from the start of the file, as the main program.
  view.setBigUint64(superBlobSize + 72, BigInt(textSize));
  view.setBigUint64(superBlobSize + 80, 1n);
  blob.set(identity, superBlobSize + codeDirectorySize);
  return blob;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
