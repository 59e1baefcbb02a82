import { expect, it } from 'vitest';
import { editionName } from './system-info.ts';

it('HST34: Windows 11 is told by its build, whatever it calls itself', () => {
  expect(editionName('Windows 10 Pro', '10.0.19045')).toBe('Windows 10 Pro (19045)');
  expect(editionName('Windows 10 Pro', '10.0.22631')).toBe('Windows 11 Pro (22631)');
  expect(editionName('Windows Server 2022 Datacenter', '10.0.20348')).toBe('Windows Server 2022 Datacenter (20348)');
});
