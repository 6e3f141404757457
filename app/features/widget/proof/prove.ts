import type { Challenge } from '../../../../server/protocol/proof.ts';
import { solve } from './solve.ts';

type Told = { share: number } | { number: number };

/**
 * Does the piece of work that the server asks for while many call.
 * @param tell how likely it is to be done by now, 0..1
 * @param signal the caller has given up: it then never resolves, and nothing works on
 */
export function prove(asked: Challenge, tell: (share: number) => void, signal: AbortSignal): Promise<number> {
  const worker = openWorker();
  if (worker === null) return proveHere(asked, tell, signal);
  return new Promise((resolve, reject) => {
    const end = () => worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if ('share' in data) return tell(data.share);
      end();
      resolve(data.number);
    };
    // It could not be loaded.
    worker.onerror = () => {
      end();
      proveHere(asked, tell, signal).then(resolve, reject);
    };
    worker.postMessage(asked);
  });
}

function openWorker(): Worker | null {
  try {
    return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return null; // a policy of the page or the browser forbids workers
  }
}

/** The same in the page itself, a piece at a time: for pages that have no file of ours for a worker. */
export async function proveHere(asked: Challenge, tell: (share: number) => void, signal: AbortSignal): Promise<number> {
  const work = solve(asked);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    tell(step.value);
    await new Promise<void>((resolve) => {
      // The page draws, and hears what is pressed, in between.
      if (!signal.aborted) setTimeout(resolve);
    });
  }
}
