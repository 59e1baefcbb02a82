// How far a customer who has not answered yet has come, in words.
import type { SupportRequest } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { stepOf } from './request-step.ts';

/** Null: there is nothing to say. */
export function useStep(request: SupportRequest): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const step = stepOf(request);
  if (step === null) return null;
  const { download } = request;
  if (step !== 'downloading' || download === null) return t(`support.step.${step}`);
  // Whole percents that are over: 100 is downloaded.
  const part = Math.floor((100 * download.sent) / download.total) / 100;
  return t('support.step.downloadingPart', { part: format.number(part, { style: 'percent' }) });
}
