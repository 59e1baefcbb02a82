// Two people in two browsers: the owner changes one member's role and removes another, who is out within a second; the
// audit log shows it and can be taken along as a file.

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';
import type { TestServer } from '../support/server.ts';
import { newProfile, technicianName } from '../support/technician.ts';

const password = 'nine patient herons';
let portal: Portal;
let server: TestServer;
let browser: Browser;
let owner: Page;
let removed: Page;

async function addMember(name: string, email: string): Promise<void> {
  await server.admin(['create-user', '--email', email, '--name', name, '--password-stdin'], `${password}\n`);
}

beforeAll(async () => {
  portal = await openPortal();
  ({ server, browser, page: owner } = portal);
  await addMember('Tilda Berg', 'tilda@example.org');
  await addMember('Ravi <b>Rao</b>', 'ravi@example.org');
  removed = await (await newProfile(browser)).newPage();
  await removed.goto(`${server.url}/sign-in`);
  await removed.getByLabel('E-mail address').fill('ravi@example.org');
  await removed.getByRole('textbox', { name: 'Password' }).fill(password);
  await removed.getByRole('button', { name: 'Sign in' }).click();
  await removed.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
});
afterAll(() => portal?.close());

describe('the team', () => {
  it('MEM2: shows members to those with the right, and nothing of it to others', async () => {
    expect(await removed.getByRole('link', { name: 'Team' }).count()).toBe(0);
    await owner.getByRole('link', { name: 'Team' }).click();
    await owner.getByText('Ravi <b>Rao</b>', { exact: true }).waitFor();
    expect(await owner.getByRole('button', { name: `Remove ${technicianName}` }).count()).toBe(0);
    expect(await faultsOf(owner)).toEqual([]);
  });

  it('MEM5: a role changes where it stands', async () => {
    const role = owner.getByRole('combobox', { name: 'Role of Tilda Berg' });
    await role.selectOption('Auditor');
    await owner.getByText('Tilda Berg is now: Auditor').waitFor({ state: 'attached' });
    await owner.reload();
    await role.waitFor();
    expect(await role.inputValue()).toBe('auditor');
  });

  it('MEM4: who is removed is out within a second', async () => {
    await owner.getByRole('button', { name: 'Remove Ravi' }).click();
    const question = owner.getByRole('dialog', { name: 'Remove Ravi <b>Rao</b>?' });
    await question.waitFor();
    expect(await faultsOf(owner)).toEqual([]);
    const answered = owner.waitForResponse((response) => response.url().endsWith('/remove'));
    await question.getByRole('button', { name: 'Remove' }).click();
    await answered;
    const startMs = performance.now();
    await removed.waitForURL(/\/sign-in/, { waitUntil: 'commit' });
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(await removed.evaluate(async () => (await fetch('/api/me')).status)).toBe(401);
    await question.waitFor({ state: 'detached' });
    expect(await owner.getByText('Ravi <b>Rao</b>', { exact: true }).count()).toBe(0);
  });

  it('AUD4: the audit log shows it, filtered as one likes', async () => {
    await owner.getByRole('link', { name: 'Audit log' }).click();
    await owner.getByRole('combobox', { name: 'What' }).selectOption('Members');
    const rows = owner.getByRole('table', { name: 'Entries of the audit log' }).getByRole('row');
    await rows.filter({ hasText: 'Member removed' }).filter({ hasText: 'Ravi <b>Rao</b>' }).waitFor();
    const change = rows.filter({ hasText: 'Role changed' });
    expect(await change.textContent()).toContain('Technician → Auditor');
    expect(await faultsOf(owner)).toEqual([]);
    await owner.getByRole('searchbox').fill('nothing like this');
    await owner.getByText('Nothing fits these filters').waitFor();
    await owner.getByRole('button', { name: 'Show everything' }).click();
    await rows.filter({ hasText: 'Organisation created' }).waitFor();
  });

  it('AUD7: the audit log can be taken along as a file', async () => {
    const started = owner.waitForEvent('download');
    await owner.getByRole('link', { name: 'Download as CSV' }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe('audit-log.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('member.removed');
    expect(text).toContain('Ravi <b>Rao</b>');
  });
});
