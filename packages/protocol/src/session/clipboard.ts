// The clipboard channel of a session, both ways between viewer and agent: a byte that says what it is, then the rest. Text
// now; what else can be copied gets numbers of its own, to be sent to peers that announced it only.

import { type Bytes, concatBytes, utf8 } from '@nearhand/base';

/** A peer that takes part in this channel announces it. */
export const clipboardCapability = 'clipboard.text';

/** Of UTF-8. More is not copied to the other side. */
export const maxClipboardTextBytes = 1024 * 1024;

/** What became of a text; the answer to each, in order. */
export const clipboardOutcomes = [
  /** It is in the other side's clipboard. */
  'placed',
  /** The permission is missing. */
  'refused',
  /** Too many in a short time. */
  'tooMany',
  /** The other side's clipboard did not take it. */
  'failed',
] as const;
export type ClipboardOutcome = (typeof clipboardOutcomes)[number];

export type ClipboardMessage =
  | { readonly type: 'text.copied'; readonly text: string }
  | { readonly type: 'text.answered'; readonly outcome: ClipboardOutcome };

const kind = { text: 1, answer: 2 } as const;

/**
 * As text travels: line breaks are \n, half pairs are replaced; NUL, which ends a text for many programs, and a mark of byte order
 * at the beginning are left out.
 */
export function cleanClipboardText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\0', '')
    .replace(/^\ufeff+/, '');
}

/** `text` must be clean. null: longer than what is copied. */
export function encodeClipboardText(text: string): Bytes | null {
  const bytes = utf8.encode(text);
  return bytes.length > maxClipboardTextBytes ? null : concatBytes(Uint8Array.of(kind.text), bytes);
}

export function encodeClipboardAnswer(outcome: ClipboardOutcome): Bytes {
  return Uint8Array.of(kind.answer, clipboardOutcomes.indexOf(outcome));
}

export type DecodedClipboard =
  | { readonly kind: 'message'; readonly message: ClipboardMessage }
  /** Of a kind this version does not know: ignored. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' };

/** Never throws. */
export function decodeClipboard(bytes: Uint8Array): DecodedClipboard {
  const [first] = bytes;
  if (first === kind.text) return decodeText(bytes.subarray(1));
  if (first === kind.answer) {
    const outcome = clipboardOutcomes[bytes[1] ?? clipboardOutcomes.length];
    if (outcome === undefined || bytes.length !== 2) return { kind: 'malformed' };
    return { kind: 'message', message: { type: 'text.answered', outcome } };
  }
  return { kind: first === undefined ? 'malformed' : 'unknown' };
}

function decodeText(bytes: Uint8Array): DecodedClipboard {
  if (bytes.length === 0 || bytes.length > maxClipboardTextBytes) return { kind: 'malformed' };
  try {
    const text = utf8.decode(bytes);
    if (text.includes('\0')) return { kind: 'malformed' };
    return { kind: 'message', message: { type: 'text.copied', text } };
  } catch {
    return { kind: 'malformed' }; // Not UTF-8, half pairs included.
  }
}
