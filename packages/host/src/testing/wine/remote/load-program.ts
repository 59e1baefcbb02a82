// Runs under Wine: measures how busy it is there.

import { MachineLoad } from '../../../load/machine-load.ts';

process.stdout.write(`${JSON.stringify(await new MachineLoad().measure())}\n`);
