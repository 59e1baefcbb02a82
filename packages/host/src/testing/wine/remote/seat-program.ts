// Runs under Wine: says what the seat of Windows answers there.

import { AppError } from '@nearhand/base';
import { seatOfMachine } from '../../../seat/seat-of-machine.ts';

const seat = seatOfMachine(process.env);
if (seat === null) throw new Error('This is not Windows.');

async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    return String(await work());
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
  }
}

process.stdout.write(`locked ${await outcome(() => seat.isLocked())}\n`);
process.stdout.write(`lock ${await outcome(() => seat.lock(new AbortController().signal))}\n`);
process.stdout.write(`sign out ${await outcome(() => seat.signOut())}\n`);
