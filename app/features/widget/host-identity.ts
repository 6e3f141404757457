import type { FromFrame } from '../../../packages/widget/src/frame-messages.ts';
import { WireFailure } from '../../lib/failure.ts';
import { readOptions } from './widget-options.ts';

/** How long the page around may take to get a token from its server. */
const ANSWER_MS = 10_000;
/** As the server takes it. */
const LONGEST_TOKEN = 4096;

const notConfirmed = () =>
  new WireFailure({
    ...{ code: 'forbidden', field: 'identity' },
    message: 'The site could not confirm who you are. Reload the page, then try again.',
  });

/**
 * Asks the page around for a token that says who its visitor is; null: nobody is signed in. What is no answer is never taken for that.
 * @throws WireFailure `forbidden` at `identity`
 */
export async function askHostIdentity(): Promise<string | null> {
  const { origin } = readOptions(window.location.search, window.location.hash);
  if (origin === null || window.parent === window) return null;
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const hear = ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || from !== origin || Object(data).tandem !== 'identity') return;
    const { token, failed } = data as Record<string, unknown>;
    if (failed !== false) reject(notConfirmed());
    else if (token === null || token === '') resolve(null);
    else if (typeof token === 'string' && token.length <= LONGEST_TOKEN) resolve(token);
    else reject(notConfirmed());
  };
  window.addEventListener('message', hear);
  const late = setTimeout(() => reject(notConfirmed()), ANSWER_MS);
  try {
    window.parent.postMessage({ tandem: 'identify' } satisfies FromFrame, origin);
    return await promise;
  } finally {
    clearTimeout(late);
    window.removeEventListener('message', hear);
  }
}
