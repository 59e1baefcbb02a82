// The chat as a tab of the window: what was said, and a line to write. Pure.

import type { WindowElement, WindowTab } from '@nearhand/host';
import { maxChatTextLength } from '@nearhand/protocol';
import type { ConsentView } from '../consent-view.ts';
import type { TextKey } from '../texts/texts.ts';
import type { Say } from './session-elements.ts';

export const chatTab = 'chat';

/** What is being written, and how much of it all was seen. */
export interface ChatDraft {
  readonly typed: string;
  /** Rises when the line is to be emptied. */
  readonly revision: number;
  /** Lines of others that were not in sight yet. */
  readonly unread: number;
  /** Why the last one was not sent. */
  readonly problem: TextKey | null;
}

export function chatTabOf({ chat, state }: ConsentView, draft: ChatDraft, say: Say): WindowTab | null {
  if (chat === null) return null;
  const count = String(draft.unread);
  const label = draft.unread > 0 ? say('tabChatUnread', { count }) : say('tabChat');
  const log: WindowElement = {
    kind: 'log',
    label: say('chatTitle'),
    lines: chat.lines.map(({ who, text }) => ({ who: who ?? say('chatYou'), text })),
  };
  if (!chat.open) return { id: chatTab, label, elements: [log], defaultButton: null };
  const elements: WindowElement[] = [
    ...(state.kind === 'waiting' ? [text(say('chatNobody'))] : []),
    log,
    {
      kind: 'field',
      id: 'message',
      label: say('chatLabel'),
      hint: '',
      text: draft.typed,
      revision: draft.revision,
      maxLength: maxChatTextLength,
      size: 'normal',
      enabled: true,
    },
    ...(draft.problem === null ? [] : [{ kind: 'text', text: say(draft.problem), tone: 'problem' } as const]),
    { kind: 'buttons', buttons: [{ id: 'say', label: say('chatSend'), role: 'primary', enabled: true }] },
    text(say('chatHint'), 'quiet'),
  ];
  return { id: chatTab, label, elements, defaultButton: 'say' };
}

function text(words: string, tone: 'normal' | 'quiet' = 'normal'): WindowElement {
  return { kind: 'text', text: words, tone };
}
