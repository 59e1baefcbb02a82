// Compares ARCHITECTURE.md with the disk: it names every package and every first-level folder of its sources, and its
// table of imports is the one of scripts/borders.ts.
import type { Border } from './borders.ts';
import { listFolders, readText } from './repository.ts';

const page = 'ARCHITECTURE.md';

/** Everything in which ARCHITECTURE.md differs from what is there, one sentence each; `testing` goes without saying. */
export function checkTree(root: string, borders: readonly Border[]): string[] {
  const text = readText(root, page);
  if (text === '') return [`${page} does not exist.`];
  const folders = borders.flatMap((border) =>
    listFolders(root, `${border.folder}/src`)
      .filter((name) => name !== 'testing')
      .map((name) => ({ package: border.folder, name })),
  );
  return [...checkNames(text, borders, folders), ...checkTable(text, borders)];
}

/**
 * A folder counts as named where a line has it in backticks, as `packages/x/src/name`, or as `name` after `packages/x` in
 * backticks on the same line.
 */
export function checkNames(
  text: string,
  borders: readonly Border[],
  folders: readonly { package: string; name: string }[],
): string[] {
  const lines = text.split('\n').map((line) => new Set([...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)));
  const packages = borders
    .filter(({ folder }) => !lines.some((line) => line.has(folder)))
    .map(({ folder }) => `${page} does not name \`${folder}\`.`);
  const missing = folders.filter(
    (folder) =>
      !lines.some(
        (line) =>
          line.has(`${folder.package}/src/${folder.name}`) || (line.has(folder.package) && line.has(folder.name)),
      ),
  );
  return [
    ...packages,
    ...missing.map(({ package: folder, name }) => `${page} does not name \`${name}\` on a line with \`${folder}\`.`),
  ];
}

/** Rows of the table of imports (`| session | x | x | | |`) against the borders; columns and rows are last parts of names. */
export function checkTable(text: string, borders: readonly Border[]): string[] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cells);
  const headerIndex = rows.findIndex(([first]) => first === 'row may import');
  const header = rows[headerIndex];
  if (!header) return [`${page} has no table that starts with "row may import".`];
  return borders
    .filter(({ runtime, mayImport }) => runtime !== 'leaf' && mayImport.length > 0)
    .flatMap(({ name, mayImport }) => {
      const row = rows.slice(headerIndex).find(([first]) => first === shortName(name));
      if (!row) return [`${page} has no row for ${shortName(name)} in its table of imports.`];
      const shown = header.filter((_, index) => index > 0 && row[index] === 'x').toSorted();
      const wanted = mayImport.map(shortName).toSorted();
      if (shown.join() === wanted.join()) return [];
      return [
        `${page} lets ${shortName(name)} import ${shown.join(', ')}; scripts/borders.ts says ${wanted.join(', ')}.`,
      ];
    });
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
