// What a download says in its own file name: `Acme-408080316k`, `Acme-setup-<token>`, each with a character that checks the
// others. Found again in what browsers, file managers and people make of names; a name that is damaged says nothing, rather
// than something wrong.

import { parseEnrolmentToken } from './enrolment-token.ts';

export type ProgramNameHint = { kind: 'code'; code: string } | { kind: 'enrolment'; token: string };

/** No letter that could be taken for another or for a digit; their number is prime, so that every wrong digit shows. */
const letters = 'abcdefghjkmnpqrstuvwxyz';

/** `stem`: the brand, in letters that file systems take. */
export function programName(stem: string, hint: ProgramNameHint | null): string {
  if (hint === null) return stem;
  return hint.kind === 'code' ? `${stem}-${hint.code}${checkLetter(hint.code)}` : `${stem}-setup-${hint.token}`;
}

/** `path` may hold folders; they are not looked at, but for an application folder of macOS. null: it says nothing. */
export function parseProgramName(path: string): ProgramNameHint | null {
  const name = fileNameOf(path);
  return readName(name) ?? readName(decoded(name));
}

function fileNameOf(path: string): string {
  const parts = path.split(/[\\/]/);
  const application = parts.findLast((part, index) => /\.app$/i.test(part) && parts[index + 1] === 'Contents');
  return (application ?? parts.at(-1) ?? '').normalize('NFKC');
}

const enrolment = /setup-([a-z0-9]{25})(?![a-z0-9])/i;
const checkedCodes = /(?<![0-9])([0-9]{9})([a-z])(?![0-9a-z])/gi;
/** Typed by somebody who renamed the file, in groups perhaps; the last ones, since a brand may contain digits too. */
const bareCodes = /(?<![0-9])([0-9]{3})([ ._-]?)([0-9]{3})\2([0-9]{3})(?![0-9a-z])/gi;

function readName(name: string): ProgramNameHint | null {
  const token = parseEnrolmentToken(enrolment.exec(name)?.[1] ?? '');
  if (token !== null) return { kind: 'enrolment', token };
  const checked = [...name.matchAll(checkedCodes)];
  const whole = checked.findLast(([, code = '', letter = '']) => letter.toLowerCase() === checkLetter(code));
  if (whole?.[1] !== undefined) return { kind: 'code', code: whole[1] };
  const bare = checked.length > 0 ? undefined : [...name.matchAll(bareCodes)].at(-1);
  return bare === undefined ? null : { kind: 'code', code: `${bare[1]}${bare[3]}${bare[4]}` };
}

/** `%20` and the like, as some programs save names; a name that only looks so stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Not encoded at all.
    return name;
  }
}

/** Weighted by place, so that two digits that changed places show. */
function checkLetter(code: string): string {
  const sum = [...code].reduce((total, digit, index) => total + (index + 1) * Number(digit), 0);
  return letters.charAt(sum % letters.length);
}
