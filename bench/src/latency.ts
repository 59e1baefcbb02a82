// From a click or a key in the viewer to the changed pixel in its canvas: through the server to the agent, into the
// display, to a program that repaints a block, and back as picture.

import { setTimeout as delay } from 'node:timers/promises';
import { placeOf } from '@nearhand/e2e/support/viewer.ts';
import type { Page } from 'playwright-core';
import type { Bench, Figure } from './bench-result.ts';
import { type BenchScene, block, openBenchScene } from './bench-scene.ts';
import { displayLatency, openViewer } from './picture-probe.ts';
import { repeat } from './samples.ts';
import { missingPeers, type VncPeer, withEachPeer } from './vnc-peer.ts';

const runs = 30;
const pixel = { x: block.x + 10, y: block.y + 10 };

/** Between two events, not in step with anything's clock. */
function pauseMs(round: number): number {
  return 120 + ((round * 37) % 60);
}

async function measure(viewer: Page, name: string): Promise<Figure[]> {
  await viewer.bringToFront();
  const place = await placeOf(viewer, pixel.x, pixel.y);
  await viewer.mouse.move(place.x - 10, place.y);
  await viewer.mouse.move(place.x, place.y);
  const click = async (round: number) => {
    await delay(pauseMs(round));
    const elapsedMs = await displayLatency(viewer, { ...pixel, eventType: 'pointerdown' }, () => viewer.mouse.down());
    await viewer.mouse.up();
    return elapsedMs;
  };
  const key = async (round: number) => {
    await delay(pauseMs(round));
    const elapsedMs = await displayLatency(viewer, { ...pixel, eventType: 'keydown' }, () => viewer.keyboard.down('a'));
    await viewer.keyboard.up('a');
    return elapsedMs;
  };
  // The first ones are slower everywhere: what is needed for them is compiled then.
  await repeat(3, click);
  const clicks = await repeat(runs, click);
  await repeat(3, key);
  const keys = await repeat(runs, key);
  return [
    { name: `${name}, click`, unit: 'ms', samples: clicks },
    { name: `${name}, key`, unit: 'ms', samples: keys },
  ];
}

async function measurePeer({ browser }: BenchScene, peer: VncPeer): Promise<Figure[]> {
  const { viewer } = await openViewer(await peer.link(browser));
  const figures = await measure(viewer, peer.name);
  await viewer.context().close();
  return figures;
}

export const latencyBench: Bench = {
  name: 'latency',
  title: 'From an event in the viewer to the changed pixel',
  async run() {
    const scene = await openBenchScene();
    try {
      const { viewer } = await scene.join();
      const figures = await measure(viewer, 'Nearhand');
      await scene.leave(viewer);
      await withEachPeer(scene.displayName, async (peer) => void figures.push(...(await measurePeer(scene, peer))));
      return { figures, notes: missingPeers() };
    } finally {
      await scene.close();
    }
  },
};
