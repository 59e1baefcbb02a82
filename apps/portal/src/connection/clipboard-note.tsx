// A small note about copied text: that one waits to be taken over here, or why one did not get there.
import { Button } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RemoteScreen, RemoteScreenView } from './remote-screen.ts';

export function ClipboardNote({ screen, view }: { screen: RemoteScreen; view: RemoteScreenView }) {
  const { t } = useTranslation();
  const { problem, waiting } = view.clipboard;
  const take = () => {
    screen.takeCopiedText();
    screen.focus();
  };
  const words =
    problem !== null
      ? t(`connection.clipboard.problem.${problem}`)
      : waiting === null
        ? null
        : t(`connection.clipboard.waiting.${waiting}`);
  return (
    <div className="clipboard-note" data-shown={words !== null || undefined}>
      <output>
        {words === null ? null : (
          <>
            <IconClipboardText size={18} stroke={1.8} aria-hidden="true" />
            {words}
          </>
        )}
      </output>
      {problem === null && waiting !== null ? (
        <Button size="compact-sm" onClick={take}>
          {t('connection.clipboard.take')}
        </Button>
      ) : null}
    </div>
  );
}
