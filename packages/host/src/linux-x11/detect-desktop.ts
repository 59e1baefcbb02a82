// Which kind of desktop the program was started in, from the environment alone: opens nothing.

export interface DetectedDesktop {
  readonly kind: 'x11' | 'wayland' | 'none';
  /** For logs and `--version` style output; in English. */
  readonly reason: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `x11` can be opened with openX11Desktop; `wayland` and `none` cannot be shared by this version. */
export function detectDesktop(environment: Environment): DetectedDesktop {
  const session = environment['XDG_SESSION_TYPE']?.toLowerCase();
  const wayland = environment['WAYLAND_DISPLAY'];
  const display = environment['DISPLAY'];
  if (session === 'wayland') return { kind: 'wayland', reason: 'XDG_SESSION_TYPE is wayland' };
  if (wayland && session !== 'x11') return { kind: 'wayland', reason: `WAYLAND_DISPLAY is ${wayland}` };
  if (display) return { kind: 'x11', reason: `DISPLAY is ${display}` };
  return { kind: 'none', reason: 'neither DISPLAY nor WAYLAND_DISPLAY is set' };
}
