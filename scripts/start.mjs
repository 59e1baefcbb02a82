// npm start: from a fresh clone to a running server. Installs and builds only what is missing or out of date.
import { launch } from './launch/launch.mjs';
import { ensureBuilt } from './launch/portal.mjs';

// A question about the options needs no portal.
const isQuestion = process.argv.includes('--help') || process.argv.includes('--version');

await launch('apps/server/src/main.ts', isQuestion ? {} : { prepare: () => ensureBuilt() });
