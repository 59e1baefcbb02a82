import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, ManualClock } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLineLogger } from './line-logger.ts';
import { createLogFile } from './log-file.ts';

describe('line logger', () => {
  it('AGT4: fields named like secrets are blanked, errors keep their code', () => {
    const lines: string[] = [];
    const logger = createLineLogger({ clock: new ManualClock(0), write: (line) => lines.push(line), level: 'info' });
    logger.debug('not shown');
    logger.child({ linkId: 'L' }).warn('odd', {
      relayToken: 'abc',
      nested: { code: '408080316' },
      error: new AppError('ticket_invalid', 'no', { details: { why: 'used' } }),
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'warn',
        message: 'odd',
        linkId: 'L',
        relayToken: '[not logged]',
        nested: { code: '[not logged]' },
        error: { errorCode: 'ticket_invalid', message: 'no', details: { why: 'used' } },
      },
    ]);
  });
});

describe('log file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agent-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('AGT132: one that cannot be written is given up', () => {
    const file = createLogFile(join(folder, 'missing', 'agent.log'));
    file.write('a line\n');
    writeFileSync(join(folder, 'taken'), '');
    createLogFile(join(folder, 'taken', 'agent.log')).write('a line\n');
    createLogFile(join(folder, 'x'.repeat(300))).write('a line\n');
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('is private and rotates', () => {
    const path = join(folder, 'agent.log');
    const file = createLogFile(path, 10);
    for (const line of ['first line\n', 'second\n', 'third\n']) file.write(line);
    expect(readdirSync(folder)).toEqual(['agent.log', 'agent.log.1']);
    expect(readFileSync(path, 'utf8')).toBe('second\nthird\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
