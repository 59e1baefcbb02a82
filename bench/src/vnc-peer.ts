// The peers: noVNC in the same browser, in front of a VNC server on the same display, both as Debian ships them.

import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { Disposable } from '@nearhand/base';
import { freePort } from '@nearhand/e2e/support/cuttable-network.ts';
import { type RunningProcess, startProcess } from '@nearhand/e2e/support/process.ts';
import { newProfile } from '@nearhand/e2e/support/technician.ts';
import { eventually } from '@nearhand/e2e/support/waiting.ts';
import type { Browser, Locator } from 'playwright-core';
import { installProbe } from './picture-probe.ts';

const noVnc = '/usr/share/novnc/vnc_lite.html';
const websockify = '/usr/bin/websockify';

interface VncServer {
  readonly name: string;
  readonly program: string;
  arguments(displayName: string, port: number): string[];
}

const servers: readonly VncServer[] = [
  {
    name: 'noVNC with x11vnc',
    program: '/usr/bin/x11vnc',
    arguments: (displayName, port) =>
      `-display ${displayName} -rfbport ${port} -localhost -nopw -forever -shared -noipv6 -quiet`.split(' '),
  },
  {
    name: 'noVNC with TigerVNC',
    program: '/usr/bin/X0tigervnc',
    arguments: (displayName, port) =>
      `-display ${displayName} -rfbport ${port} -localhost -SecurityTypes None`.split(' '),
  },
];

/** One running VNC server and its gateway for browsers. */
export interface VncPeer extends Disposable {
  readonly name: string;
  /** Process of the VNC server. */
  readonly pid: number;
  /** A link, in a fresh profile with the probe installed, that opens noVNC connected to it. */
  link(browser: Browser): Promise<Locator>;
}

/** Sentences to print about peers that are not installed. */
export function missingPeers(): string[] {
  return servers
    .filter((server) => !isInstalled(server))
    .map(
      ({ name }) =>
        `Not compared with ${name}: install the Debian packages novnc, websockify, x11vnc, tigervnc-scraping-server.`,
    );
}

function isInstalled({ program }: VncServer): boolean {
  return [program, noVnc, websockify].every((file) => existsSync(file));
}

/** Every installed peer on a display, all at once: for measurements that take turns. */
export function startPeers(displayName: string): Promise<VncPeer[]> {
  return Promise.all(servers.filter(isInstalled).map((server) => startPeer(server, displayName)));
}

/** Works with each installed peer alone, one after the other, on a display. */
export async function withEachPeer(displayName: string, work: (peer: VncPeer) => Promise<void>): Promise<void> {
  for (const server of servers.filter(isInstalled)) {
    const peer = await startPeer(server, displayName);
    try {
      await work(peer);
    } finally {
      peer.dispose();
    }
  }
}

async function startPeer(server: VncServer, displayName: string): Promise<VncPeer> {
  const [vncPort, webPort] = [await freePort(), await freePort()];
  const { WAYLAND_DISPLAY: _wayland, XDG_SESSION_TYPE: _session, ...env } = process.env;
  const vnc = startProcess(server.program, server.arguments(displayName, vncPort), { env });
  const gateway = startProcess(websockify, [
    '--web',
    '/usr/share/novnc',
    `127.0.0.1:${webPort}`,
    `127.0.0.1:${vncPort}`,
  ]);
  await Promise.all([listening(vncPort, vnc), listening(webPort, gateway)]);
  return {
    name: server.name,
    pid: vnc.child.pid ?? 0,
    async link(browser) {
      const profile = await newProfile(browser);
      await installProbe(profile);
      const page = await profile.newPage();
      const origin = `http://127.0.0.1:${webPort}`;
      await page.goto(`${origin}/package.json`);
      await page.setContent(`<a target="_blank" href="${origin}/vnc_lite.html?scale=true">Connect</a>`);
      return page.getByRole('link');
    },
    dispose() {
      void gateway.stop();
      void vnc.stop();
    },
  };
}

/** Throws with what the program said when nothing accepts connections there. */
async function listening(port: number, program: RunningProcess): Promise<void> {
  const look = async () => {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return { isOpen, output: isOpen ? '' : program.output() };
  };
  await eventually('a connection is accepted', look, ({ isOpen }) => isOpen);
}
