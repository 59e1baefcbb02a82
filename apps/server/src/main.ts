// Where the server starts. What it does is program/server-program.ts's.

import { useCompileCache } from './program/compile-cache.ts';

useCompileCache();
await import('./program/server-program.ts');
