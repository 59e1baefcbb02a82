// Which system the customer's browser says it runs on.

export type CustomerSystem = 'windows' | 'macos' | 'linux' | 'other';

export function systemOf(userAgent: string | undefined): CustomerSystem {
  const text = (userAgent ?? '').slice(0, 500);
  if (/Android|iPhone|iPad|CrOS/.test(text)) return 'other';
  if (/Windows NT/.test(text)) return 'windows';
  if (/Macintosh/.test(text)) return 'macos';
  if (/Linux|X11/.test(text)) return 'linux';
  return 'other';
}
