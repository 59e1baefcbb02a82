// Lists with ten thousand entries, read as the portal reads them: the first page, a later one, a search that finds
// nothing and so has to look at everything. Requests are made through the API, as people would make them; members, whose
// passwords would take an hour to hash, straight in the database.

import { launchBrowser } from '@nearhand/e2e/support/browser.ts';
import { TestServer } from '@nearhand/e2e/support/server.ts';
import { newProfile, setUp } from '@nearhand/e2e/support/technician.ts';
import { auditPageSchema, memberListSchema } from '@nearhand/protocol';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Locator, Page } from 'playwright-core';
import type { Bench, Figure } from './bench-result.ts';
import { repeat } from './samples.ts';

const entries = 10_000;
const atOnce = 8;
const rounds = 20;
const targetMs = 100;
const pageTargetMs = 1000;

/** Every request is one entry of the audit log too. */
async function fill(portal: Page): Promise<void> {
  await portal.evaluate(
    async ([count, workers]) => {
      const headers = { 'content-type': 'application/json' };
      let left = count;
      const work = async () => {
        while (left-- > 0) {
          const body = JSON.stringify({ customer: `Customer ${left}` });
          const answer = await fetch('/api/requests', { method: 'POST', headers, body });
          if (!answer.ok) throw new Error(`No request was made: ${answer.status}`);
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
    },
    [entries, atOnce] as const,
  );
}

async function fillMembers(server: TestServer): Promise<void> {
  const client = new Client({ host: join(server.dataFolder, 'sockets'), user: 'nearhand', database: 'nearhand' });
  await client.connect();
  try {
    await client.query(
      `with made as (
         insert into users (id, name, email, email_verified, created_at, updated_at)
         select uuidv7(), 'Member ' || n, 'member' || n || '@example.org', true, now(), now()
         from generate_series(1, $1) n returning id
       )
       insert into members (id, organisation_id, user_id, role, created_at)
       select uuidv7(), (select id from organisations limit 1), id, 'technician', now() from made`,
      [entries],
    );
  } finally {
    await client.end();
  }
}

/** From asking to having read the answer, in the page. */
function readMs(portal: Page, path: string): Promise<number> {
  return portal.evaluate(async (address) => {
    const startMs = performance.now();
    const answer = await fetch(address);
    await answer.text();
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return performance.now() - startMs;
  }, path);
}

async function measurePaths(portal: Page): Promise<Figure[]> {
  const text = await portal.evaluate(async () => (await fetch('/api/audit?limit=50')).text());
  const { next } = auditPageSchema.parse(JSON.parse(text));
  const members = await portal.evaluate(async () => (await fetch('/api/members?limit=50')).text());
  const { next: nextMember } = memberListSchema.parse(JSON.parse(members));
  const paths = [
    ['audit log, first page', '/api/audit?limit=50'],
    ['audit log, next page', `/api/audit?limit=50&cursor=${next}`],
    ['audit log, search that finds nothing', '/api/audit?limit=50&text=nothing+like+this'],
    ['members, first page', '/api/members?limit=50'],
    ['members, next page', `/api/members?limit=50&cursor=${nextMember}`],
    ['members, search that finds nothing', '/api/members?limit=50&text=nothing+like+this'],
    ['to whom a request can be given, first page', '/api/assignees?limit=50'],
    ['the same, search that finds nothing', '/api/assignees?limit=50&text=nothing+like+this'],
    ['requests, first page', '/api/requests?limit=50'],
    ['requests, search that finds nothing', '/api/requests?limit=50&text=nothing+like+this'],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, path] of paths) {
    await readMs(portal, path);
    figures.push({ name, unit: 'ms', below: targetMs, samples: await repeat(rounds, () => readMs(portal, path)) });
  }
  return figures;
}

async function measurePage(name: string, portal: Page, goal: { url: string; shows: Locator }): Promise<Figure> {
  const samples = await repeat(5, async () => {
    const startMs = performance.now();
    await portal.goto(goal.url);
    await goal.shows.first().waitFor();
    return performance.now() - startMs;
  });
  return { name: `${name}, loaded anew`, unit: 'ms', below: pageTargetMs, samples };
}

export const listsBench: Bench = {
  name: 'lists',
  title: `Lists with ${entries} entries`,
  async run() {
    const server = await TestServer.start({ args: ['--demo', 'off'] });
    const browser = await launchBrowser();
    try {
      const profile = await newProfile(browser);
      const portal = await profile.newPage();
      await setUp(portal, await server.setupLink());
      // A page without live changes, so that only the lists are measured.
      await portal.goto(`${server.url}/join`);
      await fill(portal);
      await fillMembers(server);
      const auditLog = {
        url: `${server.url}/team/audit`,
        shows: portal.getByRole('cell', { name: 'Request created' }),
      };
      const team = { url: `${server.url}/team`, shows: portal.getByText('member1@example.org') };
      return {
        figures: [
          ...(await measurePaths(portal)),
          await measurePage('page of the audit log', portal, auditLog),
          await measurePage('page of the members', portal, team),
        ],
      };
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};
