// Runs under Wine: switches starting with Windows on and off, and says what it is each time.

import { openAutostart } from '../../../autostart/autostart.ts';

const [step = ''] = process.argv.slice(2);
const autostart = openAutostart(
  { id: 'nearhand-test', title: 'Nearhand', file: String.raw`C:\Help me\a.exe`, words: ['--data', 'größer "x"'] },
  {},
);
const seen = [autostart?.isOn];
for (const letter of step) {
  autostart?.set(letter === '+');
  seen.push(autostart?.isOn);
}
process.stdout.write(`${seen.join(' ')}\n`);
