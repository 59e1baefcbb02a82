// npm run admin: the command line for whoever hosts a server.
import { launch } from './launch/launch.mjs';

await launch('apps/server/src/admin.ts');
