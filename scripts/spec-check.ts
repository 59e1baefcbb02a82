// Proves that every numbered rule in docs/spec has a test with its id in the name, and that every id a test names is a
// rule. Whether the test proves the rule is for the reader.
import { isTestFile, listFiles, readText } from './repository.ts';

const rule = /^- \*\*([A-Z]{2,5}\d+)\*\* /gm;
// A test's name starts with one id or several: 'SES3: …', 'SES3, SES4: …'.
const named = /(['"`])((?:[A-Z]{2,5}\d+)(?:(?:, | and )[A-Z]{2,5}\d+)*): /g;

/** Everything wrong between rules and tests below root, one sentence each. */
export function checkSpec(root: string): string[] {
  const specs = listFiles(root, 'docs/spec').filter((path) => path.endsWith('.md'));
  const tests = ['packages', 'apps', 'e2e', 'scripts'].flatMap((folder) => listFiles(root, folder)).filter(isTestFile);
  const rules = specs.flatMap((path) => rulesIn(readText(root, path)).map((id) => ({ id, path })));
  const proofs = tests.flatMap((path) => idsIn(readText(root, path)).map((id) => ({ id, path })));
  return compareRules(rules, proofs);
}

interface Mention {
  readonly id: string;
  readonly path: string;
}

/** Ids of the rules that a page of docs/spec defines, in order. */
export function rulesIn(page: string): string[] {
  return [...page.matchAll(rule)].map(([, id = '']) => id);
}

/** Ids that the names of tests in a file begin with. */
export function idsIn(source: string): string[] {
  return [...source.matchAll(named)].flatMap(([, , ids = '']) => ids.split(/, | and /));
}

/** Rules defined twice, rules without a test, tests of rules that do not exist. */
export function compareRules(rules: readonly Mention[], proofs: readonly Mention[]): string[] {
  const problems: string[] = [];
  const known = new Map<string, string>();
  for (const { id, path } of rules) {
    if (known.has(id)) problems.push(`${path} defines ${id}, which ${known.get(id)} defines already.`);
    known.set(id, path);
  }
  const proven = new Set(proofs.map(({ id }) => id));
  for (const [id, path] of known) {
    if (!proven.has(id)) problems.push(`${path} defines ${id}, which no test has in its name.`);
  }
  const orphans = new Set(
    proofs
      .filter(({ id }) => !known.has(id))
      .map(({ id, path }) => `${path} names ${id}, which no page of docs/spec defines.`),
  );
  return [...problems, ...orphans];
}
