// Opens an address in the person's default browser. Whether that worked shows only by the page asking for its parts.

import { spawn } from 'node:child_process';
import type { Logger } from '@nearhand/base';

export function openBrowser(url: string, logger: Logger): void {
  // The address goes as an argument of its own; no shell reads it.
  const child = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  child.on('error', () => logger.warn('no browser could be opened'));
  child.unref();
}
