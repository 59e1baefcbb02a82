// Where the administrator's command line starts. What it does is admin/admin-program.ts's.

import { useCompileCache } from './program/compile-cache.ts';

useCompileCache();
await import('./admin/admin-program.ts');
