import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Failure } from '../sockets/failure.ts';

const WINDOW_SECONDS = 300;
/** For somebody who has to think; a guesser is stopped. */
const TRIES_FROM_ONE_ADDRESS = 10;
/** Slows down a guesser with many addresses, and is too much for one stranger who wants to lock somebody out. */
const TRIES_FROM_ANYWHERE = 200;
const LONGEST_EMAIL = 254;

/** Limits how often a wrong password may be tried for one account. */
export class SignInTries {
  readonly #fromOneAddress = new RateLimiterMemory({ points: TRIES_FROM_ONE_ADDRESS, duration: WINDOW_SECONDS });
  readonly #fromAnywhere = new RateLimiterMemory({ points: TRIES_FROM_ANYWHERE, duration: WINDOW_SECONDS });

  /**
   * Runs a sign-in. Only an answer of 401 counts; success forgets what this address got wrong before.
   * @param email as it was sent: what can't be anybody's is not counted, and left to the sign-in to refuse
   * @throws Failure `too-many`
   */
  async run(email: unknown, address: string, signIn: () => Promise<Response>): Promise<Response> {
    if (typeof email !== 'string' || email.length > LONGEST_EMAIL) return signIn();
    const account = email.toLowerCase();
    const accountAndAddress = JSON.stringify([account, address]);
    // Taken before and given back after: of many tries at the same moment no more pass than one after the other.
    await take(this.#fromOneAddress, accountAndAddress);
    let status = 0;
    try {
      await take(this.#fromAnywhere, account);
      try {
        const response = await signIn();
        status = response.status;
        return response;
      } finally {
        if (status !== 401) await this.#fromAnywhere.reward(account);
      }
    } finally {
      if (status === 200) await this.#fromOneAddress.delete(accountAndAddress);
      else if (status !== 401) await this.#fromOneAddress.reward(accountAndAddress);
    }
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch {
    await limiter.reward(key);
    throw new Failure('too-many', 'Too many tries. Wait five minutes, then try again.');
  }
}
