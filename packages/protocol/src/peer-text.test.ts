import { describe, expect, it } from 'vitest';
import { cleanLine } from './peer-text.ts';
import { agentControlMessageSchema } from './session/control.ts';

describe('names from the other end', () => {
  it('REQ11: are made fit to be stored and shown', () => {
    expect([
      cleanLine('  desk\u0000-7\r\n'),
      cleanLine('a\u202Eb'),
      cleanLine('\uD800'),
      cleanLine('x'.repeat(300)).length,
    ]).toEqual(['desk -7', 'a b', '', 200]);
  });

  it('REQ11: arrive clean at the viewer', () => {
    const participant = { linkId: '0198c0de-0000-7000-8000-000000000001', name: 'Eve\u202E' };
    expect(
      agentControlMessageSchema.parse({ type: 'participants.changed', participants: [participant] }),
    ).toMatchObject({ participants: [{ name: 'Eve' }] });
  });
});
