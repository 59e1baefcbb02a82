// What a download is around the program, whose bytes are the same in all of them: nothing for Windows, a tar archive for
// Linux and a zip archive with an application folder for macOS, since browsers give downloaded files no right to be
// executed and archives keep it. The name carries the code. Formats: POSIX ustar; PKWARE's APPNOTE.

import type { AgentTarget } from '@nearhand/protocol';
import { crc32 } from 'node:zlib';

export interface Envelope {
  readonly fileName: string;
  readonly mediaType: string;
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
}

export interface WrappedProgram {
  readonly target: AgentTarget;
  readonly size: number;
  readonly crc32: number;
  readonly version: string;
}

const nothing = new Uint8Array();

/** `name`: what the program is to be called, code included, without an extension; letters that every system takes. */
export function envelopeFor(program: WrappedProgram, name: string): Envelope {
  if (program.target.startsWith('win32')) {
    const mediaType = 'application/vnd.microsoft.portable-executable';
    return { fileName: `${name}.exe`, mediaType, prefix: nothing, suffix: nothing };
  }
  return program.target.startsWith('linux') ? tar(program, name) : appZip(program, name);
}

const tarBlock = 512;

function tar({ size }: WrappedProgram, name: string): Envelope {
  const header = Buffer.alloc(tarBlock);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(0o755, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(archiveTimeSeconds, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = (tarBlock - (size % tarBlock)) % tarBlock;
  return {
    fileName: `${name}.tar`,
    mediaType: 'application/x-tar',
    prefix: header,
    suffix: new Uint8Array(padding + 2 * tarBlock),
  };
}

/** 2024-01-01: an archive's time says nothing, and must not differ. */
const archiveTimeSeconds = 1_704_067_200;
const dosDate = ((2024 - 1980) << 9) | (1 << 5) | 1;

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  readonly mode: number;
}

/** Everything stored as it is: the transfer compresses. */
function appZip(program: WrappedProgram, name: string): Envelope {
  const folder = `${name}.app/Contents`;
  const info = Buffer.from(propertyList(name, program.version));
  const files: Entry[] = [
    { name: `${folder}/Info.plist`, size: info.length, crc32: crc32(info), mode: 0o100644 },
    { name: `${folder}/MacOS/agent`, size: program.size, crc32: program.crc32, mode: 0o100755 },
  ];
  const [first, second] = files.map(localHeader) as [Buffer, Buffer];
  const prefix = Buffer.concat([first, info, second]);
  const directory = Buffer.concat(
    files.map((file, index) => centralHeader(file, index === 0 ? 0 : first.length + info.length)),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(prefix.length + program.size, 16);
  return { fileName: `${name}.zip`, mediaType: 'application/zip', prefix, suffix: Buffer.concat([directory, end]) };
}

const utf8Names = 0x0800;
const unixMadeBy = (3 << 8) | 20;

function localHeader({ name, size, crc32: sum }: Entry): Buffer {
  const bytes = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(utf8Names, 6);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt32LE(sum, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(bytes.length, 26);
  return Buffer.concat([header, bytes]);
}

function centralHeader({ name, size, crc32: sum, mode }: Entry, at: number): Buffer {
  const bytes = Buffer.from(name);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(unixMadeBy, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(utf8Names, 8);
  header.writeUInt16LE(dosDate, 14);
  header.writeUInt32LE(sum, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(bytes.length, 28);
  header.writeUInt32LE((mode << 16) >>> 0, 38);
  header.writeUInt32LE(at, 42);
  return Buffer.concat([header, bytes]);
}

function propertyList(name: string, version: string): string {
  const title = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const row = (key: string, value: string): string => `  <key>${key}</key><string>${value}</string>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0"><dict>',
    row('CFBundleExecutable', 'agent'),
    row('CFBundleIdentifier', 'nearhand.agent'),
    row('CFBundleName', title),
    row('CFBundlePackageType', 'APPL'),
    row('CFBundleShortVersionString', version),
    row('CFBundleVersion', version),
    row('LSMinimumSystemVersion', '13.5'),
    '  <key>NSHighResolutionCapable</key><true/>',
    '</dict></plist>',
    '',
  ].join('\n');
}
