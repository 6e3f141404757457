import {
  clearInterval as clearWorkerInterval,
  clearTimeout as clearWorkerTimeout,
  setInterval as setWorkerInterval,
  setTimeout as setWorkerTimeout,
} from 'worker-timers';

/** Timers to be passed in; each returns how to stop it, which may be called twice and after it has fired. */
export interface Timers {
  after(ms: number, act: () => void): () => void;
  every(ms: number, act: () => void): () => void;
}

/** The page's own. In a tab that nobody looks at, browsers let them fire once a second, after minutes once a minute. */
export const pageTimers: Timers = {
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};

/** Timers of a worker, which keep their time in the background too. Where there can be no worker, the page's own. */
export const backgroundTimers: Timers = {
  after: (ms, act) => inWorker(() => once(setWorkerTimeout(act, ms), clearWorkerTimeout)) ?? pageTimers.after(ms, act),
  every: (ms, act) => inWorker(() => once(setWorkerInterval(act, ms), clearWorkerInterval)) ?? pageTimers.every(ms, act),
};

let refused = typeof Worker === 'undefined';
function inWorker<T>(start: () => T): T | null {
  if (refused) return null;
  try {
    return start();
  } catch {
    refused = true; // a policy of the page or the browser forbids workers
    return null;
  }
}

function once(timer: number, clear: (timer: number) => void): () => void {
  let cleared = false;
  return () => {
    if (cleared) return;
    cleared = true;
    clear(timer);
  };
}
