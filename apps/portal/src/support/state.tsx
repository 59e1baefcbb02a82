// A request's state as people see it: icon in its colour, word, step and time since.
import type { SupportRequest } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { spanSince, useFormat, useNow } from '../i18n/format.ts';
import { stepOf } from './request-step.ts';
import { stateLooks } from './state-look.ts';

export function StateIcon({ request }: { request: SupportRequest }) {
  const { icon: Icon, tone, turning } = stateLooks[request.state];
  return (
    <span className="state-icon" data-tone={tone} aria-hidden="true">
      <Icon size={21} stroke={1.7} className={turning ? 'nh-icon-turn' : ''} />
    </span>
  );
}

/** How far the customer has come, while that is what matters. */
function useStep(request: SupportRequest): string | null {
  const { t } = useTranslation();
  const step = stepOf(request);
  return step === null ? null : t(`support.step.${step}`);
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
