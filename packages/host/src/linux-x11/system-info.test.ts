import { expect, it } from 'vitest';
import { prettyName } from './system-info.ts';

it.for([
  ['NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', 'Debian GNU/Linux 12 (bookworm)'],
  ["PRETTY_NAME='Arch Linux'", 'Arch Linux'],
  ['PRETTY_NAME=Alpine', 'Alpine'],
  ['PRETTY_NAME="The \\"Quoted\\" System"', 'The "Quoted" System'],
  ['NAME=Something', null],
] as const)('reads the name of the system from %o', ([text, name]) => {
  expect(prettyName(text)).toBe(name);
});
