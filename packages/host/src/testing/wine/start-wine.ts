// Wine with a virtual Windows desktop of its own on a virtual X display: all programs started here share it. The folder
// that Wine takes for drive C is made once per user and copied for each start.

import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Disposable } from '@nearhand/base';
import { type Xvfb, startXvfb } from '../start-xvfb.ts';
import { takePlace, testCacheFolder } from './registry-package.ts';
import { type WindowsNode, windowsNode } from './windows-node.ts';

const run = promisify(execFile);
const limitMs = 180_000;
/** What the prepared folder consists of; to be raised when that changes. */
const layout = 1;

export interface WineOptions {
  /** Of the Windows desktop, which lies at the top left of the display. 1280 by 800 when left out. */
  readonly widthPx?: number;
  readonly heightPx?: number;
}

export interface Wine extends Disposable {
  readonly xvfb: Xvfb;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For files of the test: gone afterwards. */
  readonly folder: string;
  /** Starts a Windows program, such as `notepad`. */
  start(program: string, ...args: string[]): WineProcess;
  /** Starts a module of the project under Node for Windows. */
  startNode(module: string, ...args: string[]): WineProcess;
}

export interface WineProcess {
  readonly process: ChildProcess;
  /** What it wrote so far. */
  output(): string;
}

/** Needs Debian's packages wine, wine64, fonts-wine and xvfb. */
export async function startWine({ widthPx = 1280, heightPx = 800 }: WineOptions = {}): Promise<Wine> {
  const node = await windowsNode();
  const template = await preparedPrefix();
  const xvfb = await startXvfb({ widthPx, heightPx });
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-wine-'));
  try {
    const prefix = join(folder, 'prefix');
    await copyPrefix(template, prefix);
    appendFileSync(join(prefix, 'user.reg'), desktopSettings(widthPx, heightPx));
    const environment = { ...wineEnvironment(prefix, xvfb), NEARHAND_TEST_MODULES: windowsPath(node.modulesFolder) };
    // Left running between programs: starting them is quick then. It would keep a pipe open.
    spawnSync('wineserver', ['-p600'], { env: environment, stdio: 'ignore' });
    // Wine's own services write, and tell of their crashes, where the first program does.
    await once(spawn(wineProgram(), ['cmd', '/c', 'exit'], { env: environment, stdio: 'ignore' }), 'exit');
    return new RunningWine({ xvfb, environment, folder, node });
  } catch (error) {
    xvfb.dispose();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** As programs under Wine see a path of this system. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

interface RunningWineOptions {
  readonly xvfb: Xvfb;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly node: WindowsNode;
}

class RunningWine implements Wine {
  readonly xvfb: Xvfb;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly #node: WindowsNode;
  readonly #running = new Set<ChildProcess>();
  readonly #killWithParent = (): void => this.dispose();
  #disposed = false;

  constructor({ xvfb, environment, folder, node }: RunningWineOptions) {
    this.xvfb = xvfb;
    this.environment = environment;
    this.folder = folder;
    this.#node = node;
    process.once('exit', this.#killWithParent);
  }

  /** Output goes to files: Wine gives Node no pipes. */
  start(program: string, ...args: string[]): WineProcess {
    const file = join(this.folder, `${randomUUID()}.output`);
    const output = openSync(file, 'a');
    const child = spawn(wineProgram(), [program, ...args], {
      env: { ...this.environment },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return { process: child, output: () => readFileSync(file, 'utf8') };
  }

  startNode(module: string, ...args: string[]): WineProcess {
    const hooks = `file:///Z:${join(import.meta.dirname, 'windows-modules.mjs')}`;
    return this.start(this.#node.program, '--import', hooks, windowsPath(module), ...args);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    process.off('exit', this.#killWithParent);
    // Ends every program on this desktop, whoever started it.
    spawnSync('wineserver', ['-k'], { env: { ...this.environment }, stdio: 'ignore' });
    for (const child of this.#running) child.kill('SIGKILL');
    this.xvfb.dispose();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A fresh drive C with Windows 10 written on it. */
async function preparedPrefix(): Promise<string> {
  const { stdout } = await run(wineProgram(), ['--version']);
  const folder = join(testCacheFolder(), `wine-prefix-${layout}-${stdout.trim().replaceAll(/[^\w.-]+/g, '-')}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  const xvfb = await startXvfb();
  const environment = wineEnvironment(draft, xvfb);
  try {
    for (const args of [
      ['wineboot', '--init'],
      ['winecfg', '-v', 'win10'],
    ]) {
      await run(wineProgram(), args, { env: environment, timeout: limitMs });
    }
    await run('wineserver', ['-w'], { env: environment });
    takePlace(draft, folder);
  } finally {
    xvfb.dispose();
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Programs and libraries are shared, since nobody changes them; the registry is written in place and so copied. */
async function copyPrefix(from: string, to: string): Promise<void> {
  await run('cp', ['-al', from, to]).catch(async () => {
    rmSync(to, { recursive: true, force: true });
    await run('cp', ['-a', '--reflink=auto', from, to]);
  });
  for (const name of readdirSync(to).filter((each) => each.endsWith('.reg'))) {
    rmSync(join(to, name));
    copyFileSync(join(from, name), join(to, name));
  }
}

/** One desktop for all programs, so that each sees the others. */
function desktopSettings(widthPx: number, heightPx: number): string {
  const explorer = String.raw`Software\\Wine\\Explorer`;
  return `
[${explorer}] 1
"Desktop"="Default"

[${explorer}\\\\Desktops] 1
"Default"="${widthPx}x${heightPx}"
`;
}

function wineEnvironment(prefix: string, xvfb: Xvfb): Record<string, string | undefined> {
  return {
    ...xvfb.environment,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No offers to download, no menus in the user's home, and a crash that ends the program instead of waiting.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe,winedbg.exe=d',
  };
}

/** Debian's `wine` asks for a 32 bit one too. */
function wineProgram(): string {
  return ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find((path) => existsSync(path)) ?? 'wine';
}
