// Wine with the program that serves its desktop to a test, ready to be asked.

import { once } from 'node:events';
import { join } from 'node:path';
import { type Disposable, DisposableStore } from '@nearhand/base';
import { WineLink } from './remote/wine-link.ts';
import { type Wine, type WineOptions, startWine } from './start-wine.ts';

export interface WineDesktop extends Disposable {
  readonly wine: Wine;
  readonly link: WineLink;
}

export async function startWineDesktop(options: WineOptions): Promise<WineDesktop> {
  const store = new DisposableStore();
  const wine = store.add(await startWine(options));
  const link = store.add(new WineLink());
  const server = wine.startNode(join(import.meta.dirname, 'remote/serve-desktop.ts'), String(await link.port));
  const ended = new AbortController();
  const failed = once(server.process, 'exit', { signal: ended.signal }).then(() => {
    throw new Error(`The program under Wine ended: ${server.output()}`);
  });
  try {
    await Promise.race([link.connected, failed]);
  } catch (error) {
    store.dispose();
    throw error;
  } finally {
    ended.abort();
    failed.catch(() => {
      // Nobody waits for it any more: what ends later is found out by the next question.
    });
  }
  return { wine, link, dispose: () => store.dispose() };
}
