import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before a program: its Date is off by what the file `TEST_CLOCK_FILE` says, ms, as on a machine whose clock is wrong. With
 * SIGUSR2 the file is read again, as when somebody sets the clock.
 */
const read = (): number => {
  try {
    return Number(readFileSync(process.env.TEST_CLOCK_FILE ?? '', 'utf8'));
  } catch {
    return 0; // nobody has set it
  }
};
let byMs = read();
// A signal is the main thread's; what runs beside it starts with the clock of that moment.
if (isMainThread)
  process.on('SIGUSR2', () => {
    byMs = read();
  });
const now = () => right.now() + byMs;
const right = Date;
globalThis.Date = new Proxy(right, {
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: () => new right(now()).toString(),
});
