// Owns the remote screen of one window: starts it when the target allows, ends it with the window, starts it anew on wish.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { KeyMemory } from './key-memory.ts';
import { isOver, mayStart } from './phase.ts';
import { RemoteScreen, type RemoteScreenView } from './remote-screen.ts';
import { type Target, isOnline, nameOf, sessionTargetOf } from './target.ts';

export interface RemoteScreenHandle {
  /** Where the picture goes. */
  readonly container: { current: HTMLDivElement | null };
  readonly screen: RemoteScreen | null;
  readonly view: RemoteScreenView | null;
  /** Forgets the screen of before and connects again. */
  readonly startAgain: () => void;
  /** Vouches for the agent's new key, then connects again. */
  readonly trustNewKey: () => void;
}

const noSubscription = () => () => {};

export function useRemoteScreen(target: Target, keyScope: string): RemoteScreenHandle {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<RemoteScreen | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [memory] = useState(() => new KeyMemory(window.localStorage));
  const [started, setStarted] = useState(false);
  const over = isOver(target);
  const online = isOnline(target);
  const running = (started || mayStart(target)) && !over;
  const latest = useRef({ target, label: '' });
  latest.current = { target, label: t('connection.screenOf', { name: nameOf(target) }) };

  useEffect(() => {
    const element = container.current;
    if (!running || element === null) return undefined;
    setStarted(true);
    const created = new RemoteScreen({
      container: element,
      label: latest.current.label,
      knownAgentKey: memory.known(keyScope),
      requestLink: (commitment, sessionId) =>
        api.connect({
          target: sessionTargetOf(latest.current.target),
          commitment,
          ...(sessionId === null ? {} : { sessionId }),
        }),
    });
    created.onChanged(() => {
      const { state, agentKey } = created.view;
      if (state.kind === 'active' && agentKey !== null) memory.remember(keyScope, agentKey);
    });
    setScreen(created);
    return () => {
      setScreen(null);
      created.dispose();
    };
  }, [running, attempt, keyScope, memory]);

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

  const startAgain = () => {
    setStarted(false);
    setAttempt((before) => before + 1);
  };
  const trustNewKey = () => {
    memory.forget(keyScope);
    startAgain();
  };
  return { container, screen, view, startAgain, trustNewKey };
}
