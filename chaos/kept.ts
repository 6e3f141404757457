import { setTimeout as delay } from 'node:timers/promises';
import { Program } from '../server/testing/program.ts';

/** A program that somebody looks after, as a service manager does: whenever it has ended it is started again. */
export class Kept {
  readonly program: Program;
  readonly #againMs: number;
  readonly #closing = new AbortController();
  #life: Promise<void> = Promise.resolve();
  #up = Promise.withResolvers<void>();
  #isUp = false;
  /** How often it was started. */
  starts = 0;

  /** @param againMs from its end to its next start */
  constructor(environment: Record<string, string>, { errors, quick, againMs }: { errors: number; quick: boolean; againMs: number }) {
    this.program = new Program(environment, { errors, quick, clock: true });
    this.#againMs = againMs;
  }

  /** Resolves once it answers or stands by. */
  async start(): Promise<void> {
    this.#life = this.#live();
    await this.up();
  }

  /** Until it answers or stands by, in its present life or the next. */
  up(): Promise<void> {
    return this.#up.promise;
  }

  async kill(): Promise<void> {
    this.#down();
    await this.program.end('SIGKILL');
  }

  /** Tells it to end; it is started again. @returns the code that it ends with */
  endOnce(): Promise<number | null> {
    this.#down();
    return this.program.end('SIGTERM');
  }

  /** Ends it in good order; it is not started again. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#closing.abort();
    await this.program.end(signal);
    await this.#life;
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.program.close();
  }

  async #live(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      this.starts += 1;
      try {
        await this.program.begin();
        this.#isUp = true;
        this.#up.resolve();
      } catch {
        // What it needs to start is not there.
      }
      if (signal.aborted) await this.program.end('SIGKILL');
      else await this.program.ended();
      this.#down();
      await delay(this.#againMs, undefined, { signal }).catch(() => {});
    }
  }

  #down(): void {
    if (this.#isUp) this.#up = Promise.withResolvers();
    this.#isUp = false;
  }
}
