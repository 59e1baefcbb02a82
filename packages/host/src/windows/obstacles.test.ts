import { expect, it } from 'vitest';
import { type DesktopFacts, obstacleOf } from './obstacles.ts';

const free: DesktopFacts = { inputDesktop: 'Default', isLocked: false, frontIntegrity: 0x2000, ownIntegrity: 0x2000 };

it('HST35: lock screen, questions of Windows and windows of administrators are told apart', () => {
  expect(obstacleOf(free)).toBeNull();
  expect(obstacleOf({ ...free, frontIntegrity: 0x1000 })).toBeNull();
  expect(obstacleOf({ ...free, inputDesktop: null })).toBe('secureDesktop');
  expect(obstacleOf({ ...free, inputDesktop: 'Winlogon' })).toBe('secureDesktop');
  expect(obstacleOf({ ...free, inputDesktop: null, isLocked: true })).toBe('locked');
  expect(obstacleOf({ ...free, frontIntegrity: 0x3000 })).toBe('elevatedWindow');
  expect(obstacleOf({ ...free, frontIntegrity: null })).toBe('elevatedWindow');
  expect(obstacleOf({ ...free, frontIntegrity: 0x3000, ownIntegrity: 0x4000 })).toBeNull();
});
