const PARENT_CHECK_MS = 500;

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'];

let isInterrupted = false;

/** Whether this process was asked to end while a child ran: what would come next should not be begun. */
export const wasInterrupted = () => isInterrupted;

/**
 * Passes on what should end this process, so that a child does not outlive it. npm hands a signal to
 * its shell only, which dies without a word to us: under npm the shell's death counts as SIGTERM.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops it
 */
export function forwardSignals(child) {
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    isInterrupted = true;
    // Ctrl+C reaches the whole foreground group: a second one from here could be taken for impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);

  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
    clearInterval(timer);
    pass('SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();

  return () => {
    clearInterval(timer);
    for (const signal of SIGNALS) process.off(signal, pass);
  };
}
