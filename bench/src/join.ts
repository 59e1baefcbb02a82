// From the click on *Join* to the first complete picture: a real display, the demo computer, and noVNC on the same
// display. They take turns, so that whatever else the machine does falls on all alike.

import type { Bench, Figure } from './bench-result.ts';
import { type BenchScene, openBenchScene } from './bench-scene.ts';
import { openViewer } from './picture-probe.ts';
import { missingPeers, startPeers, type VncPeer } from './vnc-peer.ts';

const rounds = 10;
const targetMs = 1000;

interface Contender {
  readonly name: string;
  readonly below?: number;
  /** Opens a viewer and closes it again; the time it took to show the picture. */
  open(): Promise<number>;
}

function display(scene: BenchScene): Contender {
  const open = async () => {
    const { viewer, elapsedMs } = await scene.join();
    await scene.leave(viewer);
    return elapsedMs;
  };
  return { name: 'Join, display of 1920x1080', below: targetMs, open };
}

async function demoComputer({ support }: BenchScene): Promise<Contender> {
  const list = await support.portal.context().newPage();
  await list.goto(`${support.server.url}/computers`);
  await list.getByText('Online').first().waitFor();
  const link = list.getByRole('link', { name: /^Connect to/ });
  const open = async () => {
    const { viewer, elapsedMs } = await openViewer(link);
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await viewer.getByText('You left the session.').waitFor();
    await viewer.close();
    return elapsedMs;
  };
  return { name: 'Connect, demo computer of 1280x800', below: targetMs, open };
}

async function noVnc({ browser }: BenchScene, peer: VncPeer): Promise<Contender> {
  const link = await peer.link(browser);
  const open = async () => {
    const { viewer, elapsedMs } = await openViewer(link);
    await viewer.close();
    return elapsedMs;
  };
  return { name: `${peer.name}, the same display`, open };
}

async function takeTurns(contenders: readonly Contender[]): Promise<Figure[]> {
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) samples[index]?.push(await contender.open());
  }
  return contenders.map((contender, index) => ({ ...contender, unit: 'ms', samples: samples[index] ?? [] }));
}

export const joinBench: Bench = {
  name: 'join',
  title: 'From the click to the first complete picture',
  async run() {
    const scene = await openBenchScene();
    const peers = await startPeers(scene.displayName);
    try {
      const others = await Promise.all(peers.map((peer) => noVnc(scene, peer)));
      const figures = await takeTurns([display(scene), await demoComputer(scene), ...others]);
      return { figures, notes: missingPeers() };
    } finally {
      for (const peer of peers) peer.dispose();
      await scene.close();
    }
  },
};
