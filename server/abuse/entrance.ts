import type { CallId } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';
import type { Comer } from './gate.ts';
import { EntryLimits, limitsOf } from './limits.ts';
import { ENTRIES, type Entry, type RefusalCount } from './refusal-count.ts';

/** Who has a call's key comes back with it for so long: to leave a message, to rate. */
const KNOWN_MS = 2 * 60 * 60 * 1000;
/** Of no more than so many calls: where more begin within that time, the oldest count by their addresses alone. */
export const MOST_KNOWN = 20_000;

/** Who wants to do something beside starting a call. */
export interface Entering {
  /** As it counts where requests are limited. */
  address: string;
  /** The conversation whose key they show: its browser and site are counted, whatever is said of them now. */
  callId?: CallId;
  widgetKey?: string | null;
  /** By which they come, where they have no call. */
  link?: string;
  email?: string | null;
}

type Known = Pick<Comer, 'widgetKey' | 'browser'> & { at: number };

interface EntranceOptions {
  callsPerMinute: number;
  isBlocked: (comer: Comer, now: number) => boolean;
  refusals: RefusalCount;
  now: () => number;
}

/** What a caller who is blocked may not do either. The rest they can do only with the key of a call that they were let in for. */
const CLOSED_TO_BLOCKED: readonly Entry[] = ['recording', 'message', 'callback', 'link'];

/** Limits all that callers do beside starting a call. */
export class Entrance {
  readonly #options: EntranceOptions;
  readonly #limits: ReadonlyMap<Entry, EntryLimits>;
  /** In the order in which they began. */
  readonly #known = new Map<CallId, Known>();

  constructor(options: EntranceOptions) {
    this.#options = options;
    const { callsPerMinute, refusals } = options;
    this.#limits = new Map(ENTRIES.map((entry) => [entry, new EntryLimits(entry, limitsOf(entry, callsPerMinute), refusals)]));
  }

  /** A conversation has begun: what is done by its key counts for where it came from. */
  began(callId: CallId, { widgetKey, browser }: Comer): void {
    const now = this.#options.now();
    for (const [id, { at }] of this.#known) {
      if (now - at < KNOWN_MS && this.#known.size < MOST_KNOWN) break;
      this.#known.delete(id);
    }
    this.#known.set(callId, { widgetKey, browser, at: now });
  }

  /** @throws Failure `too-many` with the seconds to wait; `forbidden` for who is blocked */
  async enter(entry: Entry, { address, callId, widgetKey = null, link, email = null }: Entering): Promise<void> {
    const { isBlocked, refusals, now } = this.#options;
    const known = callId === undefined ? undefined : this.#known.get(callId);
    const from = { address, widgetKey: known?.widgetKey ?? widgetKey, browser: known?.browser ?? null };
    if (CLOSED_TO_BLOCKED.includes(entry) && isBlocked({ ...from, email }, now()))
      throw refusals.count(entry, 'blocked', new Failure('forbidden', BLOCKED));
    await this.#limits.get(entry)?.count(link === undefined ? from : { ...from, browser: link });
  }
}

export type Enter = Entrance['enter'];

/** It says nothing of why, of by whom, or of what they are known by. */
export const BLOCKED = 'We can’t take your call here. Please contact the company another way.';
