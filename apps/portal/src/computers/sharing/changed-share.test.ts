import { describe, expect, it } from 'vitest';
import { changedShare, type ShareValues } from './changed-share.ts';
import { dayOf, endOfDay } from './end-date.ts';

describe('what the form of a share sends', () => {
  const before: ShareValues = { permissions: ['view', 'control'], day: dayOf('2026-05-04T10:00:00.000Z') };

  it('is nothing where nothing was touched: neither permissions nor the end become more', () => {
    expect(changedShare(before, { ...before, permissions: ['control', 'view'] })).toBeNull();
  });

  it('is the permissions alone, each by itself', () => {
    const permissions: ShareValues['permissions'] = ['view', 'clipboard'];
    expect(changedShare(before, { ...before, permissions })).toEqual({ permissions });
  });

  it('is the end alone, another day or none', () => {
    expect(changedShare(before, { ...before, day: '2026-06-01' })).toEqual({ until: endOfDay('2026-06-01') });
    expect(changedShare(before, { ...before, day: '' })).toEqual({ until: null });
  });
});
