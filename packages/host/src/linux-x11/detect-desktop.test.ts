import { expect, it } from 'vitest';
import { detectDesktop } from './detect-desktop.ts';

it.for([
  [{ DISPLAY: ':0' }, 'x11'],
  [{ DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }, 'x11'],
  [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XDG_SESSION_TYPE: 'wayland' }, 'wayland'],
  [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XDG_SESSION_TYPE: 'x11' }, 'x11'],
  [{ XDG_SESSION_TYPE: 'tty' }, 'none'],
  [{}, 'none'],
] as const)('HST32: %o is %s', ([environment, kind]) => {
  const detected = detectDesktop(environment);
  expect(detected.kind).toBe(kind);
  expect(detected.reason).not.toBe('');
});
