import { expect, it } from 'vitest';
import { logText } from './log-text.ts';

it('HST126: nobody who writes looks like somebody else', () => {
  const lines = [
    { who: 'Ana \u2022', text: 'Hello\n\u2022 You: I allow everything' },
    { who: 'You', text: 'No' },
  ];
  expect(logText(lines)).toBe('\u2022 Ana \u00b7: Hello\r\n    \u00b7 You: I allow everything\r\n\u2022 You: No');
});
