import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { sharedBuild, testWish } from './testing/shared-build.ts';
import { signWindows } from './windows/sign-windows.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
let folder = '';
let linux = '';
let windows = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'builds-'));
  linux = (await sharedBuild('linux-x64')).program;
  windows = (await sharedBuild('win32-x64')).program;
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the program for Linux', () => {
  it('BLD30: the same inputs make the same bytes', async () => {
    const again = await buildProgram(testWish('linux-x64'), signal);
    expect(sha256(again)).toBe(sha256(readFileSync(linux)));
  }, 120_000);

  it('BLD1: it starts from any folder, alone, and leaves nothing on the disk', async () => {
    const place = join(folder, 'temporary');
    mkdirSync(place);
    const environment = { TMPDIR: place, HOME: place, PATH: '', NODE_OPTIONS: '--no-such-option' };
    const { stdout } = await run(linux, ['--version'], { cwd: '/', env: environment });
    expect([stdout, readdirSync(place)]).toEqual(['0.1.0\n', []]);
  });

  it('BLD6: it needs no library but those of the C and C++ runtimes', async () => {
    const { stdout } = await run(linux, [], { env: { LD_TRACE_LOADED_OBJECTS: '1' } });
    const names = [...stdout.matchAll(/(lib\S+) =>/g)].map(([, name]) => name);
    const runtimes = ['libc.so.6', 'libdl.so.2', 'libgcc_s.so.1', 'libm.so.6', 'libpthread.so.0', 'libstdc++.so.6'];
    expect(names.toSorted()).toEqual(runtimes);
  });

  it('BLD33: modules that lie around the program are not looked at', async () => {
    const trap = join(folder, 'trap');
    for (const name of ['bufferutil', 'koffi', '@koromix/koffi-linux-x64', 'utf-8-validate', 'ws']) {
      mkdirSync(join(trap, 'node_modules', name), { recursive: true });
      const sprung = JSON.stringify(join(folder, 'sprung'));
      writeFileSync(join(trap, 'node_modules', name, 'index.js'), `require('node:fs').writeFileSync(${sprung}, '');`);
    }
    execFileSync('cp', [linux, join(trap, 'agent')]);
    await run(join(trap, 'agent'), ['--version'], {
      cwd: trap,
      env: { PATH: '', NODE_PATH: join(trap, 'node_modules') },
    });
    expect(existsSync(join(folder, 'sprung'))).toBe(false);
  });
});

describe('the program for Windows', () => {
  it('BLD32: carries icon, name, version and manifest, and opens no console', () => {
    const bytes = readFileSync(windows);
    const executable = NtExecutable.from(bytes, { ignoreCert: true });
    const { entries } = NtExecutableResource.from(executable);
    const [info] = Resource.VersionInfo.fromEntries(entries);
    const strings = info?.getStringValues({ lang: 1033, codepage: 1200 });
    expect(strings).toMatchObject({ ProductName: 'Nearhand', FileDescription: 'Nearhand', FileVersion: '0.1.0.0' });
    const groups = Resource.IconGroupEntry.fromEntries(entries);
    expect([groups.length, groups[0]?.icons.length]).toEqual([1, 8]);
    const manifests = entries.filter(({ type }) => type === 24).map(({ bin }) => Buffer.from(bin).toString());
    expect([manifests.length, manifests[0]]).toEqual([1, expect.stringContaining('PerMonitorV2')]);
    expect(executable.newHeader.optionalHeader.subsystem).toBe(2);
    expect(executable.getFileAlignment()).toBe(4096);
  });

  it('BLD33: libraries that lie around the program are not looked at', () => {
    const bytes = readFileSync(windows);
    const executable = NtExecutable.from(bytes, { ignoreCert: true });
    const { virtualAddress } = executable.newHeader.optionalHeaderDataDirectory.get(10);
    const holder = executable.getAllSections().find(({ info }) => {
      const offset = virtualAddress - info.virtualAddress;
      return offset >= 0 && offset < info.virtualSize;
    });
    const at = (holder?.info.pointerToRawData ?? 0) + virtualAddress - (holder?.info.virtualAddress ?? 0);
    // DependentLoadFlags: LOAD_LIBRARY_SEARCH_SYSTEM32.
    expect([bytes.readUInt32LE(at) >= 80, bytes.readUInt16LE(at + 78)]).toEqual([true, 0x800]);
  });

  it('BLD21: nothing is behind what belongs to it', () => {
    const executable = NtExecutable.from(readFileSync(windows), { ignoreCert: true });
    expect(executable.getExtraData()).toBeNull();
    const ends = executable.getAllSections().map(({ info }) => info.pointerToRawData + info.sizeOfRawData);
    expect(statSync(windows).size).toBe(Math.max(...ends));
  });

  it.runIf(existsSync('/usr/bin/osslsigncode'))(
    'BLD34: is signed with the certificate of the host, and nothing is appended afterwards',
    async () => {
      const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
      const subject = ['-subj', '/CN=Example Signing', '-addext', 'extendedKeyUsage=codeSigning'];
      const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out'];
      await run('openssl', [...words, certificateFile, ...subject]);
      const signing = { certificateFile, keyFile, passwordFile: null, timestampUrl: null, productName: 'Nearhand' };
      const signed = await signWindows(readFileSync(windows), signing, signal);
      const file = join(folder, 'signed.exe');
      writeFileSync(file, signed);
      const { stdout } = await run('osslsigncode', ['verify', '-CAfile', certificateFile, '-in', file]);
      expect(stdout).toContain('Signature verification: ok');
      writeFileSync(file, Buffer.concat([signed, Buffer.from('408080316')]));
      await expect(run('osslsigncode', ['verify', '-CAfile', certificateFile, '-in', file])).rejects.toThrow('verify');
    },
    60_000,
  );

  it('BLD34: a certificate that does not fit is told in a sentence', async () => {
    const [keyFile, certificateFile] = [join(folder, 'none.pem'), join(folder, 'nothing.pem')];
    const signing = { certificateFile, keyFile, passwordFile: null, timestampUrl: null, productName: 'Nearhand' };
    await expect(signWindows(new Uint8Array(10), signing, signal)).rejects.toThrow('osslsigncode');
  });
});
