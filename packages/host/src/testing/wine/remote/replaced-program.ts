// Runs under Wine: replaces a program that runs, and says what lies beside it then and after it has ended.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeReplaced, removeUnlessInUse, replaceFile } from '../../../service/files-in-use.ts';

const [folder = ''] = process.argv.slice(2);
const [program, draft] = [join(folder, 'agent.exe'), join(folder, 'agent.exe.update')];
copyFileSync(process.execPath, program);
copyFileSync(process.execPath, draft);
const names = (): string =>
  readdirSync(folder)
    .map((name) => name.replace(/\d+$/, 'N'))
    .toSorted()
    .join(' ');

const running = spawn(program, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
await once(running, 'spawn');
const said: string[] = [];
removeUnlessInUse(program);
replaceFile(draft, program);
removeReplaced(program);
said.push(names());
running.kill();
await once(running, 'exit');
removeReplaced(program);
said.push(names());
process.stdout.write(`${said.join('; ')}\n`);
