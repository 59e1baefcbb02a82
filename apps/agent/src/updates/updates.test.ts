import { generateKeyPairSync, sign } from 'node:crypto';
import { type ProgramFile, type UpdateManifest, updateProofText } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseUpdate, type OwnState } from './choose-update.ts';
import { verifyManifest } from './verify-manifest.ts';

const origin = 'https://help.example.com';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const own = publicKey.export({ format: 'jwk' }).x ?? '';
const file: ProgramFile = { target: 'linux-x64', sha256: 'ab'.repeat(32), size: 1000 };
const manifest: UpdateManifest = { origin, serial: 7, version: '0.3.0', files: [file], withdrawn: [] };
const dayMs = 24 * 60 * 60_000;

function signed(content: unknown, key = privateKey): string {
  return signedText(JSON.stringify(content), key);
}

function signedText(text: string, key = privateKey): string {
  return JSON.stringify({
    manifest: text,
    signature: sign(null, Buffer.from(updateProofText(text)), key).toString('base64url'),
  });
}

const answerTo = (text: string, lastSerial = 0) => verifyManifest(text, { publicKey: own, origin, lastSerial });

describe('a manifest', () => {
  it('UPD1: is believed when the server of this program signed it (attack 20)', () => {
    expect(answerTo(signed(manifest))).toEqual({ manifest });
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const changed = signed(manifest).replace('0.3.0', '0.9.0');
    for (const text of [signed(manifest, stranger), changed, signed(manifest).slice(1), '', 'null', '{}']) {
      expect(answerTo(text)).toHaveProperty('refused');
    }
    expect(verifyManifest(signed(manifest), { publicKey: 'x', origin, lastSerial: 0 })).toHaveProperty('refused');
  });

  it('UPD1: of another server, or signed without sense, is refused', () => {
    expect(answerTo(signed({ ...manifest, origin: 'https://evil.example' }))).toEqual({
      refused: 'it is meant for another server',
    });
    for (const changes of [{ serial: -1 }, { version: '1' }, { version: '../..' }, { files: 3 }]) {
      expect(answerTo(signed({ ...manifest, ...changes }))).toEqual({ refused: 'it is signed and malformed' });
    }
  });

  it('UPD2: that was played again after a newer one is refused', () => {
    expect(answerTo(signed(manifest), 7)).toEqual({ manifest });
    expect(answerTo(signed(manifest), 8)).toEqual({ refused: 'it is older than one that is known' });
  });

  it('never throws, whatever a server sends', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void answerTo(text)));
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => void answerTo(JSON.stringify(value))));
    // Deeper ones take long to draw up.
    for (const depth of [100, 10_000]) {
      const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      for (const text of [nested, signedText(nested), signedText(`{"files":${nested}}`)]) {
        expect(answerTo(text)).toHaveProperty('refused');
      }
    }
  });
});

describe('the choice', () => {
  const state: OwnState = { version: '0.2.0', target: 'linux-x64', failures: [], nowMs: 100 * dayMs };

  it('UPD3: is only ever a newer version for this system', () => {
    const offered = (version: string) => chooseUpdate({ ...manifest, version }, state)?.version ?? null;
    expect(['0.1.9', '0.2.0', '0.2.1', '0.10.0', '1.0.0'].map(offered)).toEqual([
      null,
      null,
      '0.2.1',
      '0.10.0',
      '1.0.0',
    ]);
    expect(chooseUpdate(manifest, { ...state, target: 'win32-x64' })).toBeNull();
    expect(chooseUpdate({ ...manifest, version: null }, state)).toBeNull();
  });

  it('UPD4: is never a version that was withdrawn', () => {
    expect(chooseUpdate({ ...manifest, withdrawn: ['0.3.0'] }, state)).toBeNull();
    expect(chooseUpdate({ ...manifest, withdrawn: ['0.2.0', '0.3.1'] }, state)?.version).toBe('0.3.0');
  });

  it('UPD6: is not what failed here within a day, nor after three times; another build of it is', () => {
    const after = (times: number, agoMs: number) =>
      chooseUpdate(manifest, { ...state, failures: [{ sha256: file.sha256, times, atMs: state.nowMs - agoMs }] });
    expect([after(1, dayMs - 1), after(1, dayMs), after(3, 50 * dayMs), after(1, -2 * dayMs)]).toEqual([
      null,
      { version: '0.3.0', file },
      null,
      { version: '0.3.0', file },
    ]);
    const failures = [{ sha256: 'cd'.repeat(32), times: 3, atMs: state.nowMs }];
    expect(chooseUpdate(manifest, { ...state, failures })).not.toBeNull();
  });
});
