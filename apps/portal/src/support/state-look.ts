// How each state of a request looks: an icon and a tone. The words are in the translations.
import type { RequestState } from '@nearhand/protocol';
import {
  IconArrowsExchange,
  IconCalendarClock,
  IconCircleCheck,
  IconClockOff,
  IconHandStop,
  IconHourglassHigh,
  IconMail,
  IconPlayerPause,
  IconRefresh,
  IconRotateClockwise,
  IconScreenShare,
  IconUserCheck,
  IconWifiOff,
  type TablerIcon,
} from '@tabler/icons-react';

export type Tone = 'idle' | 'attention' | 'ready' | 'active' | 'trouble';

export interface StateLook {
  icon: TablerIcon;
  tone: Tone;
  /** Something is going on by itself. */
  turning?: true;
}

export const stateLooks: Readonly<Record<RequestState, StateLook>> = {
  scheduled: { icon: IconCalendarClock, tone: 'idle' },
  open: { icon: IconMail, tone: 'idle' },
  waiting: { icon: IconHourglassHigh, tone: 'attention' },
  ready: { icon: IconUserCheck, tone: 'ready' },
  connected: { icon: IconScreenShare, tone: 'active' },
  onHold: { icon: IconPlayerPause, tone: 'attention' },
  reconnecting: { icon: IconRefresh, tone: 'attention', turning: true },
  rebooting: { icon: IconRotateClockwise, tone: 'attention', turning: true },
  offline: { icon: IconWifiOff, tone: 'trouble' },
  transferring: { icon: IconArrowsExchange, tone: 'attention' },
  closed: { icon: IconCircleCheck, tone: 'idle' },
  denied: { icon: IconHandStop, tone: 'trouble' },
  expired: { icon: IconClockOff, tone: 'idle' },
};
