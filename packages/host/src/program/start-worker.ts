// Threads: from source a file of the tree, in an executable the bundle of that file which the build put inside. Such a
// file is named `….worker.ts`, has no top-level await, and may use everything that packages/host uses.

import { Worker, type WorkerOptions } from 'node:worker_threads';
import { embeddedProtocol, readAsset } from './embedded.ts';

/** `startWorker(new URL('./window.worker.ts', import.meta.url))`. The owner terminates it. */
export function startWorker(file: URL, options: Omit<WorkerOptions, 'eval'> = {}): Worker {
  if (file.protocol !== embeddedProtocol) return new Worker(file, options);
  return new Worker(new TextDecoder().decode(readAsset(file)), { ...options, eval: true });
}
