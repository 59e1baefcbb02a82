// Whether this process has the system's own rights. A service of Windows always has them here: there is none of one user.

export function serviceHasSystemRights(): boolean {
  return process.platform === 'win32' || process.getuid?.() === 0;
}
