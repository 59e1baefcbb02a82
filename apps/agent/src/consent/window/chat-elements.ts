// The chat as a tab of a window: what was said, and a line to write. Pure.

import type { WindowElement, WindowTab } from '@nearhand/host';
import { maxChatTextLength } from '@nearhand/protocol';
import type { ChatView } from '../chat-view.ts';
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

/** What stands round it in its window. */
interface ChatSurroundings {
  readonly above?: readonly WindowElement[];
  readonly below?: readonly WindowElement[];
}

export function chatTabOf(
  chat: ChatView | null,
  draft: ChatDraft,
  say: Say,
  { above = [], below = [] }: ChatSurroundings = {},
): WindowTab | null {
  if (chat === null) return null;
  const count = String(draft.unread);
  const label = draft.unread > 0 ? say('tabChatUnread', { count }) : say('tabChat');
  const log: WindowElement = {
    kind: 'log',
    label: say('chatTitle'),
    lines: chat.lines.map(({ who, text }) => ({ who: who ?? say('chatYou'), text })),
  };
  const composer = chat.open ? composerOf(draft, say) : [];
  const elements = [...above, log, ...composer, ...below];
  return { id: chatTab, label, elements, defaultButton: chat.open ? 'say' : null };
}

function composerOf({ typed, revision, problem }: ChatDraft, say: Say): WindowElement[] {
  return [
    {
      kind: 'field',
      id: 'message',
      label: say('chatLabel'),
      hint: '',
      text: typed,
      revision,
      maxLength: maxChatTextLength,
      size: 'normal',
      enabled: true,
    },
    ...(problem === null ? [] : [{ kind: 'text', text: say(problem), tone: 'problem' } as const]),
    { kind: 'buttons', buttons: [{ id: 'say', label: say('chatSend'), role: 'primary', enabled: true }] },
    { kind: 'text', text: say('chatHint'), tone: 'quiet' },
  ];
}
