// What the choices are once a change is stored, so that it is seen at once.
import {
  type ChangeNotificationSettings,
  channelsFor,
  notificationEvents,
  type NotificationSettings,
} from '@nearhand/protocol';

export function applyChange(before: NotificationSettings, change: ChangeNotificationSettings): NotificationSettings {
  const choices = { ...before.choices };
  for (const event of notificationEvents) {
    choices[event] = channelsFor(event, { ...before.choices[event], ...change.choices?.[event] });
  }
  return { ...before, choices, quietHours: change.quietHours === undefined ? before.quietHours : change.quietHours };
}
