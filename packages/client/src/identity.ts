import { WireFailure } from '../../../app/lib/failure.ts';
import type { Identity } from './types.ts';

/** How long a page may take to get a token from its server. */
const ANSWER_MS = 10_000;

/**
 * A token that says who this is, as the page has it now; null: nobody is signed in. What can't be had is never taken for that.
 * @throws WireFailure `forbidden` at `identity`, as the server refuses a token that is not good
 */
export async function tokenOf(identity: Identity | null): Promise<string | null> {
  if (typeof identity !== 'function') return identity === '' ? null : identity;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('It took too long')), ANSWER_MS);
  try {
    return (await Promise.race([identity(), late])) || null;
  } catch (error) {
    console.error(error);
    throw new WireFailure({
      ...{ code: 'forbidden', field: 'identity' },
      message: 'The site could not confirm who you are. Reload the page, then try again.',
    });
  } finally {
    clearTimeout(timer);
  }
}
