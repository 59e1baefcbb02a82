// Around everything a member sees: the live connection, and the note when it is interrupted.
import { Outlet } from '@tanstack/react-router';
import { useCallback } from 'react';
import { LiveProvider } from '../live/live-provider.tsx';
import { OfflineNote } from '../live/offline-note.tsx';
import { leaveToSignIn } from '../sign-in/leave.ts';
import '../live/live.css';

export function MemberFrame() {
  const onSignedOut = useCallback(() => leaveToSignIn(window.location), []);
  return (
    <LiveProvider onSignedOut={onSignedOut}>
      <Outlet />
      <OfflineNote />
    </LiveProvider>
  );
}
