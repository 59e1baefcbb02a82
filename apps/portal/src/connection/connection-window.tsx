// The window in which a technician sees and controls: bar, picture, and over it whatever must be said.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../shell/page-title.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { InputNotice } from './input-notice.tsx';
import { keepsPicture, phaseOf } from './phase.ts';
import { PhaseCard } from './phase-card.tsx';
import type { ViewMode } from './remote-screen.ts';
import { type Target, nameOf } from './target.ts';
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
  const remote = useRemoteScreen(target, keyScope);
  const phase = phaseOf(target, remote.view);
  const [viewMode, setViewMode] = useState<ViewMode>('fit');
  const fullScreen = useFullScreen();
  const bar = useRef<HTMLElement>(null);
  const name = nameOf(target);
  usePageTitle(name);

  useEffect(() => remote.screen?.setViewMode(viewMode), [remote.screen, viewMode]);
  useEffect(() => {
    const subscription = remote.screen?.onLeaveKeyboard(() => bar.current?.querySelector('button')?.focus());
    return () => subscription?.dispose();
  }, [remote.screen]);

  return (
    <div className="connection" data-phase={phase.kind} data-fullscreen={fullScreen.on || undefined}>
      <ConnectionBar
        barRef={bar}
        target={target}
        phase={phase}
        screen={remote.screen}
        view={remote.view}
        viewMode={viewMode}
        onViewMode={setViewMode}
        fullScreen={fullScreen}
      />
      <main className="connection-stage" aria-label={t('connection.title', { name })}>
        <div ref={remote.container} className="connection-picture" data-kept={keepsPicture(phase) || undefined} />
        {phase.kind === 'connected' && remote.view !== null ? <InputNotice view={remote.view} /> : null}
        <PhaseCard target={target} phase={phase} onAgain={remote.startAgain} onTrust={remote.trustNewKey} />
      </main>
    </div>
  );
}
