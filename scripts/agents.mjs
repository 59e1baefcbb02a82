// npm run agents: the agent as one file per system.
import { launch } from './launch/launch.mjs';

await launch('packages/agent-builder/src/main.ts');
