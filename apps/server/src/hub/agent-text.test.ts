import { describe, expect, it } from 'vitest';
import { cleanLine } from './agent-text.ts';

describe('names from agents', () => {
  it('REQ11: are made fit to be stored and shown', () => {
    expect([
      cleanLine('  desk\u0000-7\r\n'),
      cleanLine('a\u202Eb'),
      cleanLine('\uD800'),
      cleanLine('x'.repeat(300)).length,
    ]).toEqual(['desk -7', 'a b', '', 200]);
  });
});
