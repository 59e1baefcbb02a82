// At the first sign-in: the offer of a guided tour, above the page and in nobody's way.
import { Button } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../member/member.ts';
import './tour-offer.css';
import { useTour } from './use-tour.ts';

export function TourOffer() {
  const { t } = useTranslation();
  const me = useMe();
  const { take, answer, isTaking } = useTour();
  if (!me.tourOffered || isTaking || answer.isPending) return null;
  return (
    <section className="tour-offer" aria-labelledby="tour-offer">
      <IconMap2 size={24} stroke={1.6} aria-hidden="true" className="tour-offer-icon" />
      <div className="tour-offer-text">
        <p id="tour-offer" className="tour-offer-title">
          {t('tour.offer')}
        </p>
        <p className="nh-muted nh-small">{t('tour.offerHint')}</p>
      </div>
      <div className="tour-offer-buttons">
        <Button onClick={take}>{t('tour.start')}</Button>
        <Button variant="default" onClick={() => answer.mutate('later')}>
          {t('tour.later')}
        </Button>
        <Button variant="subtle" onClick={() => answer.mutate('never')}>
          {t('tour.never')}
        </Button>
      </div>
    </section>
  );
}
