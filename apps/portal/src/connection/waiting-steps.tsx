// How far the customer has come on the way to allowing access.
import type { SupportRequest } from '@nearhand/protocol';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../i18n/format.ts';
import { useStep } from '../support/use-step.ts';
import { stepTimes, waitingSteps } from './step-times.ts';

export function WaitingSteps({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const times = stepTimes(request);
  const download = useStep(request);
  const current = waitingSteps.find((step) => times[step] === null);
  return (
    <ol className="waiting-steps">
      {waitingSteps.map((step) => {
        const at = times[step];
        const state = at === null ? (step === current ? 'current' : 'open') : 'done';
        return (
          <li key={step} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            <span className="waiting-mark" aria-hidden="true">
              {state === 'done' ? <IconCheck size={14} stroke={2.6} /> : null}
            </span>
            <span>
              {step === 'access' || (at === null && step !== 'invited')
                ? t(`connection.waiting.next.${step}`)
                : t(`connection.waiting.${step}`)}
              <span className="nh-hidden">, {t(`connection.waiting.${state}`)}</span>
            </span>
            {step === 'programStarted' && request.download !== null ? (
              <span className="nh-small nh-muted nh-numbers">{download}</span>
            ) : null}
            {at === null ? null : (
              <time className="nh-small nh-muted nh-numbers" dateTime={at}>
                {format.dateTime(at, nowMs)}
              </time>
            )}
          </li>
        );
      })}
    </ol>
  );
}
