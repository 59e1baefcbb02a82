// A window that says one thing, which is closed when it was read. Pure.

import type { WindowContent } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { type TextKey, texts } from '../texts/texts.ts';

export interface Notice {
  readonly heading: TextKey;
  readonly text: TextKey;
  readonly button: TextKey;
  readonly urgent: boolean;
}

export function noticeContent({ heading, text, button, urgent }: Notice, locale: Locale): WindowContent {
  const words = texts[locale];
  const close = { id: 'close', label: words[button], role: 'primary', enabled: true } as const;
  return {
    title: words.windowTitle,
    language: locale,
    direction: 'ltr',
    urgent,
    tabs: [
      {
        id: 'notice',
        label: words[heading],
        elements: [
          { kind: 'heading', text: words[heading] },
          { kind: 'text', text: words[text], tone: 'normal' },
          { kind: 'buttons', buttons: [close] },
        ],
        defaultButton: 'close',
      },
    ],
    indicator: null,
    front: { tab: 'notice', revision: 0 },
  };
}
