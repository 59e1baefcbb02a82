import { utf8 } from '@nearhand/base';
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { expect, it } from 'vitest';
import type { AgreementPair } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { open, seal } from './hpke.ts';

const fromHex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'));

function pairOf(secretHex: string, publicHex: string): AgreementPair {
  const text = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  const jwk = { kty: 'OKP', crv: 'X25519', d: text(secretHex), x: text(publicHex) };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    publicKey: fromHex(publicHex),
    deriveSharedSecret: async (peer) => {
      const x = Buffer.from(peer).toString('base64url');
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
      return new Uint8Array(diffieHellman({ privateKey, publicKey }));
    },
  };
}

/** RFC 9180, A.1.1 and its first encryption. */
const ephemeral = pairOf(
  '52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736',
  '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
);
const recipient = pairOf(
  '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
);
const context = { info: fromHex('4f6465206f6e2061204772656369616e2055726e'), aad: fromHex('436f756e742d30') };
const message = utf8.encode('Beauty is truth, truth beauty');

it('ULK1: seals as RFC 9180 does', async () => {
  const sealed = await seal(ephemeral, recipient.publicKey, message, context);
  expect(Buffer.from(sealed.slice(32)).toString('hex')).toBe(
    'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
  );
  expect(await open(recipient, sealed, context)).toEqual(message);
});

it('ULK1: opens nothing that was changed, moved, or sealed to another', async () => {
  const pair = await preferredCurves.generatePair();
  const sealed = await seal(pair, recipient.publicKey, message, context);
  for (const at of [0, 32, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(open(recipient, changed, context)).rejects.toThrow();
  }
  await expect(open(recipient, sealed.slice(0, 40), context)).rejects.toThrow();
  await expect(open(recipient, sealed, { ...context, aad: fromHex('00') })).rejects.toThrow();
  await expect(open(recipient, sealed, { ...context, info: fromHex('00') })).rejects.toThrow();
  await expect(open(await preferredCurves.generatePair(), sealed, context)).rejects.toThrow();
});
