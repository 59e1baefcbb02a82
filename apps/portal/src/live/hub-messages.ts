// What the hub says, for parts that do more with it than keep lists true.
import { Emitter, type Event } from '@nearhand/base';
import type { MemberServerMessage } from '@nearhand/protocol';
import { createContext, useContext, useEffect, useRef } from 'react';

/** Never fires outside of a LiveProvider. */
export const HubMessagesContext = createContext<Event<MemberServerMessage>>(new Emitter<MemberServerMessage>());

export function useHubMessages(listener: (message: MemberServerMessage) => void): void {
  const messages = useContext(HubMessagesContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const listening = messages.on((message) => latest.current(message));
    return () => listening.dispose();
  }, [messages]);
}
