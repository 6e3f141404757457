import type { Grown, Kept } from './messages.ts';

/** What is not forgotten by the clock, and is bounded all the same. */
const BOUNDED = [
  { is: /^Map \[ 'rlflx:/, by: 'timers, a minute' },
  { is: /^Map \[ '[0-9A-Z]{26}', '[a-z-]+' \]$/, by: 'number: the last 20,000 conversations in the book of the day' },
  { is: /^Map \[ '[\da-f.:]+', \[Object\] \]$/, by: 'number: 10,000 addresses that send' },
];

/** Of the calls. Books of statements and of figures fill once, with some dozens. */
const MOST = 0.9;

/** Registries that hold something of most calls. Pure. */
export function leftBehind({ grown }: Kept, calls: number): Grown[] {
  const allowed = new Set(BOUNDED);
  return grown.filter(({ by, example }) => {
    if (by < MOST * calls) return false;
    const bounded = [...allowed].find(({ is }) => is.test(example));
    // Each of them once: another one like it is another matter.
    return bounded === undefined || !allowed.delete(bounded);
  });
}
