// The report on the remote computer: asked for here or sent by the person there, shown in a window of its own.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { ComputerReport, FindingResult } from '@nearhand/protocol';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconMinus,
  IconStethoscope,
  type TablerIcon,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../i18n/format.ts';
import { Dialog } from '../shell/dialog.tsx';
import { CopyButton } from '../support/copy-button.tsx';
import type { RemoteScreen, RemoteScreenView } from './remote-screen.ts';
import { reportText } from './report-text.ts';
import './report.css';

interface ReportProps {
  screen: RemoteScreen;
  view: RemoteScreenView;
}

export function ReportTool({ screen, view }: ReportProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { report } = view;
  const isUnseen = report?.latest?.isSeen === false;
  useEffect(() => {
    if (opened && isUnseen) screen.seeReport();
  }, [opened, isUnseen, screen]);
  if (report === null) return null;
  const isNew = !opened && isUnseen;
  const label = isNew ? t('connection.report.openNew') : t('connection.report.open');
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          variant={isNew ? 'light' : 'subtle'}
          color={isNew ? 'petrol' : 'gray'}
          size={34}
          aria-label={label}
          aria-haspopup="dialog"
          onClick={() => setOpened(true)}
        >
          <IconStethoscope size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <output className="nh-hidden">{isNew ? t('connection.report.came') : ''}</output>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('connection.report.title')}>
        <Report screen={screen} view={view} />
      </Dialog>
    </>
  );
}

function Report({ screen, view }: ReportProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const words = useResultWords();
  const { report, computerName } = view;
  if (report === null) return null;
  const { latest, state } = report;
  const isUnderWay = state === 'asked' || state === 'making';
  return (
    <div className="report">
      <p className="nh-muted">{t('connection.report.text')}</p>
      <output className="report-state" data-trouble={state === 'refused' || state === 'failed' || undefined}>
        {state !== 'idle'
          ? t(`connection.report.state.${state}`)
          : latest === null
            ? ''
            : t('connection.report.at', { when: format.dateTime(new Date(latest.atMs).toISOString(), nowMs) })}
      </output>
      <div className="report-actions">
        <Button
          variant={latest === null ? 'filled' : 'default'}
          loading={isUnderWay}
          onClick={() => screen.askForReport()}
        >
          {t(latest === null ? 'connection.report.ask' : 'connection.report.askAgain')}
        </Button>
        {latest === null ? null : (
          <CopyButton
            variant="default"
            text={reportText(latest.report, computerName, words)}
            description={t('connection.report.copy')}
          />
        )}
      </div>
      {latest === null ? null : <Findings report={latest.report} />}
    </div>
  );
}

const icons: Readonly<Record<FindingResult, TablerIcon>> = {
  ok: IconCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  skipped: IconMinus,
};

function useResultWords(): Record<FindingResult, string> {
  const { t } = useTranslation();
  return {
    ok: t('connection.report.result.ok'),
    warning: t('connection.report.result.warning'),
    failed: t('connection.report.result.failed'),
    skipped: t('connection.report.result.skipped'),
  };
}

function Findings({ report }: { report: ComputerReport }) {
  const words = useResultWords();
  return (
    <>
      <p className="report-about nh-small nh-muted">
        {report.system} · Nearhand {report.version} · {report.server}
      </p>
      <ul className="report-findings">
        {report.findings.map(({ name, result, detail, advice }) => {
          const Icon = icons[result];
          return (
            <li key={name} data-result={result}>
              <Icon size={18} stroke={1.8} aria-hidden="true" />
              <span>
                <strong>{name}</strong>
                <span className="nh-hidden">: {words[result]}</span>
                {detail === '' ? null : <span className="nh-small nh-muted">{detail}</span>}
                {advice === null || advice === '' ? null : <span className="report-advice">{advice}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
