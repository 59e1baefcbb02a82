// How busy the remote computer is, measured anew every two seconds while this is on the page.
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useByteFormat } from '../i18n/byte-format.ts';
import { useFormat } from '../i18n/format.ts';
import type { RemoteScreen, RemoteScreenView } from './remote-screen.ts';

interface ComputerLoadProps {
  screen: RemoteScreen;
  load: RemoteScreenView['load'];
}

export function ComputerLoad({ screen, load }: ComputerLoadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const bytes = useByteFormat();
  const titleId = useId();
  useEffect(() => {
    screen.setLoadShown(true);
    return () => screen.setLoadShown(false);
  }, [screen]);
  if (load.kind === 'unsupported') return null;
  const measured = load.load;
  return (
    <section className="load" aria-labelledby={titleId}>
      <strong id={titleId} className="nh-small">
        {t('connection.load.title')}
      </strong>
      {measured === null ? (
        <p className="nh-small nh-muted">{t('connection.load.measuring')}</p>
      ) : (
        <dl>
          <Measure
            name={t('connection.load.processor')}
            share={measured.processor}
            words={
              measured.processor === null
                ? t('connection.load.measuring')
                : format.number(measured.processor, { style: 'percent' })
            }
          />
          <Measure
            name={t('connection.load.memory')}
            share={shareOf(measured.memory)}
            words={t('connection.load.used', {
              used: bytes(measured.memory.usedBytes),
              total: bytes(measured.memory.totalBytes),
            })}
          />
          {measured.disks.map((disk) => (
            <Measure
              key={disk.name}
              name={t('connection.load.disk', { name: disk.name })}
              share={shareOf(disk)}
              words={t('connection.load.free', {
                free: bytes(Math.max(0, disk.totalBytes - disk.usedBytes)),
                total: bytes(disk.totalBytes),
              })}
            />
          ))}
        </dl>
      )}
    </section>
  );
}

interface MeasureProps {
  name: string;
  /** 0 to 1; null: not known yet. */
  share: number | null;
  words: string;
}

/** The bar says nothing that the words do not. */
function Measure({ name, share, words }: MeasureProps) {
  return (
    <div className="load-measure" data-high={(share ?? 0) >= 0.9 || undefined}>
      <dt className="nh-ellipsis">
        <bdi>{name}</bdi>
      </dt>
      <dd className="nh-numbers">{words}</dd>
      <span className="load-bar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(1, share ?? 0) * 100}%` }} />
      </span>
    </div>
  );
}

function shareOf({ usedBytes, totalBytes }: { usedBytes: number; totalBytes: number }): number {
  return totalBytes === 0 ? 0 : usedBytes / totalBytes;
}
