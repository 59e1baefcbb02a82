// What can be done when a connection is over.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isOver } from './phase.ts';
import type { Target } from './target.ts';

function placeOf(target: Target): string {
  return target.kind === 'request' ? `/support/${target.request.id}` : '/computers';
}

export function TargetLink({ target }: { target: Target }) {
  const { t } = useTranslation();
  return (
    <Button component="a" href={placeOf(target)}>
      {target.kind === 'request' ? t('connection.action.toRequest') : t('connection.action.toComputers')}
    </Button>
  );
}

/** Browsers let a page close only a tab it was opened in; where that fails, the page it belongs to is shown. */
function closeWindow(target: Target): void {
  window.close();
  window.location.assign(placeOf(target));
}

interface EndButtonsProps {
  target: Target;
  onAgain: () => void;
  againLabel: string;
}

export function EndButtons({ target, onAgain, againLabel }: EndButtonsProps) {
  const { t } = useTranslation();
  return (
    <div className="phase-buttons">
      <Button variant="default" onClick={() => closeWindow(target)}>
        {t('connection.action.closeWindow')}
      </Button>
      {isOver(target) ? <TargetLink target={target} /> : <Button onClick={onAgain}>{againLabel}</Button>}
    </div>
  );
}
