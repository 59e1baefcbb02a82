import { describe, expect, it } from 'vitest';
import { channelRules } from './channels.ts';
import { chatKept, cleanChatText, maxChatTextLength } from './chat.ts';
import { agentControlMessageSchema, viewerControlMessageSchema } from './control.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

describe('chat', () => {
  it('CHT2: control and direction marks go, lines stay, and nothing visible is nothing', () => {
    expect(cleanChatText(' a\u0000b\u001b[2J\u202ec\u2066\r\nd\n\n\n\ne\t\ud800 ')).toBe('a b [2J c \nd\n\ne');
    expect(cleanChatText('<b>&amp;</b> https://example.com {name} %s')).toBe(
      '<b>&amp;</b> https://example.com {name} %s',
    );
    expect(['\u200b\u2060', ' \n ', '\u2800', '\u0301'].map(cleanChatText)).toEqual(['', '', '', '']);
    const long = cleanChatText(`${'x'.repeat(maxChatTextLength - 1)}😀`);
    expect([long.length, long.isWellFormed()]).toEqual([maxChatTextLength - 1, true]);
  });

  it('CHT2: a text that is too long breaks the protocol', () => {
    const say = (text: string) => viewerControlMessageSchema.safeParse({ type: 'chat.say', id, text }).success;
    expect([say('x'.repeat(maxChatTextLength)), say('x'.repeat(maxChatTextLength + 1)), say('')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(viewerControlMessageSchema.safeParse({ type: 'chat.say', id: 'me', text: 'x' }).success).toBe(false);
  });

  it('CHT4: the longest history fits into one message', () => {
    const text = '\u4e00'.repeat(chatKept.characters / chatKept.lines);
    const line = { id, by: 'technician', name: '\u4e00'.repeat(200), text, agoMs: 1e12 };
    const history = { type: 'chat.history', lines: Array.from({ length: chatKept.lines }, () => line) };
    expect(agentControlMessageSchema.safeParse(history).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(history))).toBeLessThan(channelRules.control.maxMessageBytes);
  });
});
