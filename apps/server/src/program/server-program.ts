// The server's program from its command line to its end: reads the configuration, starts, tells people where it is, stops
// on a signal.

import { readFileSync } from 'node:fs';
import { AppError, systemClock } from '@nearhand/base';
import { loadConfig } from '../config/load-config.ts';
import { createPinoLogger } from '../logging/pino-logger.ts';
import { startServer } from './start-server.ts';
import { readVersion } from '../version.ts';

const version = readVersion();
const outcome = loadConfig({
  commandLine: process.argv.slice(2),
  environment: process.env,
  currentFolder: process.cwd(),
  readFile: (path) => readFileSync(path, 'utf8'),
});

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

if (outcome.kind === 'help') say(outcome.text);
else if (outcome.kind === 'version') say(version);
else if (outcome.kind === 'wrong') {
  complain(['Nearhand cannot start:', ...outcome.problems.map((problem) => `  - ${problem}`)].join('\n'));
  process.exitCode = 2;
} else {
  const { config, unknown } = outcome;
  const logger = createPinoLogger({ level: config.logLevel });
  if (unknown.length > 0) logger.warn('Variables that mean nothing here', { unknown });
  const started = startServer({ config, version, clock: systemClock, logger });
  let isStopping = false;
  const stop = (): void => {
    // A supervisor tells every process of the service, and npm passes on what it is told: the second is no reason to
    // drop everything.
    if (isStopping) return;
    isStopping = true;
    logger.info('Stopping');
    // A signal during the start waits for the start, so that nothing is left running.
    started
      .then((server) => server.stop())
      .catch(() => {
        // The failure to start is told below.
      })
      .finally(() => process.exit());
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    const server = await started;
    const { setupUrl, authorityFingerprint } = server;
    const lines = [`Nearhand is running at ${config.publicUrl}`];
    if (setupUrl !== null) lines.push(`Create the administrator's account: ${setupUrl}`);
    if (authorityFingerprint !== null) {
      lines.push(`Other computers learn to trust it at ${config.publicUrl}/authority`);
      lines.push(`Its authority's SHA-256 fingerprint, to compare there: ${authorityFingerprint}`);
    }
    // In one piece, for whoever reads it from a pipe.
    say(lines.join('\n'));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.debug('The start failed', { error });
    complain(`Nearhand cannot start: ${error.message}`);
    process.exit(1);
  }
}
