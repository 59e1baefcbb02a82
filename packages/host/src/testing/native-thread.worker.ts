// A thread that calls a native library, for the tests of threads: answers with the process's number as libc knows it.

import { parentPort } from 'node:worker_threads';
import koffi from 'koffi';

const getpid = koffi.load('libc.so.6').func('int getpid()') as () => number;
parentPort?.postMessage(getpid());
