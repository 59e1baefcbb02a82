// What a running agent's report looks at: the agent's own way, folder and desktop, as they are just then.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '@nearhand/base';
import { createFakeDesktop, type Desktop, type DesktopAccess } from '@nearhand/host';
import type { ComputerReport } from '@nearhand/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Proxy } from '../dialling/proxy.ts';
import type { ServerAccess } from '../dialling/server-agent.ts';
import { openReports } from './open-reports.ts';
import { doctorTexts } from './texts.ts';

const desktop: DesktopAccess = {
  info: { system: 'linux', systemName: 'Fake', computerName: 'fake', userName: 'somebody' },
  limit: 'none',
  seat: null,
  createLoadMeter: null,
  open() {
    throw new Error('A session has it open already.');
  },
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('AGT122: a report looks at the way, the folder and the desktop that are in use when it is made', async () => {
  let current: Desktop | null = null;
  const server = createServer((_request, response) => {
    // Opened while the way to the server is still looked at.
    current ??= createFakeDesktop();
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let proxy: Proxy | null = null;
  const access: ServerAccess = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorities: [],
    get proxy() {
      return proxy;
    },
  };
  const desktops = {
    get current() {
      return current;
    },
  };
  const machine = { clock: systemClock, desktop };
  const reports = openReports({ machine, access, folder, logger: silentLogger, desktops, isFree: () => true });
  proxy = { url: 'http://ana:geheim@proxy.example:3128/', bypass: '' };
  const report = await new Promise<ComputerReport>((resolve) => {
    const tell = (message: { type: string; report?: ComputerReport }): void => {
      if (message.report !== undefined) resolve(message.report);
    };
    reports.join({ linkId: 'link', name: 'Ana', tell }).ask('en');
  });
  const { proxy: way, display, disk } = doctorTexts.en.checks;
  const detailOf = (check: string) => report.findings.find(({ name }) => name === check)?.detail;
  expect([detailOf(way), detailOf(display), detailOf(disk)]).toEqual([
    'through http://proxy.example:3128',
    expect.stringMatching(/^1 \(\d+x\d+\)$/),
    expect.stringContaining(folder),
  ]);
  expect(JSON.stringify(report)).not.toContain('geheim');
  reports.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
