// The guided tour over the parts of the portal that this member sees. Loaded when it is taken.
import { driver, type Popover } from 'driver.js';
import 'driver.js/dist/driver.css';
import type { TFunction } from 'i18next';
import './tour.css';

/** In the order of the tour; parts that are not on the page are left out. */
const stops = ['support', 'computers', 'team', 'host', 'bell', 'help', 'you'] as const;
type Stop = (typeof stops)[number];

/** What was pressed may be gone: an offer that was taken, a menu that closed. */
function giveFocusBack(before: Element | null): void {
  const isThere = before !== null && before.isConnected && before !== document.body;
  const back = isThere ? before : document.querySelector('[data-tour="help"]');
  if (back instanceof HTMLElement) back.focus();
}

/** Beside the menu at the left, which on a phone is the bar at the bottom. */
function placeOf(stop: Stop, phone: MediaQueryList): Pick<Popover, 'side' | 'align'> {
  if (stop === 'bell' || stop === 'help') return { side: 'bottom' } as const;
  return phone.matches ? ({ side: 'top', align: 'center' } as const) : ({ side: 'right', align: 'start' } as const);
}

/** Resolves when the tour has ended, by its last step or before. */
export function runTour(t: TFunction): Promise<void> {
  const before = document.activeElement;
  const phone = window.matchMedia('(max-width: 720px)');
  const steps = stops.flatMap((stop) => {
    const element = document.querySelector(`[data-tour="${stop}"]`);
    if (element === null) return [];
    const popover: Popover = {
      title: t(`tour.${stop}.title`),
      description: t(`tour.${stop}.text`),
      ...placeOf(stop, phone),
    };
    return [{ stop, element, popover }];
  });
  return new Promise((resolve) => {
    const end = () => {
      phone.removeEventListener('change', place);
      window.removeEventListener('keyup', onKey);
      tour.destroy();
      // After the library, which tries the same.
      setTimeout(() => giveFocusBack(before));
      resolve();
    };
    const tour = driver({
      steps,
      animate: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      popoverClass: 'tour',
      overlayColor: '#0f1213',
      overlayOpacity: 0.55,
      stagePadding: 4,
      stageRadius: 12,
      disableActiveInteraction: true,
      showProgress: true,
      // Filled in by the library, under the same names.
      progressText: t('tour.progress', { current: '{{current}}', total: '{{total}}' }),
      nextBtnText: t('tour.next'),
      prevBtnText: t('tour.back'),
      doneBtnText: t('tour.done'),
      onPopoverRender: ({ closeButton, nextButton }) => {
        closeButton.setAttribute('aria-label', t('action.close'));
        // The library puts the focus on closing.
        setTimeout(() => nextButton.focus());
      },
      // The library loses what is pressed while it moves, and would not tell of an end before it came to rest.
      allowKeyboardControl: false,
      onDestroyStarted: end,
    });
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') end();
      if (key === 'ArrowRight') tour.moveNext();
      if (key === 'ArrowLeft' && tour.hasPreviousStep()) tour.movePrevious();
    };
    const place = () => {
      for (const { stop, popover } of steps) Object.assign(popover, placeOf(stop, phone));
      tour.refresh();
    };
    phone.addEventListener('change', place);
    window.addEventListener('keyup', onKey);
    tour.drive();
  });
}
