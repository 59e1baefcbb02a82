// npm run agent: the agent from source.
import { launch } from './launch/launch.mjs';

await launch('apps/agent/src/main.ts');
