import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enrolmentTokenBytes, enrolmentTokenOf } from './enrolment-token.ts';
import { parseProgramName, programName } from './program-name.ts';

const code = fc.stringMatching(/^[0-9]{9}$/);
const token = fc.uint8Array({ minLength: enrolmentTokenBytes, maxLength: enrolmentTokenBytes }).map(enrolmentTokenOf);
const hint = fc.oneof(
  code.map((digits) => ({ kind: 'code', code: digits }) as const),
  token.map((text) => ({ kind: 'enrolment', token: text }) as const),
);
const brand = fc.constantFrom('Nearhand', 'Acme-Help', 'Aide24', '123-Support', '123456789', 'Setup');
const extension = fc.constantFrom('', '.exe', '.EXE', '.bin', '.AppImage', '.exe.part');
const folder = fc.constantFrom('', '/tmp/', 'C:\\Users\\Ana\\Downloads\\', '/home/123456789/');
const before = fc.constantFrom('', 'Copy of ', 'Kopie von ', 'neu_', '2026-11-22 ', '20261122-');
const copy = fc.constantFrom(
  '',
  ' (1)',
  ' (23)',
  '-1',
  '_2',
  ' 2',
  ' - Copy',
  ' - Copy (2)',
  ' copie',
  '(1)',
  '[1]',
  '~',
  '.1',
  ' copy 3',
);
const damage = fc.constantFrom<((name: string) => string)[]>(
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => encodeURIComponent(name),
  (name) => name.replaceAll(' ', '%20').replaceAll('(', '%28'),
  (name) => name.replaceAll(' ', '_'),
  (name) => name.replaceAll(' ', '+'),
  (name) => name.replaceAll('-', '\uff0d').normalize('NFKC'),
);

describe('program name', () => {
  it('AGT2, BLD11: what a name says is found in whatever browsers, systems and people make of it', () => {
    fc.assert(
      fc.property(
        folder,
        before,
        brand,
        hint,
        copy,
        extension,
        damage,
        (path, start, stem, said, end, type, change) => {
          const name = `${start}${programName(stem, said)}`;
          expect(parseProgramName(path + change(`${name}${end}${type}`))).toEqual(said);
          expect(parseProgramName(path + change(`${name}${type}${end}`))).toEqual(said);
        },
      ),
    );
  });

  it('BLD11: a code that somebody typed is found in groups too', () => {
    for (const name of ['408 080 316.exe', 'help 408-080-316 (1).exe', '408.080.316', 'Nearhand_408_080_316_2.bin']) {
      expect(parseProgramName(name)).toEqual({ kind: 'code', code: '408080316' });
    }
    for (const name of ['408 080-316.exe', '408 080 316k.exe', '1408 080 316.exe'])
      expect(parseProgramName(name)).toBeNull();
  });

  it('BLD11: the application folder of macOS says it too', () => {
    fc.assert(
      fc.property(brand, hint, fc.constantFrom('', ' 2', ' copy'), (stem, said, end) => {
        const path = `/Users/ana/Downloads/${programName(stem, said)}${end}.app/Contents/MacOS/agent`;
        expect(parseProgramName(path)).toEqual(said);
      }),
    );
  });

  it('BLD11: a wrong digit, or two that changed places, say nothing rather than something wrong', () => {
    fc.assert(
      fc.property(code, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const name = programName('Acme', { kind: 'code', code: digits });
        const wrong = String((Number(digits.charAt(at)) + by) % 10);
        const place = name.length - 10 + at;
        expect(parseProgramName(name.slice(0, place) + wrong + name.slice(place + 1))).toBeNull();
      }),
    );
    const name = programName('Acme', { kind: 'code', code: '408080316' });
    expect(parseProgramName(name.replace('408', '048'))).toBeNull();
  });

  it('a name that somebody typed needs no check letter', () => {
    expect(parseProgramName('/x/Acme-408080316 (1).exe')).toEqual({ kind: 'code', code: '408080316' });
  });

  it('says nothing where there is nothing, and never throws', () => {
    const names = [
      'main.ts',
      'Acme.exe',
      'Acme-40808031',
      'Acme-4080803167',
      '/home/123456789/agent',
      'Acme-setup-',
      '',
    ];
    for (const name of names) expect(parseProgramName(name)).toBeNull();
    const any = fc.uint16Array({ maxLength: 80 }).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(any, (name) => void parseProgramName(name)));
  });
});
