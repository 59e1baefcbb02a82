import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCredentials, sealCredentials } from '@nearhand/session';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadIdentity } from './identity.ts';
import { loadSealingPair } from './sealing-key.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = { organisationId: crypto.randomUUID(), computerId: crypto.randomUUID() };
const credentials = { userName: 'ana', password: 'Zürich €' };

it('ULK3: the key is kept for this user alone, and opens what a page sealed to it', async () => {
  const identity = loadIdentity(folder);
  const { sealing } = loadSealingPair(folder, identity);
  const sealed = await sealCredentials(credentials, { ...place, agentKey: identity.publicKeyText, sealing });
  const again = loadSealingPair(folder, identity);
  expect(again.sealing.key).toBe(sealing.key);
  expect(await openCredentials(again.pair, sealed, place)).toEqual(credentials);
  expect(statSync(join(folder, 'sealing.pem')).mode & 0o077).toBe(0);
});

it('ULK3: a damaged one, and one of another kind, give way to a new one', () => {
  const identity = loadIdentity(folder);
  const { sealing } = loadSealingPair(folder, identity);
  for (const text of ['', 'nonsense', readFileSync(join(folder, 'identity.pem'), 'utf8')]) {
    writeFileSync(join(folder, 'sealing.pem'), text);
    const made = loadSealingPair(folder, identity);
    expect(made.sealing.key).not.toBe(sealing.key);
    expect(loadSealingPair(folder, identity).sealing.key).toBe(made.sealing.key);
  }
});
