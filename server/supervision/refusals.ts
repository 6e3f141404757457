import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Failure } from '../sockets/failure.ts';

/** Each refusal is a line in a log that is never deleted: one person may make so many in ten minutes. */
export const REFUSALS = { points: 30, duration: 600 };

/**
 * How often one person is refused, whatever they ask for. Who has been refused too often is not asked what they want any more,
 * so that nothing is tried of which nothing is written down.
 */
export class Refusals {
  readonly #limiter: RateLimiterMemory;

  constructor(limit: { points: number; duration: number } = REFUSALS) {
    this.#limiter = new RateLimiterMemory(limit);
  }

  /** @throws Failure `too-many`, without running it, and otherwise what it throws, which counts */
  async run<T>(personId: string, run: () => Promise<T>): Promise<T> {
    // Taken beforehand and given back, so that many at once are no more than many in turn.
    await this.#limiter.consume(personId).catch(() => {
      throw new Failure('too-many', 'Many of your requests were refused. Wait ten minutes, then try again.');
    });
    const done = await run();
    await this.#limiter.reward(personId);
    return done;
  }
}
