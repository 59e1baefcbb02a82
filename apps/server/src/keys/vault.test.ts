import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyVault } from './vault.ts';

describe('the key vault', () => {
  const key = randomBytes(32);
  const vault = new KeyVault(key);

  it.each(['', 'x', 'pass wörd 🔑', 'a'.repeat(5000)])('HOS4: opens what it sealed', (secret) => {
    const sealed = vault.seal('mail', secret);
    expect(new KeyVault(key).open('mail', sealed)).toBe(secret);
    expect(vault.seal('mail', secret)).not.toBe(sealed);
    if (secret.length > 3) expect(Buffer.from(sealed, 'base64url').toString('utf8')).not.toContain(secret);
  });

  it('HOS4: opens nothing for another purpose, with another key, or changed', () => {
    const sealed = vault.seal('mail', 'secret');
    expect([vault.open('provider', sealed), new KeyVault(randomBytes(32)).open('mail', sealed)]).toEqual([null, null]);
    const bytes = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      expect(vault.open('mail', changed.toString('base64url'))).toBeNull();
    }
    for (const text of ['', 'AQ', 'not base64!', sealed.slice(0, 30)]) expect(vault.open('mail', text)).toBeNull();
  });
});
