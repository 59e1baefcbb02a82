// What the customer sees when the technician's window is closed or loaded again.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SupportScene } from '../support/support-session.ts';
import { waitForState } from '../support/technician.ts';
import { waitForPicture } from '../support/viewer.ts';

const customerName = 'Nils Holm';
let scene: SupportScene;
let viewer: Page;

beforeAll(async () => {
  scene = await SupportScene.open();
  await scene.invite(customerName);
  viewer = await scene.join(customerName);
});
afterAll(() => scene?.close());

it('POR15: loading the window again and closing it leave nobody behind', async () => {
  const connected = scene.customer.getByRole('heading', { name: /connected/ });
  await connected.waitFor();
  await viewer.reload();
  await waitForPicture(viewer);
  await scene.customer.getByRole('heading', { name: 'Anna Lindqvist is connected' }).waitFor();
  await viewer.close();
  await scene.customer.getByRole('heading', { name: 'Waiting for Anna Lindqvist' }).waitFor();
  await waitForState(scene.portal, customerName, 'Ready for you');
  expect(await connected.count()).toBe(0);
});
