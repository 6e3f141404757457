import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type SentenceKey, sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';
import type { Entry, RefusalCount, Refused } from './refusal-count.ts';

/** What is at most let in within a minute. */
export interface MinuteLimits {
  address: number;
  browser: number;
  site: number;
}

/** Whom something counts against; null: not known, or none. */
export interface CountedAs {
  /** As it counts where requests are limited. */
  address: string;
  widgetKey: string | null;
  /** Of who comes by a link, the link. */
  browser: string | null;
}

/** How often people do each thing beside a call, and the least that a minute has room for, however few calls one may start. */
const BESIDE_CALLS: Record<Exclude<Entry, 'call' | 'request'>, { times: number; least: number }> = {
  identity: { times: 2, least: 0 },
  text: { times: 20, least: 120 },
  recording: { times: 1, least: 0 },
  message: { times: 1, least: 0 },
  callback: { times: 1, least: 0 },
  rating: { times: 1, least: 0 },
  outlook: { times: 8, least: 60 },
  link: { times: 4, least: 60 },
};
/** Our people's pages too: what no one of them comes near. */
const REQUESTS = 600;
const SITE_OF_ADDRESS = 40;

/** Of what one address may start; the others follow from it. */
export function limitsOf(entry: Entry, callsPerMinute: number): MinuteLimits {
  if (entry === 'request') return { address: REQUESTS, browser: REQUESTS, site: Number.POSITIVE_INFINITY };
  const { times, least } = entry === 'call' ? { times: 1, least: 0 } : BESIDE_CALLS[entry];
  const address = Math.max(least, callsPerMinute * times);
  return { address, browser: Math.max(1, Math.ceil(address / 2)), site: address * SITE_OF_ADDRESS };
}

type Limit = { who: (from: CountedAs) => string | null; limiter: RateLimiterMemory; reason: Refused; says: SentenceKey };

/** How often one address, one browser and one site's key do something within a minute. */
export class EntryLimits {
  readonly #entry: Entry;
  readonly #refusals: RefusalCount;
  readonly #limits: readonly Limit[];

  constructor(entry: Entry, { address, browser, site }: MinuteLimits, refusals: RefusalCount) {
    this.#entry = entry;
    this.#refusals = refusals;
    const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 });
    const says = (calls: SentenceKey, others: SentenceKey) => (entry === 'call' ? calls : others);
    // In this order: what one address is refused takes nothing from others of its site.
    this.#limits = [
      {
        ...{ who: (from) => from.address, limiter: limiter(address), reason: 'address-limit' },
        says: says('too-many-from-address', 'too-often-from-address'),
      },
      {
        ...{ who: (from) => from.browser, limiter: limiter(browser), reason: 'browser-limit' },
        says: says('too-many-from-browser', 'too-often-from-browser'),
      },
      ...(Number.isFinite(site)
        ? [
            {
              ...{ who: (from: CountedAs) => from.widgetKey ?? '', limiter: limiter(site), reason: 'site-limit' as const },
              says: says('too-many-from-site', 'too-often-from-site'),
            },
          ]
        : []),
    ];
  }

  /** @throws Failure `too-many` with the seconds to wait */
  async count(from: CountedAs): Promise<void> {
    for (const { who, limiter, reason, says } of this.#limits) {
      const name = who(from);
      if (name === null) continue;
      await limiter.consume(name).catch((over: RateLimiterRes) => {
        const count = Math.max(1, Math.ceil(over.msBeforeNext / 1000));
        throw this.#refusals.count(this.#entry, reason, new Failure('too-many', sentence(says as 'too-many-from-address', { count })));
      });
    }
  }
}
