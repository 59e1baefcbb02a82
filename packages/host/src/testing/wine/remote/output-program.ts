// Runs under Wine, as a program of the desktop: writes to standard output and error as the agent does.

import { openOutput } from '../../../program/open-output.ts';
import { loadConsoleCalls } from './console-native.ts';

const { stdout, stderr } = openOutput();
stdout.write(`é, ñ and €\n${'0123456789'.repeat(20)}\n`);
stderr.write('an error\n');
const processes = loadConsoleCalls().processesOfConsole(new Uint32Array(8), 8);
stdout.write(`in a console of ${processes}\n`);
process.exit(5);
