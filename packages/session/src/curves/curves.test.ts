import { describe, expect, it } from 'vitest';
import { type Bytes, randomBytes, utf8 } from '@nearhand/base';
import { createTestIdentity } from '../fakes/index.ts';
import type { Curves } from './curves.ts';
import { curvesWithFallback } from './preferred-curves.ts';
import { pureCurves } from './pure-curves.ts';
import { webCurves } from './web-curves.ts';

const both = [
  ['WebCrypto', webCurves],
  ['JavaScript', pureCurves],
] as const;

const missing: Curves = {
  generatePair: () => Promise.reject(new Error('NotSupportedError')),
  verifySignature: () => Promise.reject(new Error('NotSupportedError')),
};

const fromHex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));

describe.each(both)('curves by %s', (_name, curves) => {
  it('verify the signature of RFC 8032, 7.1, test 2, and no other', async () => {
    const publicKey = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = fromHex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(await curves.verifySignature(publicKey, signature, fromHex('72'))).toBe(true);
    expect(await curves.verifySignature(publicKey, signature, fromHex('73'))).toBe(false);
    expect(await curves.verifySignature(publicKey, signature.subarray(1), fromHex('72'))).toBe(false);
    expect(await curves.verifySignature(randomBytes(31), signature, fromHex('72'))).toBe(false);
  });

  it('refuse keys of low order and keys that are none', async () => {
    const pair = await curves.generatePair();
    await expect(pair.deriveSharedSecret(new Uint8Array(32))).rejects.toThrow();
    await expect(pair.deriveSharedSecret(new Uint8Array(31))).rejects.toThrow();
  });
});

describe('curves of two kinds', () => {
  it('SES23: WebCrypto and JavaScript agree on secrets and signatures', async () => {
    const [web, pure] = await Promise.all([webCurves.generatePair(), pureCurves.generatePair()]);
    expect(await web.deriveSharedSecret(pure.publicKey)).toEqual(await pure.deriveSharedSecret(web.publicKey));
    const identity = createTestIdentity();
    const message = utf8.encode('transcript');
    expect(await webCurves.verifySignature(identity.publicKey, await identity.sign(message), message)).toBe(true);
  });

  it('SES23: JavaScript takes over where WebCrypto lacks a curve', async () => {
    const curves = curvesWithFallback(missing, async () => pureCurves);
    const identity = createTestIdentity();
    const message = utf8.encode('transcript');
    expect(await curves.verifySignature(identity.publicKey, await identity.sign(message), message)).toBe(true);
    expect((await curves.generatePair()).publicKey).toHaveLength(32);
  });
});
