// Around everything a member sees: the live connection, and the note when it is interrupted.
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useCallback } from 'react';
import { mutationKeys } from '../api/queries.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { OfflineNote } from '../live/offline-note.tsx';
import { leaveToSignIn } from '../sign-in/leave.ts';
import '../live/live.css';

export function MemberFrame() {
  const queryClient = useQueryClient();
  const onSignedOut = useCallback(() => {
    // Signing out on purpose leaves by itself and comes back nowhere.
    if (queryClient.isMutating({ mutationKey: mutationKeys.signOut }) === 0) leaveToSignIn(window.location);
  }, [queryClient]);
  return (
    <LiveProvider onSignedOut={onSignedOut}>
      <Outlet />
      <OfflineNote />
    </LiveProvider>
  );
}
