// From the click on *Join* to the first complete picture: the demo computer, a real display, and noVNC on the same one.

import type { Bench, Figure } from './bench-result.ts';
import { type BenchScene, openBenchScene } from './bench-scene.ts';
import { openViewer } from './picture-probe.ts';
import { repeat } from './samples.ts';
import { missingPeers, type VncPeer, withEachPeer } from './vnc-peer.ts';

const runs = 10;
const targetMs = 1000;

async function joinDisplay(scene: BenchScene): Promise<Figure> {
  const samples = await repeat(runs, async () => {
    const { viewer, elapsedMs } = await scene.join();
    await scene.leave(viewer);
    return elapsedMs;
  });
  return { name: 'Join, display of 1920x1080', unit: 'ms', samples, below: targetMs };
}

async function joinDemoComputer({ support }: BenchScene): Promise<Figure> {
  const { portal } = support;
  await portal.getByRole('link', { name: 'Computers' }).first().click();
  await portal.getByText('Online').first().waitFor();
  const link = portal.getByRole('link', { name: /^Connect to/ });
  const samples = await repeat(runs, async () => {
    const { viewer, elapsedMs } = await openViewer(link);
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await viewer.getByText('You left the session.').waitFor();
    await viewer.close();
    return elapsedMs;
  });
  return { name: 'Connect, demo computer of 1280x800', unit: 'ms', samples, below: targetMs };
}

async function joinPeer({ browser }: BenchScene, peer: VncPeer): Promise<Figure> {
  const link = await peer.link(browser);
  const samples = await repeat(runs, async () => {
    const { viewer, elapsedMs } = await openViewer(link);
    await viewer.close();
    return elapsedMs;
  });
  await link.page().context().close();
  return { name: `${peer.name}, the same display`, unit: 'ms', samples };
}

export const joinBench: Bench = {
  name: 'join',
  title: 'From the click to the first complete picture',
  async run() {
    const scene = await openBenchScene();
    try {
      const figures = [await joinDisplay(scene)];
      await withEachPeer(scene.displayName, async (peer) => void figures.push(await joinPeer(scene, peer)));
      figures.push(await joinDemoComputer(scene));
      return { figures, notes: missingPeers() };
    } finally {
      await scene.close();
    }
  },
};
