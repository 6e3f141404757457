import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../sockets/failure.ts';
import { planOf } from './plan.ts';
import type { Job, Told } from './thread.ts';
import { runWhatIf } from './what-if/run.ts';

/** A thread that does one job. */
const tell = (told: Told<Job['kind']>) => parentPort?.postMessage(told);
const job = workerData as Job;
try {
  const result = job.kind === 'forecast' ? planOf(job.input) : runWhatIf(job.input, (done) => tell({ kind: 'progress', done }));
  tell({ kind: 'done', result });
} catch (error) {
  // Anything else is a fault in here, and ends the thread with it.
  if (!(error instanceof Failure)) throw error;
  tell({ kind: 'failed', error: error.toWire() });
}
