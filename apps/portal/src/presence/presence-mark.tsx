// A person's presence: as a mark on the picture, whose shape says the same as its colour, and in words.
import type { Presence } from '@nearhand/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './presence.css';

/** `children`: the picture. Says nothing to screen readers: the words stand beside it. */
export function WithPresence({ presence, children }: { presence: Presence | undefined; children: ReactNode }) {
  return (
    <span className="presence" aria-hidden="true">
      {children}
      {presence === undefined || presence.state === 'offline' ? null : (
        <span className="presence-mark" data-state={presence.state} />
      )}
    </span>
  );
}

export function usePresenceWords(): (presence: Presence) => string {
  const { t } = useTranslation();
  return ({ state, inSession }) => t(inSession ? 'presence.inSession' : `presence.${state}`);
}
