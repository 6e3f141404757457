import { parentPort, workerData } from 'node:worker_threads';
import { simulate } from './engine.ts';
import type { Job, Setting } from './pool.ts';

/** A thread that runs what it is told, one run after the other. */
const { cases, seed } = workerData as Setting;
parentPort?.on('message', ({ nth, run }: Job) => {
  const ready = cases[nth];
  if (ready) parentPort?.postMessage({ nth, run, result: simulate(ready, seed ?? ready.one.seed, run) });
});
