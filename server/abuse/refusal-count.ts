import type { Figure } from '../data-out/metrics.ts';
import type { Failure } from '../sockets/failure.ts';

/** What somebody wants to do who is nobody's account. */
export const ENTRIES = [
  'call',
  'identity', // says who they are by a token of their site
  'text',
  'recording',
  'message',
  'callback',
  'rating',
  'outlook', // what somebody would meet, and the times that can be booked
  'link', // what stands behind a callback's link
  'request', // anything under /api
] as const;
export type Entry = (typeof ENTRIES)[number];

/** Why somebody was not let in, for those who run the place. */
export const REFUSED = ['blocked', 'address-limit', 'browser-limit', 'site-limit', 'proof-needed', 'proof-wrong'] as const;
export type Refused = (typeof REFUSED)[number];

/** How often somebody was refused since the program started. */
export class RefusalCount {
  readonly #counts = new Map<string, { entry: Entry; reason: Refused; count: number }>();

  /** @returns the failure, to be thrown */
  count(entry: Entry, reason: Refused, failure: Failure): Failure {
    const name = `${entry} ${reason}`;
    this.#counts.set(name, { entry, reason, count: (this.#counts.get(name)?.count ?? 0) + 1 });
    return failure;
  }

  list(): { entry: Entry; reason: Refused; count: number }[] {
    return [...this.#counts.values()];
  }

  /** Those of calls are there from the beginning, so that whoever watches them sees the first. */
  figure(): Figure {
    const none = REFUSED.filter((reason) => !this.#counts.has(`call ${reason}`)).map((reason) => ({ entry: 'call', reason, count: 0 }));
    return {
      ...{ name: 'refused_total', kind: 'counter' },
      help: 'Callers who were refused since the program started, by what they wanted and the reason',
      samples: [...none, ...this.list()].map(({ entry, reason, count }) => ({ labels: { entry, reason }, value: count })),
    };
  }
}
