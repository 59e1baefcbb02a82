// The mails a server keeps, as the host's administrator reads them in the portal.

import { mailDetailSchema, mailListSchema } from '@nearhand/protocol';
import type { Page } from 'playwright-core';
import { eventually } from './waiting.ts';

/**
 * What fits in the newest mail to this address that is no notification. Waits for it: what strangers ask for is mailed
 * after the answer.
 * `host`: a page where the administrator is signed in.
 */
export async function findInMail(host: Page, recipient: string, wanted: RegExp): Promise<string> {
  const look = async () => {
    const mails = new URL('/api/host/mails', host.url()).href;
    const list = mailListSchema.parse(await (await host.request.get(mails)).json());
    const newest = list.mails.find(({ recipient: to, kind }) => to === recipient && kind !== 'notification');
    if (newest === undefined) return '';
    const { content } = mailDetailSchema.parse(await (await host.request.get(`${mails}/${newest.id}`)).json());
    return wanted.exec(content?.text ?? '')?.[0] ?? '';
  };
  return eventually(`a mail to ${recipient} with ${String(wanted)}`, look, (found) => found !== '');
}
