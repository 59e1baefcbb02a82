// For tests: the whole agent in this process, on a fake desktop, with what it prints.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { AppError, systemClock } from '@nearhand/base';
import {
  createFakeDesktop,
  type DesktopLimit,
  type FakeDesktop,
  type FakeDesktopOptions,
  FakeLoad,
  FakeSeat,
} from '@nearhand/host';
import { vi } from 'vitest';
import { parseCommandLine, type RunOptions } from '../command-line/options.ts';
import { compose } from '../compose.ts';
import type { Machine, Program } from '../machine.ts';
import { TestPage } from './test-page.ts';

export interface TestAgentOptions {
  readonly origin: string;
  readonly args?: readonly string[];
  /** Kept from an earlier run. */
  readonly dataFolder?: string;
  /** Nobody chose the folder: it is the usual one of whoever has this as XDG_STATE_HOME. */
  readonly stateFolder?: string;
  readonly temporaryFolders?: readonly string[];
  /** A word: there is none to show, because of that. */
  readonly desktop?: FakeDesktopOptions | DesktopLimit;
  readonly environment?: Readonly<Record<string, string>>;
  /** Windows of the system's own. */
  readonly windows?: Machine['startWindows'];
  /** Installed, as a service of this user or of the whole computer. */
  readonly installed?: Machine['rights'];
  /** One of the whole computer, whose windows somebody else draws. */
  readonly showsUnasked?: boolean;
  readonly startAgain?: Machine['startAgain'];
  /** A service of another user's, or of the computer's, is here too. */
  readonly hasService?: boolean;
}

export class TestAgent {
  readonly dataFolder: string;
  /** Every desktop that was opened, the last one last. */
  readonly desktops: FakeDesktop[];
  readonly seat: FakeSeat;
  readonly input: PassThrough;
  /** What it wrote to standard error. */
  readonly errors: readonly string[];
  exitCode: number | null = null;
  readonly #program: Program;
  readonly #output: () => string;

  private constructor(parts: {
    program: Program;
    dataFolder: string;
    desktops: FakeDesktop[];
    seat: FakeSeat;
    input: PassThrough;
    output: () => string;
    errors: readonly string[];
  }) {
    this.#program = parts.program;
    this.#output = parts.output;
    this.dataFolder = parts.dataFolder;
    this.desktops = parts.desktops;
    this.seat = parts.seat;
    this.input = parts.input;
    this.errors = parts.errors;
    void parts.program.finished.then((code) => {
      this.exitCode = code;
    });
  }

  static async start({
    origin,
    args = [],
    dataFolder,
    stateFolder,
    temporaryFolders = [tmpdir()],
    desktop,
    environment = {},
    windows = () => null,
    installed,
    showsUnasked = false,
    startAgain = () => {},
    hasService = false,
  }: TestAgentOptions): Promise<TestAgent> {
    const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'agent-test-'));
    const place = stateFolder === undefined ? ['--data', folder] : [];
    const language = args.includes('--language') ? [] : ['--language', 'en'];
    const words = ['--server', origin, ...place, '--no-browser', ...language, ...args];
    const commandLine = parseCommandLine(words, {
      path: '/opt/main.ts',
      build: null,
      readFile: (path) => readFileSync(path, 'utf8'),
    });
    if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
    const desktops: FakeDesktop[] = [];
    const seat = new FakeSeat();
    const input = new PassThrough();
    const output = new PassThrough();
    let printed = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const machine: Machine = {
      environment: { ...environment, ...(stateFolder !== undefined && { XDG_STATE_HOME: stateFolder }) },
      temporaryFolders,
      terminal: { input, output, interactive: false },
      desktop: {
        info: { system: 'linux', systemName: 'Fake', computerName: 'fake', userName: 'somebody' },
        limit: typeof desktop === 'string' ? desktop : 'none',
        seat,
        createLoadMeter: () => new FakeLoad(),
        open() {
          if (typeof desktop === 'string') throw new AppError('desktop_unavailable', desktop);
          const opened = createFakeDesktop(desktop);
          desktops.push(opened);
          return opened;
        },
      },
      rights: installed ?? 'person',
      clock: systemClock,
      startWindows: windows,
      mayShowUnasked: installed !== 'system' || showsUnasked,
      openOutside() {},
      startAgain,
      isInstalled: () => hasService,
      program: '/opt/main.ts',
      autostart: () => null,
      systemProxy: async () => null,
    };
    const { options } = commandLine;
    const isService = installed !== undefined && options.mode.kind === 'enrolled';
    const run: RunOptions = isService
      ? { ...options, mode: { ...options.mode, installed: true }, tray: true }
      : options;
    const errors: string[] = [];
    const program = await compose({ run, machine, writeError: (line) => void errors.push(line) });
    return new TestAgent({ program, dataFolder: folder, desktops, seat, input, output: () => printed, errors });
  }

  get printed(): string {
    return this.#output();
  }

  /** The desktop a viewer sees now. */
  get desktop(): FakeDesktop {
    const desktop = this.desktops.at(-1);
    if (!desktop) throw new Error('No desktop was opened');
    return desktop;
  }

  get pageUrl(): string | undefined {
    return /Open (http:\S+) in your browser/.exec(this.printed)?.[1];
  }

  /** Opens the consent page. */
  async page(): Promise<TestPage> {
    const url = await vi.waitUntil(() => this.pageUrl, { timeout: 20_000, interval: 10 });
    return TestPage.open(url);
  }

  stop(): Promise<number> {
    this.#program.stop();
    return this.#program.finished;
  }

  get finished(): Promise<number> {
    return this.#program.finished;
  }

  removeData(): void {
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}
