import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ulid } from 'ulid';
import type { CallId } from '../protocol/common.ts';
import type { Challenge, Proof } from '../protocol/proof.ts';
import { type SentenceKey, sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';
import { bitsFor, Rates } from './load.ts';
import { CHALLENGE_MS, challengeOf, faultOf, idOf } from './proof.ts';

/** Why somebody was not let in, for those who run the place. */
export const REFUSED = ['blocked', 'address-limit', 'browser-limit', 'site-limit', 'proof-needed', 'proof-wrong'] as const;
export type Refused = (typeof REFUSED)[number];

/** Who wants to start a call. */
export interface Comer {
  /** As it counts where requests are limited. */
  address: string;
  widgetKey: string | null;
  browser: string | null;
  email: string | null;
}

/** Starts a minute: what may be at most, and from where on it takes a piece of work. */
export interface GateLimits {
  address: number;
  browser: number;
  site: number;
  proofFrom: { address: number; site: number; all: number };
}

/** Of what one address may start; the others follow from it. */
export function limitsFor(callsPerMinute: number): GateLimits {
  const browser = Math.max(1, Math.ceil(callsPerMinute / 2));
  const site = callsPerMinute * 40;
  return { address: callsPerMinute, browser, site, proofFrom: { address: Math.max(2, browser), site: site / 2, all: site } };
}

export interface GateOptions {
  limits: GateLimits;
  /** 32 bytes, which challenges are signed with. */
  key: Buffer;
  /** Whether an agent has blocked this caller. */
  isBlocked: (comer: Comer, now: number) => boolean;
  /** Keeps where a conversation came from. */
  remember: (callId: CallId, comer: Comer) => void;
  now: () => number;
}

type Limit = { name: (comer: Comer) => string | null; limiter: RateLimiterMemory; reason: Refused; says: SentenceKey };

/** Decides who may start a call: nobody who is blocked, nobody too often, and while many call nobody without a piece of work. */
export class CallerGate {
  readonly #options: GateOptions;
  readonly #limits: readonly Limit[];
  /** All tries of an address; of sites and of all only what was let in, so that one address makes nobody else work. */
  readonly #rates = new Rates();
  /** Challenges whose proofs were taken, until they end. */
  readonly #used = new Map<string, number>();
  readonly #refused = new Map<Refused, number>(REFUSED.map((reason) => [reason, 0]));

  constructor(options: GateOptions) {
    this.#options = options;
    const { address, browser, site } = options.limits;
    const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 });
    this.#limits = [
      { name: (comer) => comer.address, limiter: limiter(address), reason: 'address-limit', says: 'too-many-from-address' },
      { name: (comer) => comer.browser, limiter: limiter(browser), reason: 'browser-limit', says: 'too-many-from-browser' },
      { name: (comer) => comer.widgetKey ?? '', limiter: limiter(site), reason: 'site-limit', says: 'too-many-from-site' },
    ];
  }

  /** @throws Failure `forbidden`, `too-many` with the seconds to wait, or `proof-needed` */
  async admit(comer: Comer, proof: Proof | null): Promise<void> {
    const now = this.#options.now();
    if (this.#options.isBlocked(comer, now)) {
      // It says nothing of why, of by whom, or of what they are known by.
      throw this.#refusal('blocked', new Failure('forbidden', 'We can’t take your call here. Please contact the company another way.'));
    }
    const bits = this.#bits(comer, now);
    this.#rates.count(ofAddress(comer), now);
    if (bits > 0) this.#assertProof(comer, proof, bits, now);
    for (const { name, limiter, reason, says } of this.#limits) {
      const who = name(comer);
      if (who !== null) await limiter.consume(who).catch((over: RateLimiterRes) => Promise.reject(this.#tooMany(over, reason, says)));
    }
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

  began(callId: CallId, comer: Comer): void {
    this.#options.remember(callId, comer);
  }

  /** How often somebody was refused since the program started, by reason. */
  refusals(): { reason: Refused; count: number }[] {
    return [...this.#refused].map(([reason, count]) => ({ reason, count }));
  }

  #bits(comer: Pick<Comer, 'address' | 'widgetKey'>, now: number): number {
    const { address, site, all } = this.#options.limits.proofFrom;
    const rate = (name: string, may: number) => this.#rates.of(name, now) / may;
    return bitsFor(Math.max(rate(ofAddress(comer), address), rate(ofSite(comer), site), rate(ALL, all)));
  }

  #assertProof({ address, widgetKey }: Comer, proof: Proof | null, bits: number, now: number): void {
    const words = 'Many people are calling right now. Please try again.';
    if (proof === null) throw this.#refusal('proof-needed', new Failure('proof-needed', words));
    for (const [id, end] of this.#used) {
      // In the order of their use, which is about that of their ends.
      if (end > now) break;
      this.#used.delete(id);
    }
    if (this.#used.has(idOf(proof)) || faultOf(this.#options.key, proof, { address, widgetKey, bits, now }) !== null)
      throw this.#refusal('proof-wrong', new Failure('proof-needed', words, 'proof'));
    this.#used.set(idOf(proof), now + CHALLENGE_MS);
  }

  #tooMany(over: RateLimiterRes, reason: Refused, says: SentenceKey): Failure {
    const count = Math.max(1, Math.ceil(over.msBeforeNext / 1000));
    return this.#refusal(reason, new Failure('too-many', sentence(says as 'too-many-from-address', { count })));
  }

  #refusal(reason: Refused, failure: Failure): Failure {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
    return failure;
  }
}

const ALL = 'all';
const ofAddress = ({ address }: Pick<Comer, 'address'>) => `address ${address}`;
const ofSite = ({ widgetKey }: Pick<Comer, 'widgetKey'>) => `site ${widgetKey ?? ''}`;
