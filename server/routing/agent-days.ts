import type { AgentId, AgentStatus, CenterId } from '../protocol/common.ts';
import { type AgentTime, LONGEST_STATUS_MS, type TimeInTexts, timeBetween, timeInTexts } from '../protocol/formulas.ts';
import type { DayClock } from './day-clock.ts';
import { TextsInHand } from './texts-in-hand.ts';

/** What is told of an agent's day: their time until their status now, which the screen goes on counting, and their calls. */
export interface AgentDay extends AgentTime {
  handled: number;
  missedOffers: number;
  /** Left out: none. */
  texts?: TimeInTexts;
}

interface Kept extends AgentTime {
  handled: number;
  missedOffers: number;
  centerId: CenterId;
  dayStart: number;
  doing: { kind: AgentStatus['kind']; since: number } | null;
  texts: TextsInHand;
}

/** The agents' days, each by the clock of its own center. */
export class AgentDays {
  readonly #clock: DayClock;
  readonly #days = new Map<AgentId, Kept>();

  constructor(clock: DayClock) {
    this.#clock = clock;
  }

  /** An agent does this since then: what they did before is over. Said again it changes nothing. */
  status(agentId: AgentId, centerId: CenterId, kind: AgentStatus['kind'], since: number): void {
    const day = this.#of(agentId, centerId, since);
    const before = day.doing;
    if (before !== null && before.since === since && before.kind === kind) return;
    if (before && since > before.since) {
      const time = timeBetween(before.kind, before.since, since, day.dayStart);
      const texts = day.texts.between(Math.max(before.since, day.dayStart), Math.min(since, before.since + LONGEST_STATUS_MS));
      day.busyMs += time.busyMs + timeInTexts(before.kind, texts);
      day.readyMs += time.readyMs;
    }
    day.doing = { kind, since };
  }

  /** An agent has a text conversation in hand from now on, or no longer. */
  text(agentId: AgentId, centerId: CenterId, callId: string, inHand: boolean, at: number): void {
    const { texts } = this.#of(agentId, centerId, at);
    if (inHand) texts.take(callId, at);
    else texts.release(callId, at);
  }

  count(agentId: AgentId, centerId: CenterId, what: 'handled' | 'missedOffers', at: number): void {
    this.#of(agentId, centerId, at)[what] += 1;
  }

  day(agentId: AgentId, centerId: CenterId, now: number): AgentDay {
    const { busyMs, readyMs, handled, missedOffers, doing, dayStart, texts } = this.#of(agentId, centerId, now);
    const inTexts = doing ? texts.since(Math.max(doing.since, dayStart)) : null;
    return { busyMs, readyMs, handled, missedOffers, ...(inTexts && { texts: inTexts }) };
  }

  #of(agentId: AgentId, centerId: CenterId, at: number): Kept {
    const known = this.#days.get(agentId);
    const dayStart = this.#clock.startOf(this.#clock.zoneOfCenter(centerId), at);
    // A little behind is not yesterday again: reports come late.
    if (known && dayStart <= known.dayStart && known.centerId === centerId) return known;
    const texts = known?.texts ?? new TextsInHand();
    texts.forgetBefore(dayStart);
    const none = { busyMs: 0, readyMs: 0, handled: 0, missedOffers: 0 };
    const fresh = { ...none, centerId, dayStart, doing: known?.doing ?? null, texts };
    this.#days.set(agentId, fresh);
    return fresh;
  }
}
