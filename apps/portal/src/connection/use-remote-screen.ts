// When the remote screen of a window runs, what it reports, and how it is started anew.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { KeyMemory } from './key-memory.ts';
import { isOver, mayStart } from './phase.ts';
import type { RemoteScreen, RemoteScreenView } from './remote-screen.ts';
import { type Target, isOnline } from './target.ts';

export interface RemoteScreenHandle {
  /** The picture is to be shown, under this key; another key is another connection. */
  readonly running: boolean;
  readonly attempt: number;
  readonly knownAgentKey: string | null;
  readonly setScreen: (screen: RemoteScreen | null) => void;
  readonly screen: RemoteScreen | null;
  readonly view: RemoteScreenView | null;
  /** Forgets the screen of before and connects again. */
  readonly startAgain: () => void;
  /** Vouches for the agent's new key, then connects again. */
  readonly trustNewKey: () => void;
}

const noSubscription = () => () => {};

/** `keyScope`: under which the agent's key is remembered. */
export function useRemoteScreen(target: Target, keyScope: string): RemoteScreenHandle {
  const [screen, setScreen] = useState<RemoteScreen | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [memory] = useState(() => new KeyMemory(window.localStorage));
  const [started, setStarted] = useState(false);
  const over = isOver(target);
  const online = isOnline(target);
  // Once let in, the connection finds its own way back; a request that is over begins from the start when reopened.
  if (started && over) setStarted(false);
  if (!started && mayStart(target)) setStarted(true);

  useEffect(() => screen?.setAgentOnline(online), [screen, online]);
  const view = useSyncExternalStore(
    screen === null
      ? noSubscription
      : (listener) => {
          const subscription = screen.onChanged(listener);
          return () => subscription.dispose();
        },
    () => screen?.view ?? null,
  );
  const provenKey = view?.state.kind === 'active' ? view.agentKey : null;
  useEffect(() => {
    if (provenKey !== null) memory.remember(keyScope, provenKey);
  }, [memory, keyScope, provenKey]);

  const startAgain = () => {
    setStarted(false);
    setAttempt((before) => before + 1);
  };
  const trustNewKey = () => {
    memory.forget(keyScope);
    startAgain();
  };
  const knownAgentKey = memory.known(keyScope);
  return { running: started && !over, attempt, knownAgentKey, setScreen, screen, view, startAgain, trustNewKey };
}
