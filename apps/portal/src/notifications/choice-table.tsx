// Which event is told by which channel, as a table of boxes.
import { Checkbox } from '@mantine/core';
import {
  type ChangeNotificationSettings,
  isFixedChannel,
  notificationCatalogue,
  notificationChannels,
  type NotificationEvent,
  notificationEvents,
  type NotificationSettings,
} from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';

interface ChoiceTableProps {
  settings: NotificationSettings;
  onChoose: (choices: NonNullable<ChangeNotificationSettings['choices']>) => void;
}

const groups = ['requests', 'computers', 'security'] as const;

export function ChoiceTable({ settings, onChoose }: ChoiceTableProps) {
  const { t } = useTranslation();
  return (
    <>
      {groups.map((group) => (
        <table key={group} className="notification-choices">
          <caption>{t(`notifications.group.${group}`)}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="nh-hidden">{t('notifications.event')}</span>
              </th>
              {notificationChannels.map((channel) => (
                <th key={channel} scope="col">
                  {t(`notifications.channel.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {notificationEvents
              .filter((event) => notificationCatalogue[event].group === group)
              .map((event) => (
                <ChoiceRow key={event} event={event} settings={settings} onChoose={onChoose} />
              ))}
          </tbody>
        </table>
      ))}
      <p className="nh-small nh-muted">{t('notifications.fixedHint')}</p>
      {settings.mailWorks ? null : <p className="nh-small nh-muted">{t('notifications.noMail')}</p>}
    </>
  );
}

function ChoiceRow({ event, settings, onChoose }: ChoiceTableProps & { event: NotificationEvent }) {
  const { t } = useTranslation();
  const name = t(`notifications.choice.${event}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      {notificationChannels.map((channel) => (
        <td key={channel}>
          <Checkbox
            aria-label={`${name}: ${t(`notifications.channel.${channel}`)}`}
            checked={settings.choices[event][channel]}
            disabled={isFixedChannel(event, channel)}
            onChange={({ currentTarget }) => onChoose({ [event]: { [channel]: currentTarget.checked } })}
          />
        </td>
      ))}
    </tr>
  );
}
