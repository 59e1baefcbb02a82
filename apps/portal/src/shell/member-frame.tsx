// Around everything a member sees: the live connection and the note when it is interrupted, and how times are written.
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { TimeHabitsContext } from '../i18n/format.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { OfflineNote } from '../live/offline-note.tsx';
import { useMe } from '../member/member.ts';
import { Alerts } from '../notifications/alerts.tsx';
import { leaveToSignIn } from '../sign-in/leave.ts';
import '../live/live.css';

export function MemberFrame() {
  const queryClient = useQueryClient();
  const onSignedOut = useCallback(() => leaveToSignIn(queryClient, window.location), [queryClient]);
  const { country, timeZone, dateFormat } = useMe().profile;
  const habits = useMemo(() => ({ country, timeZone, dateFormat }), [country, timeZone, dateFormat]);
  return (
    <LiveProvider onSignedOut={onSignedOut}>
      <TimeHabitsContext value={habits}>
        <Outlet />
        <Alerts />
      </TimeHabitsContext>
      <OfflineNote />
    </LiveProvider>
  );
}
