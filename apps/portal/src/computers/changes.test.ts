import type { ComputerPolicy } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { changedFields, changedSettings } from './changes.ts';

describe('what a form of a computer sends', () => {
  const policy: ComputerPolicy = {
    disabled: false,
    permissions: ['view', 'control'],
    ask: false,
    askSeconds: 30,
    atEnd: 'leave',
  };
  const before = { name: 'Till', policy };

  it('is nothing where nothing was changed, whatever the order of permissions', () => {
    const same = { name: ' Till ', policy: { ...policy, permissions: ['control' as const, 'view' as const] } };
    expect(changedSettings(before, same)).toBeNull();
  });

  it('leaves alone what others may have set meanwhile', () => {
    expect(changedSettings(before, { ...before, name: 'Desk' })).toEqual({ name: 'Desk' });
    const disabled = { ...before, policy: { ...policy, disabled: true } };
    expect(changedSettings(before, disabled)).toEqual({ policy: { disabled: true } });
  });

  it('keeps every permission apart', () => {
    const changed = changedFields(policy, { ...policy, permissions: ['view', 'clipboard'] });
    expect(changed).toEqual({ permissions: ['view', 'clipboard'] });
  });
});
