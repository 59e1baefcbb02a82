// npm start: from a fresh clone to a running server. Installs and builds only what is missing or out of date.
import { launch } from './launch/launch.mjs';
import { ensureBuilt } from './launch/portal.mjs';

await launch('apps/server/src/main.ts', { prepare: () => ensureBuilt() });
