// Byte arrays: text forms, joining, comparing.

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = {
  encode: (text: string): Bytes => new TextEncoder().encode(text),
  /** Throws TypeError on malformed input. */
  decode: (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOf = new Map([...alphabet].map((character, value) => [character, value]));

/** Base64url without padding (RFC 4648 section 5). */
export const base64url = {
  encode(bytes: Uint8Array): string {
    let text = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
      const group = (a << 16) | (b << 8) | c;
      const characters = Math.min(3, bytes.length - i) + 1;
      for (let k = 0; k < characters; k++) text += alphabet[(group >> (18 - 6 * k)) & 63];
    }
    return text;
  },
  /** Throws RangeError on any character, length or trailing bits that encode() would not produce. */
  decode(text: string): Bytes {
    if (text.length % 4 === 1) throw new RangeError('Not base64url: wrong length');
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
    let group = 0;
    let bits = 0;
    let at = 0;
    for (const character of text) {
      const value = valueOf.get(character);
      if (value === undefined) throw new RangeError('Not base64url: unexpected character');
      group = ((group << 6) | value) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (group >> bits) & 255;
      }
    }
    if (bits > 0 && (group & ((1 << bits) - 1)) !== 0) throw new RangeError('Not base64url: trailing bits');
    return bytes;
  },
};

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Compares in time that depends on the lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
