// Puts one member's changed presence into the list of those who are there.
import type { MemberPresence } from '@nearhand/protocol';

export function mergePresence(members: readonly MemberPresence[], changed: MemberPresence): MemberPresence[] {
  const others = members.filter(({ memberId }) => memberId !== changed.memberId);
  return changed.presence.state === 'offline' ? others : [...others, changed];
}
