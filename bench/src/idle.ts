// What a program on the customer's machine takes of its processor while nothing happens on the screen.

import { setTimeout as delay } from 'node:timers/promises';
import { descendantRunning } from '@nearhand/e2e/support/process-tree.ts';
import type { Bench, Figure } from './bench-result.ts';
import { type BenchScene, openBenchScene } from './bench-scene.ts';
import { openViewer } from './picture-probe.ts';
import { cpuPercents } from './process-usage.ts';
import { missingPeers, type VncPeer, withEachPeer } from './vnc-peer.ts';

const seconds = 20;
/** Until what starting costs is over: compiling, collecting garbage. */
const settleMs = 5000;
const unit = '% of a core';

async function idleAgent(scene: BenchScene): Promise<Figure[]> {
  const { pid: agent } = descendantRunning(scene.agentPid, 'apps/agent/src/main.ts');
  const { pid: server } = descendantRunning(scene.support.server.process.child.pid ?? 0, 'apps/server/src/main.ts');
  await delay(settleMs);
  const waiting = await cpuPercents([agent, server], seconds);
  const { viewer } = await scene.join();
  await delay(settleMs);
  const [inSession = Number.NaN, serving = Number.NaN] = await cpuPercents([agent, server], seconds);
  await scene.leave(viewer);
  return [
    { name: 'agent, in a session, still screen', unit, samples: [inSession], below: 1 },
    { name: 'agent, allowed, nobody connected', unit, samples: waiting.slice(0, 1), below: 1 },
    { name: 'server, during that session', unit, samples: [serving] },
  ];
}

async function idlePeer({ browser }: BenchScene, peer: VncPeer): Promise<Figure> {
  const { viewer } = await openViewer(await peer.link(browser));
  await delay(settleMs);
  const samples = await cpuPercents([peer.pid], seconds);
  await viewer.context().close();
  return { name: `${peer.name}: the VNC server, viewer connected`, unit, samples };
}

export const idleBench: Bench = {
  name: 'idle',
  title: `Processor time on a still screen of 1920x1080, over ${seconds} s`,
  async run() {
    const scene = await openBenchScene();
    try {
      const figures = await idleAgent(scene);
      await withEachPeer(scene.displayName, async (peer) => void figures.push(await idlePeer(scene, peer)));
      return { figures, notes: missingPeers() };
    } finally {
      await scene.close();
    }
  },
};
