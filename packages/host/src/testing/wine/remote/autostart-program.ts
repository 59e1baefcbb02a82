// Runs under Wine: switches starting with Windows on and off (l: with a line that is too long), and says what it is each time.

import { AppError } from '@nearhand/base';
import { openAutostart } from '../../../autostart/autostart.ts';

const [step = ''] = process.argv.slice(2);
const autostart = openAutostart(
  { id: 'nearhand-test', title: 'Nearhand', file: String.raw`C:\Help me\a.exe`, words: ['--data', 'größer "x"'] },
  {},
);
const long = openAutostart({ id: 'nearhand-test', title: 'Nearhand', file: 'C:\\a.exe', words: ['x'.repeat(260)] }, {});
const seen: unknown[] = [autostart?.isOn];
for (const letter of step) {
  try {
    (letter === 'l' ? long : autostart)?.set(letter !== '-');
    seen.push(autostart?.isOn);
  } catch (error) {
    seen.push(error instanceof AppError ? error.code : String(error));
  }
}
process.stdout.write(`${seen.join(' ')}\n`);
