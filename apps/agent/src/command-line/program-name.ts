// What a download says in its own file name: `Acme-408080316`, `Acme-setup-<token>`, found again in the copies that
// browsers and file managers make: `Acme-408080316 (1).exe`, `Acme-408080316-1`, `Copy of Acme-408080316`.

import { parseEnrolmentToken } from '@nearhand/protocol';

export type ProgramNameHint = { kind: 'code'; code: string } | { kind: 'enrolment'; token: string };

const enrolment = /-setup-([a-z0-9]{25})(?![a-z0-9])/i;
/** Nine digits standing alone; the last ones, since a brand may contain digits too. */
const codes = /(?<![0-9])[0-9]{9}(?![0-9])/g;

/** `programPath` may hold folders; they are not looked at. null: the name says nothing. */
export function parseProgramName(programPath: string): ProgramNameHint | null {
  const name = (programPath.split(/[\\/]/).at(-1) ?? '').normalize('NFKC');
  const token = parseEnrolmentToken(enrolment.exec(name)?.[1] ?? '');
  if (token !== null) return { kind: 'enrolment', token };
  const code = [...name.matchAll(codes)].at(-1)?.[0];
  return code === undefined ? null : { kind: 'code', code };
}
