// What is said over the picture while there is no working connection: what is going on, and what can be done.
import { Button, Loader } from '@mantine/core';
import {
  IconDoorExit,
  IconFingerprint,
  IconHandStop,
  IconPlugConnectedX,
  IconRefresh,
  IconUserScreen,
  IconWifiOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../i18n/format.ts';
import { EndButtons, TargetLink } from './end-buttons.tsx';
import type { Phase } from './phase.ts';
import { type Target, nameOf } from './target.ts';
import { WaitingSteps } from './waiting-steps.tsx';

interface PhaseCardProps {
  target: Target;
  phase: Phase;
  onAgain: () => void;
  onTrust: () => void;
}

export function PhaseCard(props: PhaseCardProps) {
  if (props.phase.kind === 'connected') return null;
  return (
    <div className="phase-layer">
      <PhaseContent {...props} />
    </div>
  );
}

function PhaseContent({ target, phase, onAgain, onTrust }: PhaseCardProps) {
  const { t } = useTranslation();
  const name = nameOf(target, t);
  switch (phase.kind) {
    case 'connected':
      return null;
    case 'waiting':
      return <Waiting target={target} />;
    case 'connecting':
      return <Card loading title={t('connection.connecting.title', { name })} text={t('connection.connecting.text')} />;
    case 'reconnecting':
      return (
        <Card
          icon={IconRefresh}
          turning
          title={t('connection.reconnecting.title')}
          text={t('connection.reconnecting.text')}
        />
      );
    case 'offline':
      return <Offline name={name} sinceMs={phase.sinceMs} />;
    case 'refused':
      return (
        <Card
          icon={IconHandStop}
          tone="trouble"
          title={t('connection.refused.title', { name })}
          text={t('connection.refused.text')}
        >
          <TargetLink target={target} />
        </Card>
      );
    case 'identityChanged':
      return <IdentityChanged name={name} onTrust={onTrust} />;
    case 'failed':
      return (
        <Card
          icon={IconPlugConnectedX}
          tone="trouble"
          title={t('connection.failed.title')}
          text={t(`errors.${phase.code}`)}
        >
          <EndButtons target={target} onAgain={onAgain} againLabel={t('action.retry')} />
        </Card>
      );
    default:
      return <Ended target={target} phase={phase} onAgain={onAgain} />;
  }
}

type EndPhase = Extract<Phase, { kind: 'ended' | 'closed' | 'expired' }>;

function useEndWords(target: Target, phase: EndPhase): string {
  const { t } = useTranslation();
  const name = nameOf(target, t);
  if (phase.kind === 'expired') return t('connection.ended.expired');
  if (phase.kind === 'closed') {
    if (phase.by?.kind === 'member') return t('connection.ended.closed', { name: phase.by.name });
    return t('connection.ended.closed', { name: phase.by?.kind === 'customer' ? name : t('support.actor.system') });
  }
  if (phase.reason !== 'customer') return t(`connection.ended.${phase.reason}`);
  return target.kind === 'request' ? t('connection.ended.customer', { name }) : t('connection.ended.localUser');
}

function Ended({ target, phase, onAgain }: { target: Target; phase: EndPhase; onAgain: () => void }) {
  const { t } = useTranslation();
  const words = useEndWords(target, phase);
  return (
    <Card icon={IconDoorExit} title={t('connection.ended.title')} text={words}>
      <EndButtons target={target} onAgain={onAgain} againLabel={t('connection.action.joinAgain')} />
    </Card>
  );
}

function Waiting({ target }: { target: Target }) {
  const { t } = useTranslation();
  if (target.kind !== 'request') return null;
  const { id, customer } = target.request;
  return (
    <Card
      icon={IconUserScreen}
      title={t('connection.waiting.title', { name: customer })}
      text={t('connection.waiting.text')}
    >
      <WaitingSteps request={target.request} />
      <Button component="a" variant="default" href={`/support?invite=${id}`} target="_blank" rel="noopener">
        {t('connection.waiting.showInvitation')}
      </Button>
    </Card>
  );
}

function Offline({ name, sinceMs }: { name: string; sinceMs: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const since =
    sinceMs === null
      ? ''
      : `${t('connection.offline.since', { when: format.dateTime(new Date(sinceMs).toISOString(), nowMs) })} `;
  return (
    <Card
      icon={IconWifiOff}
      tone="attention"
      title={t('connection.offline.title', { name })}
      text={`${since}${t('connection.offline.text')}`}
    />
  );
}

function IdentityChanged({ name, onTrust }: { name: string; onTrust: () => void }) {
  const { t } = useTranslation();
  return (
    <Card
      icon={IconFingerprint}
      tone="trouble"
      title={t('connection.identity.title')}
      text={t('connection.identity.text', { name })}
    >
      <ul className="phase-reasons">
        <li>{t('connection.identity.innocent')}</li>
        <li>{t('connection.identity.danger')}</li>
      </ul>
      <Button variant="default" onClick={onTrust}>
        {t('connection.identity.trust')}
      </Button>
    </Card>
  );
}

interface CardProps {
  title: string;
  text: string;
  icon?: TablerIcon;
  tone?: 'trouble' | 'attention';
  turning?: boolean;
  loading?: boolean;
  children?: ReactNode;
}

function Card({ title, text, icon: Icon, tone, turning = false, loading = false, children }: CardProps) {
  return (
    <section className="phase-card" aria-live="polite">
      <span className="note-icon" data-tone={tone} aria-hidden="true">
        {loading ? <Loader size={24} /> : null}
        {Icon === undefined ? null : <Icon size={26} stroke={1.5} className={turning ? 'nh-icon-turn' : ''} />}
      </span>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </section>
  );
}
