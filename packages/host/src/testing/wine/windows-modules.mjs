// Loaded into Node under Wine before anything else: finds the project's packages, which Wine shows as plain folders
// instead of links, at their source, and koffi where its part for Windows is. NEARHAND_TEST_MODULES says where.

import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const projectFolder = join(import.meta.dirname, '../../../../..');
const modulesFolder = process.env['NEARHAND_TEST_MODULES'] ?? '';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'koffi') {
      return nextResolve(pathToFileURL(join(modulesFolder, 'koffi/index.js')).href, context);
    }
    const own = /^@nearhand\/([a-z]+)(\/.*)?$/.exec(specifier);
    if (own === null) return nextResolve(specifier, context);
    const folder = join(projectFolder, 'packages', String(own[1]));
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const target = manifest.exports[`.${own[2] ?? ''}`];
    return nextResolve(pathToFileURL(join(folder, target)).href, context);
  },
});
