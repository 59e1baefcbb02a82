import { describe, expect, it } from 'vitest';
import { lineSchema } from './http/common.ts';
import { cleanLine } from './peer-text.ts';
import { agentControlMessageSchema } from './session/control.ts';

describe('names from the other end', () => {
  it('REQ11: are made fit to be stored and shown', () => {
    expect([
      cleanLine('  desk\u0000-7\r\n'),
      cleanLine('a\u202Eb'),
      cleanLine('\uD800'),
      cleanLine('x'.repeat(300)).length,
      cleanLine('\u200b\u3164'),
    ]).toEqual(['desk -7', 'a b', '', 200, '']);
  });

  it('REQ11: names that leave no mark are none, others may be of any script', () => {
    const fits = (text: string) => lineSchema(100).safeParse(text).success;
    expect(['\u200b\u2060', '\u3164', '\u2800', '\u0301', '\u{E0041}', ' \u00a0 '].filter(fits)).toEqual([]);
    const names = ['Éric', '李', 'محمد', '👩‍🔧', '#7', 'नमस्ते', 'Zo\u200be'];
    expect(names.filter(fits)).toEqual(names);
  });

  it('REQ11: arrive clean at the viewer', () => {
    const participant = { linkId: '0198c0de-0000-7000-8000-000000000001', name: 'Eve\u202E' };
    expect(
      agentControlMessageSchema.parse({ type: 'participants.changed', participants: [participant] }),
    ).toMatchObject({ participants: [{ name: 'Eve' }] });
  });
});
