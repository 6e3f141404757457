import { Worker } from 'node:worker_threads';
import type { WireError } from '../protocol/common.ts';
import type { Forecast, WhatIfResult } from '../protocol/planning.ts';
import { Failure, failureOf } from '../sockets/failure.ts';
import type { PlanInput } from './plan.ts';
import type { WhatIfInput } from './what-if/run.ts';

/** What is too long a thought for the thread that routes calls. */
export type Job = { kind: 'forecast'; input: PlanInput } | { kind: 'what-if'; input: WhatIfInput };
export interface ResultOf {
  forecast: Forecast;
  'what-if': WhatIfResult;
}
export type Told<Kind extends Job['kind']> =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; result: ResultOf[Kind] }
  | { kind: 'failed'; error: WireError };

export interface Thinking<Result> {
  /** Rejects with a Failure: what the job has refused, or `unavailable` when it took too long or was canceled. */
  result: Promise<Result>;
  /** Ends it at once. */
  cancel(): void;
}

const MOST_MEMORY_MB = 768;

/** Has a job done in a thread of its own, which ends with it. */
export function think<Kind extends Job['kind']>(
  job: Extract<Job, { kind: Kind }>,
  { limitMs, onProgress = () => {} }: { limitMs: number; onProgress?: (done: number) => void },
): Thinking<ResultOf[Kind]> {
  const { promise, resolve, reject } = Promise.withResolvers<ResultOf[Kind]>();
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: job, resourceLimits });
  const end = (failure: Failure) => {
    reject(failure);
    void worker.terminate();
  };
  const timer = setTimeout(() => end(new Failure('unavailable', 'This took too long, and was given up.')), limitMs);
  worker.on('message', (told: Told<Kind>) => {
    if (told.kind === 'progress') onProgress(told.done);
    else if (told.kind === 'done') resolve(told.result);
    else reject(failureOf(told.error));
  });
  worker.once('error', reject);
  worker.once('exit', () => {
    clearTimeout(timer);
    reject(new Failure('unavailable', 'This was given up before it was done.'));
  });
  return { result: promise, cancel: () => end(new Failure('unavailable', 'This was given up before it was done.')) };
}
