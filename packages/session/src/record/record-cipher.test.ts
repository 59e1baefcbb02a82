import { createDecipheriv, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '@nearhand/base';
import { RecordOpener, type RecordCipherOptions, RecordSealer } from './record-cipher.ts';
import { defaultRekeyLimits, recordNonce } from './record-keys.ts';

const options: RecordCipherOptions = {
  trafficSecret: new Uint8Array(32).fill(7),
  epoch: 2,
  direction: 'toAgent',
  limits: defaultRekeyLimits,
};

const text = async (plain: Promise<Bytes | null>) => {
  const bytes = await plain;
  return bytes && utf8.decode(bytes);
};

function sealMany(count: number, fields: Partial<RecordCipherOptions> = {}): Promise<Bytes[]> {
  const sealer = new RecordSealer({ ...options, ...fields });
  return Promise.all(Array.from({ length: count }, (_, index) => sealer.seal(utf8.encode(`record ${index}`))));
}

async function openMany(frames: readonly Bytes[], fields: Partial<RecordCipherOptions> = {}) {
  const opener = new RecordOpener({ ...options, ...fields });
  return Promise.all(frames.map((frame) => text(opener.open(frame))));
}

describe('records', () => {
  it('SES26: a record is sealed for ever as it is today', async () => {
    const [frame] = await sealMany(1);
    expect(Buffer.from(frame ?? []).toString('hex')).toBe(
      '020000000200000000000000005c44b9a4ca10b7c7b2c5a300568536b94b2095c9d9323bfb',
    );
    expect(Buffer.from(recordNonce(new Uint8Array(12).fill(0xf0), 0x0102)).toString('hex')).toBe(
      'f0f0f0f0f0f0f0f0f0f0f1f2',
    );
  });

  it('are sealed as an independent implementation does', async () => {
    const [frame = new Uint8Array()] = await sealMany(1);
    const derive = (label: string, length: number) =>
      new Uint8Array(hkdfSync('sha256', options.trafficSecret, new Uint8Array(0), label, length));
    const cipher = createDecipheriv('aes-256-gcm', derive('nearhand v1 key', 32), derive('nearhand v1 iv', 12));
    cipher.setAAD(new Uint8Array([...frame.subarray(0, 13), 0]));
    cipher.setAuthTag(frame.subarray(-16));
    expect(cipher.update(frame.subarray(13, -16), undefined, 'utf8') + cipher.final('utf8')).toBe('record 0');
  });

  it('open in order', async () => {
    expect(await openMany(await sealMany(3))).toEqual(['record 0', 'record 1', 'record 2']);
  });

  it('SES8: a changed record does not open, wherever the change is', async () => {
    const [frame = new Uint8Array()] = await sealMany(1);
    const opened = await Promise.all(
      Array.from(frame, (byte, index) => {
        const changed = frame.slice();
        changed[index] = byte ^ 1;
        return new RecordOpener(options).open(changed);
      }),
    );
    expect(opened.filter((plain) => plain !== null)).toEqual([]);
  });

  it('SES8: a repeated record does not open', async () => {
    const [a = new Uint8Array()] = await sealMany(1);
    expect(await openMany([a, a])).toEqual(['record 0', null]);
  });

  it('SES8: a record after a missing one does not open', async () => {
    const [, b = new Uint8Array()] = await sealMany(2);
    expect(await openMany([b])).toEqual([null]);
  });

  it('SES8: records in another order do not open', async () => {
    const [a = new Uint8Array(), b = new Uint8Array()] = await sealMany(2);
    expect(await openMany([b, a])).toEqual([null, 'record 0']);
  });

  it('SES8: a record of the other direction or another path does not open', async () => {
    const frames = await sealMany(1);
    expect(await openMany(frames, { direction: 'toViewer' })).toEqual([null]);
    expect(await openMany(frames, { epoch: 3 })).toEqual([null]);
  });

  it.each([0, 1, 12, 28])('SES8: a frame of %i bytes does not open', async (length) => {
    expect(await openMany([new Uint8Array(length)])).toEqual([null]);
  });

  it('SES9: keys are renewed after a number of records, without a word', async () => {
    const limits = { records: 3, bytes: 2 ** 30 };
    const frames = await sealMany(8, { limits });
    expect(await openMany(frames, { limits })).toEqual(Array.from({ length: 8 }, (_, index) => `record ${index}`));
    expect(await openMany(frames)).toEqual(['record 0', 'record 1', 'record 2', null, null, null, null, null]);
  });

  it('SES9: keys are renewed after a number of bytes', async () => {
    const limits = { records: 2 ** 20, bytes: 20 };
    const frames = await sealMany(6, { limits });
    expect((await openMany(frames, { limits })).every((plain) => plain !== null)).toBe(true);
    expect((await openMany(frames)).filter((plain) => plain !== null)).toHaveLength(3);
  });

  it('SES9: by default keys last 2^20 records or 1 GiB', () => {
    expect(defaultRekeyLimits).toEqual({ records: 1_048_576, bytes: 1_073_741_824 });
  });
});
