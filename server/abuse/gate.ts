import { ulid } from 'ulid';
import type { CallId } from '../protocol/common.ts';
import type { Challenge, Proof } from '../protocol/proof.ts';
import { Failure } from '../sockets/failure.ts';
import { BLOCKED, Entrance } from './entrance.ts';
import { EntryLimits, limitsOf, type MinuteLimits } from './limits.ts';
import { bitsFor, Rates } from './load.ts';
import { CHALLENGE_MS, challengeOf, faultOf, idOf } from './proof.ts';
import { RefusalCount } from './refusal-count.ts';

/** Who wants to start a call. */
export interface Comer {
  /** As it counts where requests are limited. */
  address: string;
  widgetKey: string | null;
  browser: string | null;
  email: string | null;
  /** Whom their site says they are; left out or null: nobody in particular. */
  verified?: { customerId: string; email: string | null } | null;
}

/** Starts a minute: what may be at most, and from where on it takes a piece of work. */
interface GateLimits extends MinuteLimits {
  proofFrom: { address: number; site: number; all: number };
}

/** Of what one address may start; the others follow from it. */
function gateLimits(callsPerMinute: number): GateLimits {
  const { address, browser, site } = limitsOf('call', callsPerMinute);
  return { address, browser, site, proofFrom: { address: Math.max(2, browser), site: site / 2, all: site } };
}

export interface GateOptions {
  /** Of what one address may start: see TANDEM_CALLS_PER_MINUTE. */
  callsPerMinute: number;
  /** 32 bytes, which challenges are signed with. */
  key: Buffer;
  /** Whether an agent has blocked this caller. */
  isBlocked: (comer: Comer, now: number) => boolean;
  /** Whether new calls are taken at all at the moment. */
  isOpen: () => boolean;
  /** Keeps where a conversation came from. */
  remember: (callId: CallId, comer: Comer) => void;
  now: () => number;
}

/** Decides who may start a call: nobody who is blocked, nobody too often, and while many call nobody without a piece of work. */
export class CallerGate {
  readonly #options: GateOptions;
  readonly #limits: GateLimits;
  readonly #counted: EntryLimits;
  readonly #refusals = new RefusalCount();
  readonly #entrance: Entrance;
  /** All tries of an address; of sites and of all only what was let in, so that one address makes nobody else work. */
  readonly #rates = new Rates();
  /** Challenges whose proofs were taken, until they end. */
  readonly #used = new Map<string, number>();

  constructor(options: GateOptions) {
    this.#options = options;
    const { callsPerMinute, isBlocked, now } = options;
    this.#limits = gateLimits(callsPerMinute);
    this.#counted = new EntryLimits('call', this.#limits, this.#refusals);
    this.#entrance = new Entrance({ callsPerMinute, isBlocked, now, refusals: this.#refusals });
  }

  /** @throws Failure `unavailable`, `forbidden`, `too-many` with the seconds to wait, or `proof-needed` */
  async admit(comer: Comer, proof: Proof | null): Promise<void> {
    if (!this.#options.isOpen()) throw new Failure('unavailable', 'Nobody can be reached at the moment. Try again in a moment.');
    const now = this.#options.now();
    this.assertNotBlocked(comer);
    const bits = this.#bits(comer, now);
    this.#rates.count(ofAddress(comer), now);
    if (bits > 0) this.#assertProof(comer, proof, bits, now);
    await this.#counted.count(comer);
    this.#rates.count(ofSite(comer), now);
    this.#rates.count(ALL, now);
  }

  /** The piece of work for who is told `proof-needed`. */
  challenge(comer: Pick<Comer, 'address' | 'widgetKey'>): Challenge {
    const now = this.#options.now();
    const { address, widgetKey } = comer;
    // Calm has come meanwhile: the least will do.
    const bits = Math.max(this.#bits(comer, now), bitsFor(1));
    return challengeOf(this.#options.key, { id: ulid(), address, widgetKey, bits, now });
  }

  /** Once it is known whom the site says that they are. @throws Failure `forbidden` */
  assertNotBlocked(comer: Comer): void {
    if (this.#options.isBlocked(comer, this.#options.now()))
      throw this.#refusals.count('call', 'blocked', new Failure('forbidden', BLOCKED));
  }

  /** All that callers do beside starting a call. @throws as `Entrance.enter` */
  enter: Entrance['enter'] = (entry, from) => this.#entrance.enter(entry, from);

  began(callId: CallId, comer: Comer): void {
    this.#entrance.began(callId, comer);
    this.#options.remember(callId, comer);
  }

  /** How often somebody was refused since the program started. */
  get refusals(): Pick<RefusalCount, 'list' | 'figure'> {
    return this.#refusals;
  }

  #bits(comer: Pick<Comer, 'address' | 'widgetKey'>, now: number): number {
    const { address, site, all } = this.#limits.proofFrom;
    const rate = (name: string, may: number) => this.#rates.of(name, now) / may;
    return bitsFor(Math.max(rate(ofAddress(comer), address), rate(ofSite(comer), site), rate(ALL, all)));
  }

  #assertProof({ address, widgetKey }: Comer, proof: Proof | null, bits: number, now: number): void {
    const words = 'Many people are calling right now. Please try again.';
    if (proof === null) throw this.#refusals.count('call', 'proof-needed', new Failure('proof-needed', words));
    for (const [id, end] of this.#used) {
      // In the order of their use, which is about that of their ends.
      if (end > now) break;
      this.#used.delete(id);
    }
    if (this.#used.has(idOf(proof)) || faultOf(this.#options.key, proof, { address, widgetKey, bits, now }) !== null)
      throw this.#refusals.count('call', 'proof-wrong', new Failure('proof-needed', words, 'proof'));
    this.#used.set(idOf(proof), now + CHALLENGE_MS);
  }
}

const ALL = 'all';
const ofAddress = ({ address }: Pick<Comer, 'address'>) => `address ${address}`;
const ofSite = ({ widgetKey }: Pick<Comer, 'widgetKey'>) => `site ${widgetKey ?? ''}`;
