import { Worker } from 'node:worker_threads';
import type { RunResult } from './engine.ts';
import type { ReadyCase } from './read-case.ts';

/** What all threads are given. */
export interface Setting {
  cases: readonly ReadyCase[];
  /** Null: each case's own. */
  seed: number | null;
}
/** One run, from 1, of the nth case, from 0. */
export interface Job {
  nth: number;
  run: number;
}
type Done = Job & { result: RunResult };

export interface Running {
  /** Threads. */
  jobs: number;
  /** Takes the runs that follow those of the first time: independent ones. */
  again: boolean;
  onDone: (done: Job) => void;
}

/**
 * Runs cases as often as they ask for, spread over threads. Which thread ran what makes no difference to the results.
 * @returns by case and run
 * @throws what went wrong in a run; the others are ended
 */
export async function runAll(setting: Setting, { jobs: threads, again, onDone }: Running): Promise<RunResult[][]> {
  const jobs = setting.cases.flatMap(({ one }, nth) =>
    Array.from({ length: one.runs }, (_, before): Job => ({ nth, run: before + 1 + (again ? one.runs : 0) })),
  );
  const results: RunResult[][] = setting.cases.map(() => []);
  const queue = jobs.values();
  const workers: Worker[] = [];
  try {
    await Promise.all(
      Array.from({ length: Math.min(threads, jobs.length) }, () => {
        const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setting });
        workers.push(worker);
        return drain(worker, queue, (done) => {
          const runs = setting.cases[done.nth]?.one.runs ?? 1;
          (results[done.nth] as RunResult[])[(done.run - 1) % runs] = done.result;
          onDone(done);
        });
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}

/** Has one thread take jobs until there are no more. */
function drain(worker: Worker, jobs: Iterator<Job>, onDone: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const { value, done } = jobs.next();
      if (done) resolve();
      else worker.postMessage(value);
    };
    worker.on('message', (done: Done) => {
      onDone(done);
      next();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread of the simulation ended with code ${code}`)));
    next();
  });
}
