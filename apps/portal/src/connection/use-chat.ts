// Whether the chat is open, and what came in while it was not.
import { useState } from 'react';
import type { ChatMessage } from './remote-screen.ts';

export interface ChatHandle {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Messages of others that were not in sight. */
  readonly unread: number;
  /** The newest of others, to be read out. */
  readonly newest: ChatMessage | null;
}

export function useChat(messages: readonly ChatMessage[] | null): ChatHandle {
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const fromOthers = (messages ?? []).filter(({ by }) => by !== 'you');
  const unseen = fromOthers.filter(({ id }) => !seen.has(id));
  if (open && unseen.length > 0) setSeen(new Set(fromOthers.map(({ id }) => id)));
  return { open, setOpen, unread: open ? 0 : unseen.length, newest: fromOthers.at(-1) ?? null };
}
