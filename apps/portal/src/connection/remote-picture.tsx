// The element with the remote picture. Owns the remote screen: it starts when this is mounted and ends when it is gone.
import { localeSchema, type SessionTarget } from '@nearhand/protocol';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { leaveWithPage } from './leave-with-page.ts';
import { RemoteScreen } from './remote-screen.ts';

interface RemotePictureProps {
  target: SessionTarget;
  /** Name of the remote screen for screen readers. */
  label: string;
  knownAgentKey: string | null;
  /** Told the screen when it exists, and null before it is disposed. */
  onScreen: (screen: RemoteScreen | null) => void;
}

export function RemotePicture({ target, label, knownAgentKey, onScreen }: RemotePictureProps) {
  const { i18n } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const report = useEffectEvent(onScreen);
  const opened = useRef<string | null>(null);
  const create = useEffectEvent(
    (element: HTMLDivElement) =>
      new RemoteScreen({
        container: element,
        label,
        knownAgentKey,
        locale: () => localeSchema.safeParse(i18n.language).data ?? 'en',
        requestLink: async (commitment, sessionId) => {
          const locale = localeSchema.safeParse(i18n.language).data;
          const connected = await api.connect({
            target,
            commitment,
            ...(locale === undefined ? {} : { locale }),
            ...(sessionId === null ? {} : { sessionId }),
          });
          opened.current = connected.sessionId;
          return connected;
        },
      }),
  );
  useEffect(() => {
    if (container.current === null) return undefined;
    const screen = create(container.current);
    report(screen);
    const leaving = leaveWithPage(window, {
      sessionId: () => opened.current,
      leave: () => screen.leave(),
      endSession: api.endSession,
    });
    return () => {
      leaving.dispose();
      report(null);
      screen.dispose();
    };
  }, []);
  return <div ref={container} className="connection-picture" />;
}
