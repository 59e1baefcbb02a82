import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, utf8 } from '@nearhand/base';
import { deriveLinkSecrets, deriveResumedTraffic, proveAnswer, proveHello, transcriptHash } from './key-schedule.ts';

const bytes = (value: number): Bytes => new Uint8Array(32).fill(value);
const hex = (data: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(data)).toString('hex');
const sha = (data: Uint8Array) => createHash('sha256').update(data).digest();
const hkdf = (secret: Bytes, salt: Bytes, label: string) => hex(hkdfSync('sha256', secret, salt, label, 32));

describe('key schedule', () => {
  it('hashes the transcript as an independent implementation does', async () => {
    const [open, answer] = [utf8.encode('open'), utf8.encode('answer')];
    const expected = sha(concatBytes(utf8.encode('nearhand transcript v1\0'), sha(open), sha(answer), bytes(9)));
    expect(hex(await transcriptHash(open, answer, bytes(9)))).toBe(hex(expected));
  });

  it('SES26: derives for ever what it derives today', async () => {
    const secrets = await deriveLinkSecrets(bytes(1), bytes(2));
    expect(secrets.words).toEqual(['oasis', 'rondo', 'zigzag', 'escudo']);
    expect(hex(secrets.traffic.toAgent)).toBe(hkdf(bytes(1), bytes(2), 'nearhand v1 to agent'));
    expect(hex(secrets.traffic.toViewer)).toBe(hkdf(bytes(1), bytes(2), 'nearhand v1 to viewer'));
    expect(hex(secrets.resumeSecret)).toBe(hkdf(bytes(1), bytes(2), 'nearhand v1 resume'));
    expect(hex(secrets.proofKey)).toBe(hkdf(bytes(1), bytes(2), 'nearhand v1 proof'));
    expect(hex(secrets.traffic.toAgent)).toBe('764dc30398cbca0f1136af7e31c6afe4a79069ef6b3ce333d0d0fe17d6432eef');
  });

  it('derives other keys for every path, and proofs that bind epoch and nonces', async () => {
    const secrets = await deriveLinkSecrets(bytes(1), bytes(2));
    const nonces = { epoch: 7, viewer: bytes(3), agent: bytes(4) };
    const epoch = Buffer.from([0, 0, 0, 7]);
    const traffic = await deriveResumedTraffic(secrets, nonces);
    const salt = concatBytes(epoch, bytes(3), bytes(4));
    expect(hex(traffic.toAgent)).toBe(hkdf(secrets.resumeSecret, salt, 'nearhand v1 to agent'));
    const proof = createHmac('sha256', secrets.proofKey);
    expect(hex(await proveHello(secrets, 7, bytes(3)))).toBe(
      hex(proof.update(concatBytes(utf8.encode('nearhand resume hello v1\0'), epoch, bytes(3))).digest()),
    );
    const other = await proveAnswer(secrets, { ...nonces, agent: bytes(5) });
    expect(hex(other)).not.toBe(hex(await proveAnswer(secrets, nonces)));
  });
});
