// What a form changed, compared with what it showed first: nothing else is sent, as others may have changed it meanwhile.
import type { ChangeComputer, ComputerPolicy } from '@nearhand/protocol';

export interface ComputerSettings {
  readonly name: string;
  readonly policy: ComputerPolicy;
}

/** The values of `after` that are others than before; lists are sets. */
export function changedFields<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const changed: Partial<Fields> = {};
  for (const key in after) if (!isSame(before[key], after[key])) changed[key] = after[key];
  return changed;
}

/** Null: nothing. */
export function changedSettings(before: ComputerSettings, after: ComputerSettings): ChangeComputer | null {
  const policy = changedFields(before.policy, after.policy);
  const name = after.name.trim();
  const changes: ChangeComputer = {
    ...(name === before.name ? {} : { name }),
    ...(Object.keys(policy).length === 0 ? {} : { policy }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((part) => other.includes(part));
}
