import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKeys } from './keys.ts';

describe('the server’s keys', () => {
  let dataFolder: string;

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'nearhand-keys-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  it('SRV7: are made once, in files only the server can read (attack 4)', async () => {
    const first = await loadKeys(dataFolder);
    const folder = join(dataFolder, 'keys');
    const files = await readdir(folder);
    const modesOf = () => Promise.all(files.map(async (file) => (await stat(join(folder, file))).mode & 0o777));
    expect(files.toSorted()).toEqual(['auth.secret', 'relay.secret', 'ticket.pem', 'update.pem', 'vault.secret']);
    expect(await modesOf()).toEqual(files.map(() => 0o600));
    await chmod(join(folder, 'auth.secret'), 0o644);
    await chmod(folder, 0o755);
    const second = await loadKeys(dataFolder);
    expect([(await stat(folder)).mode & 0o777, ...(await modesOf())]).toEqual([0o700, ...files.map(() => 0o600)]);
    expect(second.authSecret).toBe(first.authSecret);
    expect(second.relaySecret).toEqual(first.relaySecret);
    expect(second.ticketPublicKey).toEqual(first.ticketPublicKey);
    expect(second.updatePublicKey).toEqual(first.updatePublicKey);
    expect(first.updatePublicKey).not.toEqual(first.ticketPublicKey);
    expect(first.ticketPublicKey).toHaveLength(32);
    expect(first.authSecret).not.toBe(Buffer.from(first.relaySecret).toString('base64url'));
  });

  it('refuse to start damaged, rather than to be replaced', async () => {
    await loadKeys(dataFolder);
    await writeFile(join(dataFolder, 'keys', 'relay.secret'), 'x');
    await expect(loadKeys(dataFolder)).rejects.toThrow('is damaged');
  });
});
