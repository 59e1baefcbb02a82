// What the form of a share changed: a share that is saved untouched brings what it brought, until when it did.
import type { ChangeComputerShare, Permission } from '@nearhand/protocol';
import { changedFields } from '../changes.ts';
import { endOfDay } from './end-date.ts';

export interface ShareValues {
  readonly permissions: Permission[];
  /** Of a date field, which knows neither time nor zone of what it shows. */
  readonly day: string;
}

/** Null: nothing. */
export function changedShare(before: ShareValues, after: ShareValues): ChangeComputerShare | null {
  const { permissions, day } = changedFields(before, after);
  if (permissions === undefined && day === undefined) return null;
  return {
    ...(permissions === undefined ? {} : { permissions }),
    ...(day === undefined ? {} : { until: endOfDay(day) }),
  };
}
