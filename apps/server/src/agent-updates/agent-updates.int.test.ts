import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import {
  agentVersionsSchema,
  auditPageSchema,
  signedUpdateManifestSchema,
  type UpdateManifest,
  updateManifestSchema,
  updatePaths,
  updateProofText,
} from '@nearhand/protocol';
import { changeAgentVersionCommand, listAgentVersionsCommand } from '../admin/agent-versions.ts';
import { ApiClient } from '../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

describe('updates of the agent', () => {
  let server: TestServer;
  let owner: TestMember;
  let host: ApiClient;
  const clock = new ManualClock(Date.parse('2026-01-01T00:00:00Z'));

  beforeEach(async () => {
    server = await startTestServer({ clock });
    owner = await server.createOwner();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
    host = new ApiClient(server, owner);
  });
  afterEach(() => server.stop());

  /** As `npm run agents` leaves it. */
  async function build(version: string, target: string, content: string, changes: object = {}): Promise<string> {
    const folder = join(server.config.dataFolder, 'agents', `of-${version}`, target);
    await mkdir(folder, { recursive: true });
    const sha256 = createHash('sha256').update(content).digest('hex');
    const said = { target, version, fileName: 'agent', size: Buffer.byteLength(content), sha256, ...changes };
    await writeFile(join(folder, 'agent'), content);
    await writeFile(join(folder, 'build.json'), JSON.stringify({ crc32: 1, isSigned: false, ...said }));
    return sha256;
  }

  async function manifest(): Promise<UpdateManifest> {
    const answer = await server.request('GET', updatePaths.manifest);
    const { manifest: text, signature } = signedUpdateManifestSchema.parse(await answer.json());
    const x = Buffer.from(server.keys.updatePublicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, Buffer.from(updateProofText(text)), key, Buffer.from(signature, 'base64url'))).toBe(true);
    return updateManifestSchema.parse(JSON.parse(text));
  }

  const setWithdrawn = (version: string, withdrawn: boolean) =>
    host.call('PATCH', '/api/host/agent-versions', { version, withdrawn });

  it('UPD8: agents are told the newest version, signed with the server’s own key', async () => {
    expect(await manifest()).toMatchObject({ version: null, files: [], origin: server.config.publicUrl });
    await build('0.2.0', 'linux-x64', 'older');
    const linux = await build('0.10.0', 'linux-x64', 'newer');
    const windows = await build('0.10.0', 'win32-x64', 'for Windows');
    const { version, files } = await manifest();
    expect([version, files.toSorted((a, b) => (a.target < b.target ? -1 : 1))]).toEqual([
      '0.10.0',
      [
        { target: 'linux-x64', sha256: linux, size: 5 },
        { target: 'win32-x64', sha256: windows, size: 11 },
      ],
    ]);
  });

  it('UPD8: what is not whole, not a build, or leads elsewhere is not given out', async () => {
    await build('0.3.0', 'linux-x64', 'half', { size: 1000 });
    await build('0.4.0', 'linux-x64', 'x', { fileName: '../../keys/update.pem' });
    await build('next', 'linux-x64', 'x');
    await writeFile(join(server.config.dataFolder, 'agents', 'stray'), '');
    expect(await manifest()).toMatchObject({ version: null });
  });

  it('UPD2: the serial grows with each change and only then, even when the clock is set back', async () => {
    const first = await manifest();
    expect((await manifest()).serial).toBe(first.serial);
    await build('0.2.0', 'linux-x64', 'a');
    const [second, same] = await Promise.all([manifest(), manifest()]);
    expect([second.serial > first.serial, same.serial]).toEqual([true, second.serial]);
    await setWithdrawn('0.2.0', true);
    expect((await manifest()).serial).toBeGreaterThan(second.serial);
  });

  it('UPD4: a withdrawn version is no longer offered nor served, and can be offered again', async () => {
    await build('0.2.0', 'linux-x64', 'good');
    const bad = await build('0.3.0', 'linux-x64', 'bad');
    const answer = await setWithdrawn('0.3.0', true);
    expect(agentVersionsSchema.parse(answer.body)).toEqual({
      offered: '0.2.0',
      versions: [
        { version: '0.3.0', targets: ['linux-x64'], withdrawn: true },
        { version: '0.2.0', targets: ['linux-x64'], withdrawn: false },
      ],
    });
    expect(await manifest()).toMatchObject({ version: '0.2.0', withdrawn: ['0.3.0'] });
    expect((await server.request('GET', updatePaths.file(bad))).status).toBe(404);
    await setWithdrawn('0.3.0', true);
    await setWithdrawn('0.3.0', false);
    expect(await manifest()).toMatchObject({ version: '0.3.0', withdrawn: [] });
    const { body } = await host.call('GET', '/api/audit?limit=50&kind=settings');
    expect(auditPageSchema.parse(body).entries.map(({ event, details }) => [event, details['note']])).toEqual([
      ['host.agentVersionOffered', '0.3.0'],
      ['host.agentVersionWithdrawn', '0.3.0'],
    ]);
  });

  it('UPD4: the command line withdraws too', async () => {
    await build('0.2.0', 'linux-x64', 'good');
    await build('0.3.0', 'linux-x64', 'bad');
    const said = await changeAgentVersionCommand(server.context, { agent: '0.3.0' }, true);
    expect(said).toBe('Version 0.3.0 is withdrawn. Version 0.2.0 is offered now.');
    expect((await manifest()).version).toBe('0.2.0');
    const list = await listAgentVersionsCommand(server.context);
    expect(list).toContain('0.3.0  withdrawn  linux-x64\n0.2.0  offered  linux-x64');
    await expect(changeAgentVersionCommand(server.context, { agent: 'latest' }, true)).rejects.toThrow('not a version');
    await expect(changeAgentVersionCommand(server.context, { agent: '9.9.9' }, false)).rejects.toThrow('no version');
  });

  it('UPD7: files are given from where a download ended', async () => {
    const sha256 = await build('0.2.0', 'linux-x64', '0123456789');
    const ask = async (headers: Record<string, string>) => {
      const answer = await fetch(server.url + updatePaths.file(sha256), { headers });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    const whole = [200, null, '0123456789'];
    expect([
      await ask({}),
      await ask({ range: 'bytes=7-', 'if-range': `"${sha256}"` }),
      await ask({ range: 'bytes=7-', 'if-range': '"another"' }),
      await ask({ range: 'bytes=10-' }),
      await ask({ range: 'bytes=0-1,5-6' }),
      await ask({ range: 'bytes=-3' }),
    ]).toEqual([whole, [206, 'bytes 7-9/10', '789'], whole, whole, whole, whole]);
    expect((await server.request('GET', updatePaths.file('ab'.repeat(32)))).status).toBe(404);
    expect((await server.request('GET', `${updatePaths.file('x')}/../../..`)).status).toBe(404);
  });
});
