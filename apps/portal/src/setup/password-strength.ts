// A rough judgement of a new password, as a hint while typing. It never refuses anything: the server's rules do.
import { passwordLength } from '@nearhand/protocol';

export type PasswordStrength = 'short' | 'weak' | 'fair' | 'strong';

const common = [
  'password',
  'passwort',
  'motdepasse',
  'contrasena',
  'qwerty',
  'azerty',
  '123456',
  'nearhand',
  'letmein',
];

/** Characters that add something: runs ("1234", "aaaa") count once, and known words not at all. */
function effectiveLength(password: string, known: readonly string[]): number {
  let rest = password.toLowerCase();
  for (const word of [...common, ...known]) {
    if (word.length >= 3) rest = rest.replaceAll(word.toLowerCase(), ' ');
  }
  let length = 0;
  let previous = NaN;
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    if (!(Math.abs(code - previous) <= 1)) length += 1;
    previous = code;
  }
  return length;
}

function variety(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
}

/** `known`: words an attacker would try first, such as the person's name. */
export function passwordStrength(password: string, known: readonly string[]): PasswordStrength {
  if (password.length < passwordLength.min) return 'short';
  const words = known.flatMap((text) => text.split(/[^\p{L}\d]+/u));
  const score = effectiveLength(password, words) + 2 * (variety(password) - 1);
  if (score < 10) return 'weak';
  return score < 16 ? 'fair' : 'strong';
}
