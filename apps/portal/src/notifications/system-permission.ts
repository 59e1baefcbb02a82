// Whether the browser lets this site show notifications of the operating system.

export type SystemPermission = NotificationPermission | 'unsupported';

export function systemPermission(): SystemPermission {
  return 'Notification' in window ? window.Notification.permission : 'unsupported';
}

export function mayShowSystem(): boolean {
  return systemPermission() === 'granted';
}
