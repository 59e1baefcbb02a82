// Who is signed in and what they may do. The server decides every time; this only leaves out what would be refused.
import type { Me, Right } from '@nearhand/protocol';
import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries.ts';

/** The member; the router has loaded it before any page that asks. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function useRight(right: Right): boolean {
  return useMe().rights.includes(right);
}

/** By any way. */
export function useMayInvite(): boolean {
  const byLink = useRight('requests.inviteLink');
  const byCode = useRight('requests.inviteCode');
  return useRight('requests.inviteEmail') || byCode || byLink;
}
