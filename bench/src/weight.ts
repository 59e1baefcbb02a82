// What a browser has to fetch before a page works: bytes as they travel, compressed as the server sends them.

import { get } from 'node:http';
import { launchBrowser } from '@nearhand/e2e/support/browser.ts';
import { TestServer } from '@nearhand/e2e/support/server.ts';
import { createRequest, newProfile, setUp } from '@nearhand/e2e/support/technician.ts';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Bench, Figure } from './bench-result.ts';

type Coding = 'br' | 'gzip';

interface Resource {
  readonly url: string;
  readonly isScript: boolean;
}

/** Everything a page fetches from its own server until it is at rest, in a profile that has seen nothing. */
async function resourcesOf(browser: Browser, url: string, settled: string): Promise<Resource[]> {
  const profile = await newProfile(browser);
  const page = await profile.newPage();
  const found = new Map<string, Resource>();
  page.on('response', (response) => {
    const isScript = response.request().resourceType() === 'script' || response.url().endsWith('.js');
    if (response.url().startsWith('http')) found.set(response.url(), { url: response.url(), isScript });
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator(settled).first().waitFor();
  await profile.close();
  return [...found.values()];
}

/** Bytes of the body as sent. */
function transferBytes(url: string, coding: Coding): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': coding } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
}

async function kilobytes(resources: readonly Resource[], coding: Coding): Promise<number> {
  const sizes = await Promise.all(resources.map(({ url }) => transferBytes(url, coding)));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

async function measure(server: TestServer, browser: Browser, link: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const signIn = await resourcesOf(browser, `${server.url}/sign-in`, 'input[type=password]');
  const scripts = signIn.filter(({ isScript }) => isScript);
  for (const coding of ['br', 'gzip'] as const) {
    const samples = [await kilobytes(scripts, coding)];
    figures.push({ name: `sign-in page, ${scripts.length} scripts, ${coding}`, unit: 'kB', samples, below: 300 });
  }
  figures.push({ name: 'sign-in page, everything, br', unit: 'kB', samples: [await kilobytes(signIn, 'br')] });
  for (const [name, url] of [
    ['invitation page', link],
    ['page for a code', `${server.url}/join`],
    ['download page', `${server.url}/download`],
  ] as const) {
    const all = await resourcesOf(browser, url, 'h1');
    const samples = [await kilobytes(all, 'br')];
    figures.push({ name: `${name}, everything, br`, unit: 'kB', samples, below: 60 });
  }
  return figures;
}

async function invitationLink(profile: BrowserContext, server: TestServer): Promise<string> {
  const portal = await profile.newPage();
  await setUp(portal, await server.setupLink());
  return (await createRequest(portal, 'Bench')).link;
}

export const weightBench: Bench = {
  name: 'weight',
  title: 'Weight of the pages',
  async run() {
    const server = await TestServer.start();
    const browser = await launchBrowser();
    try {
      const link = await invitationLink(await newProfile(browser), server);
      return { figures: await measure(server, browser, link) };
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};
