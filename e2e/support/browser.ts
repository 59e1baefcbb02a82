// Debian's Chromium, headless for pages, headed on a virtual display where real keys are pressed.

import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(
  options: { readonly display?: string; readonly args?: readonly string[] } = {},
): Promise<Browser> {
  const { display, args = [] } = options;
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: display === undefined,
    args: [...flags, ...args],
    ...(display === undefined ? {} : { env: { ...process.env, DISPLAY: display } as Record<string, string> }),
  });
}
