// The program itself, in a home of its own, where no window can be opened.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('AGT95: a display that cannot be opened leaves nothing in the home', async () => {
  const home = mkdtempSync(join(tmpdir(), 'agent-home-'));
  const main = join(import.meta.dirname, '../main.ts');
  const words = ['--server', 'http://localhost:1', '--code', '408080316', '--window', 'gtk', '--no-browser'];
  const environment = { HOME: home, DISPLAY: ':4095' };
  const program = spawn(process.execPath, [main, ...words], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(program, 'exit');
  let printed = '';
  for await (const text of program.stdout.setEncoding('utf8')) {
    printed += String(text);
    // By then it has begun, with the page that it falls back to.
    if (printed.includes('No connection')) program.kill('SIGTERM');
  }
  expect([printed, await ended]).toEqual([expect.stringContaining('Open http://'), [0, null]]);
  expect(readdirSync(home)).toEqual([]);
  rmSync(home, { recursive: true });
});
