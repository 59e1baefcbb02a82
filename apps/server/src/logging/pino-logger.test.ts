import { describe, expect, it } from 'vitest';
import { AppError } from '@nearhand/base';
import { createPinoLogger } from './pino-logger.ts';

function record(): { lines: string[]; logger: ReturnType<typeof createPinoLogger> } {
  const lines: string[] = [];
  return { lines, logger: createPinoLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }) };
}

describe('the log', () => {
  it('SRV7: takes secrets out by name, however deep (attack 4)', () => {
    const { lines, logger } = record();
    const cause = new AppError('internal', 'inner', { details: { relayToken: 'hidden-1', kept: 'shown-1' } });
    logger.child({ cookie: 'hidden-2' }).error('It failed', {
      password: 'hidden-3',
      headers: { authorization: 'hidden-4', 'set-cookie': ['hidden-5'], accept: 'shown-2' },
      list: [{ setupToken: 'hidden-6' }],
      code: '408080316',
      error: new Error('outer', { cause }),
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('hidden');
    expect(lines[0]).not.toContain('408080316');
    expect(lines[0]).toContain('shown-1');
    expect(lines[0]).toContain('shown-2');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      msg: 'It failed',
      error: { name: 'Error', message: 'outer', cause: { name: 'AppError', code: 'internal' } },
    });
  });

  it('is one line per event whatever is in it', () => {
    const { lines, logger } = record();
    const loop: Record<string, unknown> = { text: 'two\nlines', big: 12n };
    loop['loop'] = loop;
    logger.info('Odd', { loop, missing: undefined });
    logger.debug('Too detailed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/missing|Undefined/);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
  });
});
