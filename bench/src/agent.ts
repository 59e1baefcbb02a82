// What the program costs the customer: from starting the built file to the request's waiting for consent, and its memory.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import { startProcess } from '@nearhand/e2e/support/process.ts';
import { SupportScene } from '@nearhand/e2e/support/support-session.ts';
import { createRequest } from '@nearhand/e2e/support/technician.ts';
import { invitationProgressSchema } from '@nearhand/protocol';
import type { Bench, Figure } from './bench-result.ts';
import { residentMegabytes } from './process-usage.ts';

const rounds = 5;
const settleMs = 3000;

async function measure(scene: SupportScene): Promise<Figure[]> {
  const { url } = scene.server;
  const { program } = await sharedBuild('linux-x64', { origin: url, authority: null, name: 'Nearhand' });
  const elapsed: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { link, code } = await createRequest(scene.portal, `Customer ${round}`);
    const home = mkdtempSync(join(tmpdir(), 'nearhand-bench-'));
    const startMs = performance.now();
    const run = startProcess(program, ['--no-browser', '--code', code], {
      env: { HOME: home, TMPDIR: home, PATH: '', DISPLAY: scene.customerDisplay.displayName },
    });
    try {
      await waitUntilStarted(url, link);
      elapsed.push(performance.now() - startMs);
      await delay(settleMs);
      memory.push(residentMegabytes(run.child.pid ?? 0));
    } finally {
      await run.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }
  return [
    { name: 'built program for Linux: start to waiting', unit: 'ms', samples: elapsed, below: 1500 },
    { name: 'its memory while it waits', unit: 'MB', samples: memory, below: 100 },
  ];
}

async function waitUntilStarted(url: string, link: string): Promise<void> {
  const body = JSON.stringify({ token: link.split('/').at(-1) });
  const headers = { 'content-type': 'application/json', origin: url };
  for (;;) {
    const answer = await fetch(`${url}/api/invitations/progress`, { method: 'POST', headers, body });
    if (invitationProgressSchema.parse(await answer.json()).stage === 'started') return;
    await delay(10);
  }
}

export const agentBench: Bench = {
  name: 'agent',
  title: 'The agent as one file',
  async run() {
    const scene = await SupportScene.open();
    try {
      return { figures: await measure(scene) };
    } finally {
      await scene.close();
    }
  },
};
