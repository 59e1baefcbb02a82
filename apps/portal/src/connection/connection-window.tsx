// The window in which a technician sees and controls: bar, picture, and over it whatever must be said.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../shell/page-title.ts';
import { nameOfAuthor } from './chat-author.ts';
import { ChatPanel } from './chat-panel.tsx';
import { ClipboardNote } from './clipboard-note.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { InputNotice } from './input-notice.tsx';
import { keepsPicture, phaseOf } from './phase.ts';
import { PhaseCard } from './phase-card.tsx';
import { RemotePicture } from './remote-picture.tsx';
import type { ViewMode } from './remote-screen.ts';
import { type Target, nameOf, sessionTargetOf } from './target.ts';
import { useChat } from './use-chat.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useRemoteScreen } from './use-remote-screen.ts';
import './connection.css';

interface ConnectionWindowProps {
  target: Target;
  /** Under which the agent's key is remembered. */
  keyScope: string;
}

export function ConnectionWindow({ target, keyScope }: ConnectionWindowProps) {
  const { t } = useTranslation();
  const { screen, view, running, ...remote } = useRemoteScreen(target, keyScope);
  const phase = phaseOf(target, view);
  const [viewMode, setViewMode] = useState<ViewMode>('fit');
  const fullScreen = useFullScreen();
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const name = nameOf(target, t);
  const chat = useChat(view?.chat ?? null);
  const messages = keepsPicture(phase) ? (view?.chat ?? null) : null;
  usePageTitle(chat.unread > 0 ? t('connection.chat.titleUnread', { count: chat.unread, name }) : name);
  const closeChat = () => {
    chat.setOpen(false);
    screen?.focus();
  };

  useEffect(() => screen?.setViewMode(viewMode), [screen, viewMode]);
  useEffect(() => {
    const subscription = screen?.onLeaveKeyboard(() => bar?.querySelector('button')?.focus());
    return () => subscription?.dispose();
  }, [screen, bar]);

  return (
    <div
      className="connection"
      data-phase={phase.kind}
      data-picture={keepsPicture(phase) || undefined}
      data-fullscreen={fullScreen.on || undefined}
    >
      <ConnectionBar
        onBar={setBar}
        target={target}
        phase={phase}
        screen={screen}
        view={view}
        viewMode={viewMode}
        onViewMode={setViewMode}
        fullScreen={fullScreen}
        chat={chat}
      />
      <div className="connection-body">
        <main className="connection-stage" aria-label={t('connection.title', { name })}>
          {running ? (
            <RemotePicture
              key={remote.attempt}
              target={sessionTargetOf(target)}
              label={t('connection.screenOf', { name })}
              knownAgentKey={remote.knownAgentKey}
              onScreen={remote.setScreen}
            />
          ) : null}
          {phase.kind === 'connected' && view !== null ? <InputNotice view={view} /> : null}
          {phase.kind === 'connected' && view !== null && screen !== null ? (
            <ClipboardNote screen={screen} view={view} />
          ) : null}
          <PhaseCard target={target} phase={phase} onAgain={remote.startAgain} onTrust={remote.trustNewKey} />
        </main>
        {chat.open && screen !== null && messages !== null ? (
          <ChatPanel target={target} screen={screen} messages={messages} onClose={closeChat} />
        ) : null}
      </div>
      <output className="nh-hidden" aria-live="polite">
        {chat.newest === null
          ? null
          : t('connection.chat.announce', { name: nameOfAuthor(chat.newest, target, t), text: chat.newest.text })}
      </output>
    </div>
  );
}
