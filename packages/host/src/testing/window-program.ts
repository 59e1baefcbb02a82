// What `window` starts in the agent, alone: the process that draws a user's windows.

import { runWindowProcess } from '../window/of-user/window-process.ts';

await runWindowProcess();
process.exit();
