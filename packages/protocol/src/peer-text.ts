// Names that a program at the other end tells, such as a computer's, made fit to be stored and shown: another system's
// odd name is no reason to refuse it.

import { z } from 'zod';
import { isVisible } from './visible-text.ts';

export const maxPeerLine = 200;

/** One line without control or direction characters, cut to the longest; empty where nothing of it could be seen. */
export function cleanLine(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, maxPeerLine);
  return isVisible(line) ? line : '';
}

/** Comes out clean. */
export const peerLineSchema = z.string().max(maxPeerLine).transform(cleanLine);
