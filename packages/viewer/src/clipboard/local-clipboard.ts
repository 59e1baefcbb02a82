// The clipboard of this computer, as far as a browser lets a page have it. It is never read but in the person's own paste.

import type { ClipboardDeskOptions } from './clipboard-desk.ts';

export const browserClipboard: ClipboardDeskOptions['local'] = {
  isOpen: () => window.isSecureContext && 'clipboard' in navigator,

  async write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; // Not in front, not allowed, or not a secure page.
    }
  },

  async writeByHand(text) {
    return (await this.write(text)) || writeThroughSelection(text);
  },
};

/** The old way, which pages without TLS have still; only while a click is being handled. */
function writeThroughSelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
  }
}
