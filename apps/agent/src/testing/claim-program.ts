// Runs under Wine: agents of one folder, and a program that has taken the name of the one that ended. Says what became of it.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf } from '@nearhand/base';
import { askInstance, claimInstance } from '../instance/claim-instance.ts';

const [folder = ''] = process.argv.slice(2);
const claim = (version: string) =>
  claimInstance(folder, { tell: () => ({ pid: process.pid, version, worker: null, refused: null }) });
const asked = async (): Promise<string> => (await askInstance(folder))?.version ?? 'nobody';

const said: unknown[] = [await asked()];
const first = await claim('first');
said.push(await asked(), await claim('second').catch(codeOf));
first.dispose();
const fake = { type: 'status.told', status: { pid: 1, version: 'fake', worker: null } };
const stranger = createServer((socket) => socket.on('error', () => {}).end(`${JSON.stringify(fake)}\n`));
await once(stranger.listen(first.address), 'listening');
said.push(await asked());
const third = await claim('third');
said.push(await asked(), third.address !== first.address);
third.dispose();
const both = await Promise.allSettled([claim('fourth'), claim('fifth')]);
said.push(both.filter(({ status }) => status === 'rejected').length);
process.stdout.write(`${said.join(' ')}\n`, () => process.exit());
