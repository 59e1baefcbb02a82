// A request's state as people see it: icon in its colour, word, step and time since.
import type { SupportRequest } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { spanSince, useFormat, useNow } from '../i18n/format.ts';
import { stateLooks } from './state-look.ts';
import { useStep } from './use-step.ts';

export function StateIcon({ request }: { request: SupportRequest }) {
  const { icon: Icon, tone, turning } = stateLooks[request.state];
  return (
    <span className="state-icon" data-tone={tone} aria-hidden="true">
      <Icon size={21} stroke={1.7} className={turning ? 'nh-icon-turn' : ''} />
    </span>
  );
}

export function StateText({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const step = useStep(request);
  const span = spanSince(request.stateSince, useNow());
  const since = 'count' in span ? t(span.key, { count: span.count }) : t(span.key);
  return (
    <span className="state-text" data-tone={stateLooks[request.state].tone}>
      <span className="state-word">{t(`support.state.${request.state}`)}</span>
      <span className="nh-small nh-muted nh-numbers">
        {step === null ? null : `${step} · `}
        <time dateTime={request.stateSince} title={format.fullDateTime(request.stateSince)}>
          {since}
        </time>
      </span>
    </span>
  );
}
