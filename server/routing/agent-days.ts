import type { AgentId, AgentStatus, CenterId } from '../protocol/common.ts';
import { type AgentTime, timeBetween } from '../protocol/formulas.ts';
import type { DayClock } from './day-clock.ts';

/** What is told of an agent's day: their time until their status now, which the screen goes on counting, and their calls. */
export interface AgentDay extends AgentTime {
  handled: number;
  missedOffers: number;
}

interface Kept extends AgentDay {
  centerId: CenterId;
  dayStart: number;
  doing: { kind: AgentStatus['kind']; since: number } | null;
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
      day.busyMs += time.busyMs;
      day.readyMs += time.readyMs;
    }
    day.doing = { kind, since };
  }

  count(agentId: AgentId, centerId: CenterId, what: 'handled' | 'missedOffers', at: number): void {
    this.#of(agentId, centerId, at)[what] += 1;
  }

  day(agentId: AgentId, centerId: CenterId, now: number): AgentDay {
    const { busyMs, readyMs, handled, missedOffers } = this.#of(agentId, centerId, now);
    return { busyMs, readyMs, handled, missedOffers };
  }

  #of(agentId: AgentId, centerId: CenterId, at: number): Kept {
    const known = this.#days.get(agentId);
    const dayStart = this.#clock.startOf(this.#clock.zoneOfCenter(centerId), at);
    // A little behind is not yesterday again: reports come late.
    if (known && dayStart <= known.dayStart && known.centerId === centerId) return known;
    const fresh = { busyMs: 0, readyMs: 0, handled: 0, missedOffers: 0, centerId, dayStart, doing: known?.doing ?? null };
    this.#days.set(agentId, fresh);
    return fresh;
  }
}
