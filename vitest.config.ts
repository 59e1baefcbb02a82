// The three kinds of tests as vitest projects: unit (pure, fast), integration (real database, display, sockets) and
// e2e (server, browser and agent together). What a test needs from the machine is decided by its file name alone.
import { defineConfig } from 'vitest/config';

const unitFiles = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];
const integrationFiles = ['packages/*/src/**/*.int.test.ts', 'apps/*/src/**/*.int.test.ts', 'scripts/**/*.int.test.ts'];

/** How long a state is waited for on a busy machine, unless the test says otherwise; vitest's own second is none. */
const poll = { timeout: 20_000 };

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: unitFiles,
          exclude: ['**/node_modules/**', '**/dist/**', ...integrationFiles],
          environment: 'node',
          testTimeout: 30_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: 'integration',
          include: integrationFiles,
          exclude: ['**/node_modules/**', '**/dist/**'],
          environment: 'node',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll },
        },
      },
    ],
  },
});
