// The linter: rules that hold everywhere, then what differs by kind of file, then the borders between packages.
// A rule that is in the way is discussed and changed here; it is never disabled in a file.
import { defineConfig } from 'oxlint';
import { borderOverrides } from './scripts/border-rules.ts';
import { borders } from './scripts/borders.ts';

const tests = ['**/*.test.ts', '**/*.test.tsx'];
const configs = ['scripts/launch/failures-reporter.mjs', '*.config.ts', '**/*.config.ts'];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['**/dist/**', '**/generated/**', '**/node_modules/**', 'coverage/**', 'data/**'],
  rules: {
    eqeqeq: 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'no-var': 'error',
    'prefer-const': 'error',
    'no-throw-literal': 'error',
    'no-empty': 'error',
    'max-lines': ['error', { max: 500 }],
    'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    // Walking a string by code points is what the spread is for here.
    'typescript/no-misused-spread': 'off',
    // Cannot tell a method from a function held in an object.
    'typescript/unbound-method': 'off',
    'typescript/require-array-sort-compare': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-require-imports': 'error',
    'import/no-cycle': 'error',
    'import/no-self-import': 'error',
    'import/no-default-export': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-abusive-eslint-disable': 'error',
  },
  overrides: [
    { files: ['packages/**', 'apps/**'], rules: { 'no-console': 'error' } },
    { files: configs, rules: { 'import/no-default-export': 'off' } },
    ...borderOverrides(borders),
    {
      files: tests,
      rules: {
        'max-lines-per-function': 'off',
        'vitest/no-focused-tests': 'error',
        'vitest/no-disabled-tests': 'error',
        'vitest/expect-expect': 'off',
        'vitest/require-to-throw-message': 'off',
        'vitest/no-conditional-expect': 'off',
      },
    },
  ],
});
