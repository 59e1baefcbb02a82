// The demo computer's: it has no desktop before somebody comes; its desktops are made per session (see demo/).

import { AppError } from '@nearhand/base';
import type { DesktopAccess } from '@nearhand/host';

export const demoDesktopInfo: DesktopAccess = {
  info: { system: 'demo', systemName: 'Demo', computerName: 'Demo computer', userName: '' },
  limit: 'none',
  seat: null,
  // The server's own is nobody's business.
  createLoadMeter: null,
  open() {
    throw new AppError('desktop_unavailable', 'The demo computer has no desktop of its own');
  },
};
