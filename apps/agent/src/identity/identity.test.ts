import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadIdentity } from './identity.ts';
import { createPrivateFile, makePrivateFolder } from './private-files.ts';
import { storedValue } from './stored-value.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('identity', () => {
  it('AGT5: the key is made once, private, and found again', () => {
    const data = join(folder, 'data');
    const first = loadIdentity(data);
    expect(loadIdentity(data).publicKeyText).toBe(first.publicKeyText);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'identity.pem')).mode & 0o777).toBe(0o600);
    expect(readdirSync(data)).toEqual(['identity.pem']);
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: first.publicKeyText } });
    expect(verify(null, utf8.encode('text'), key, first.sign(utf8.encode('text')))).toBe(true);
  });

  it('AGT5: a folder or key that others could read is closed to them', () => {
    loadIdentity(folder);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'identity.pem'), 0o644);
    makePrivateFolder(folder);
    loadIdentity(folder);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, 'identity.pem')).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
  });

  it('AGT5: a folder that others use is not taken', () => {
    writeFileSync(join(folder, 'holiday.jpg'), '');
    chmodSync(folder, 0o755);
    expect(() => makePrivateFolder(folder)).toThrow('holds other files');
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    rmSync(join(folder, 'holiday.jpg'));
    makePrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('refuses a key that is a link, and a damaged one', () => {
    writeFileSync(join(folder, 'elsewhere'), 'x');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'identity.pem'));
    expect(() => loadIdentity(folder)).toThrow('belongs to somebody else');
    rmSync(join(folder, 'identity.pem'));
    writeFileSync(join(folder, 'identity.pem'), 'not a key');
    expect(() => loadIdentity(folder)).toThrow('cannot be read');
  });

  it('AGT5: a file is created once, private from its first moment', () => {
    const path = join(folder, 'once');
    expect([createPrivateFile(path, 'a'), createPrivateFile(path, 'b')]).toEqual([true, false]);
    expect([readdirSync(folder), statSync(path).mode & 0o777]).toEqual([['once'], 0o600]);
  });
});

describe('stored value', () => {
  it('takes a damaged file for an absent one', () => {
    const value = storedValue(join(folder, 'value.json'), z.object({ a: z.number() }));
    expect(value.read()).toBeNull();
    value.write({ a: 1 });
    expect(value.read()).toEqual({ a: 1 });
    for (const damaged of ['', '{', '{"a":"1"}', 'null']) {
      writeFileSync(join(folder, 'value.json'), damaged);
      expect(value.read()).toBeNull();
    }
    value.remove();
    expect(existsSync(join(folder, 'value.json'))).toBe(false);
  });
});
