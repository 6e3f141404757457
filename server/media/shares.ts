import type { types as ms } from 'mediasoup';
import {
  type AskShare,
  type DeclineShare,
  isListener,
  type MediaParty,
  type OfferedShare,
  SHARE_SOURCES,
  type ShareSource,
} from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import type { Leg } from './leg.ts';
import { type HearingPlan, visible } from './plan.ts';

interface Share<Party> {
  producer: ms.Producer;
  owner: Party;
  source: ShareSource;
}

/** What one party knows of the others' shares, and they of its own. */
export class ShareFacts {
  /** What it was offered, by producer. */
  readonly offered = new Set<string>();
  readonly watching = new Set<string>();
  /** Who watches its own, as it was told last. */
  readonly watchers = new Map<ShareSource, string>();
  /** Who waits for its answer, as `source party`. */
  readonly asked = new Set<string>();
  /** Until when it may not be asked again by whom it declined, on the server's clock. */
  readonly declined = new Map<string, number>();
}

const ASK_AGAIN_MS = 10_000;
const keyOf = (source: ShareSource, party: MediaParty) => `${source} ${party}`;

/** A party as far as it shows something, or looks. */
export interface Sharer {
  readonly id: MediaParty;
  readonly leg: Pick<Leg, 'producer' | 'stopHearing'> | null;
  readonly shares: ShareFacts;
  /** What it is told. */
  readonly sink: {
    consumerClosed(consumerId: string): void;
    shareOffered(share: OfferedShare): void;
    shareClosed(producerId: string, ended: boolean): void;
    shareAsked(from: MediaParty, source: ShareSource): void;
    shareDeclined(from: MediaParty, source: ShareSource): void;
    shareWatchers(source: ShareSource, watchers: MediaParty[]): void;
  };
}

/**
 * The screens and cameras in one room. An owner shows one to all who are not kept from it by hold; it flows to those alone
 * who have asked for it. Hold takes it back and offers it anew afterwards.
 */
export class Shares<Party extends Sharer> {
  readonly #parties: () => Iterable<Party>;
  readonly #plan: () => HearingPlan;
  readonly #send: (share: Share<Party>, watcher: Party) => void;
  readonly #now: () => number;

  /** @param send lets a share flow to a party that wants it */
  constructor(options: {
    parties: () => Iterable<Party>;
    plan: () => HearingPlan;
    send: (share: Share<Party>, watcher: Party) => void;
    now: () => number;
  }) {
    this.#parties = options.parties;
    this.#plan = options.plan;
    this.#send = options.send;
    this.#now = options.now;
  }

  /** Tells everybody what is offered to them now and was not before, and the other way around. */
  refresh(stopped: ms.Producer | null = null): void {
    const shares = this.#all();
    for (const party of this.#parties()) {
      if (party.leg === null) continue;
      const seen = shares.filter(({ owner }) => owner !== party && visible(party.id, owner.id, this.#plan()));
      for (const producerId of party.shares.offered) {
        if (seen.some(({ producer }) => producer.id === producerId)) continue;
        party.shares.offered.delete(producerId);
        this.#stopWatching(party, producerId);
        party.sink.shareClosed(producerId, stopped?.id === producerId);
      }
      for (const { producer, owner, source } of seen) {
        if (party.shares.offered.has(producer.id)) continue;
        party.shares.offered.add(producer.id);
        owner.shares.asked.delete(keyOf(source, party.id)); // that is the answer
        party.sink.shareOffered({ producerId: producer.id, from: owner.id, source });
      }
    }
    this.#tellOwners(shares);
  }

  /** @throws Failure `not-found` when the party is not offered it (any more) */
  watch(party: Party, producerId: string): void {
    const share = this.#all().find(({ producer }) => producer.id === producerId);
    if (share === undefined || !party.shares.offered.has(producerId))
      throw new Failure('not-found', 'This is not shown any more.', 'producerId');
    if (party.shares.watching.has(producerId)) return;
    party.shares.watching.add(producerId);
    this.#send(share, party);
    this.#tellOwners();
  }

  unwatch(party: Party, producerId: string): void {
    this.#stopWatching(party, producerId);
    this.#tellOwners();
  }

  /** @throws Failure `not-found`, `conflict`, or `too-many` soon after they have declined */
  ask(party: Party, { source, of }: AskShare): void {
    const asked = isListener(of) ? undefined : this.#party(of);
    if (asked === undefined || asked === party) throw new Failure('not-found', 'They are not in this call.', 'of');
    if (!visible(party.id, of, this.#plan())) throw new Failure('conflict', 'They can’t be seen while on hold.', 'of');
    if (asked.leg?.producer(source)) throw new Failure('conflict', 'They are showing it already.', 'source');
    const key = keyOf(source, party.id);
    if ((asked.shares.declined.get(key) ?? 0) > this.#now()) throw new Failure('too-many', 'They have just declined. Ask again later.');
    if (asked.shares.asked.has(key)) return;
    asked.shares.asked.add(key);
    asked.sink.shareAsked(party.id, source);
  }

  /** Nothing happens when nobody waits for that answer. */
  decline(party: Party, { source, from }: DeclineShare): void {
    const key = keyOf(source, from);
    if (!party.shares.asked.delete(key)) return;
    party.shares.declined.set(key, this.#now() + ASK_AGAIN_MS);
    this.#party(from)?.sink.shareDeclined(party.id, source);
  }

  /** Its transports are gone, or it is: with them what it watched. Questions of one who has left are nobody's any more. */
  forget(party: Party, left: boolean): void {
    party.shares.offered.clear();
    party.shares.watching.clear();
    party.shares.watchers.clear();
    if (!left) return;
    for (const other of this.#parties()) for (const source of SHARE_SOURCES) other.shares.asked.delete(keyOf(source, party.id));
  }

  #stopWatching(party: Party, producerId: string): void {
    if (!party.shares.watching.delete(producerId)) return;
    const consumerId = party.leg?.stopHearing(producerId) ?? null;
    if (consumerId !== null) party.sink.consumerClosed(consumerId);
  }

  #tellOwners(shares = this.#all()): void {
    for (const { producer, owner, source } of shares) {
      const watchers = [...this.#parties()].filter((party) => party.shares.watching.has(producer.id)).map(({ id }) => id);
      const told = JSON.stringify([producer.id, watchers]);
      if ((owner.shares.watchers.get(source) ?? JSON.stringify([producer.id, []])) === told) continue;
      owner.shares.watchers.set(source, told);
      owner.sink.shareWatchers(source, watchers);
    }
  }

  #party(id: MediaParty): Party | undefined {
    return [...this.#parties()].find((party) => party.id === id);
  }

  #all(): Share<Party>[] {
    return [...this.#parties()].flatMap((owner) =>
      SHARE_SOURCES.flatMap((source) => {
        const producer = owner.leg?.producer(source) ?? null;
        return producer === null ? [] : [{ producer, owner, source }];
      }),
    );
  }
}
