import type { CenterId, Channel } from '../../protocol/common.ts';
import { meets } from '../../protocol/skills.ts';
import type { Agent, Call } from './model.ts';
import type { Need } from './need.ts';
import { SortedList } from './sorted-list.ts';
import type { AgentWorkStats, Stats } from './stats.ts';
import { STRATEGY } from './strategies/strategies.ts';
import type { Standing, Strategy } from './strategies/strategy.ts';

/** An agent in the index. */
export interface IndexedAgent {
  agent: Agent;
  /** For a call of each channel, as far as events tell: whether a center or a workstation has fallen silent since, the clock tells. */
  free: Record<Channel, boolean>;
  signedIn: boolean;
  /** Neither signed out nor not ready: available, or on a call. */
  atWork: boolean;
  /** Calls that they have in hand. */
  held: Record<Channel, number>;
  /** What they have been doing, by which they are compared: of a change their places must know. */
  work: string;
  /** Their place in each pool that they belong to. */
  places: Place[];
}

/** An agent's place in a pool, and how they stand in it since they became free. */
export interface Place extends Standing {
  readonly pool: Pool;
  readonly of: IndexedAgent;
  agent: Agent;
  work: AgentWorkStats | undefined;
  rank: number;
  held: number;
  since: number;
}

/** A waiting call in the index, with its place in the line: lower `key` first, then older. */
export interface IndexedCall {
  readonly call: Call;
  key: number;
}

const byRank = (a: Place, b: Place): number =>
  a.held - b.held ||
  // Two that have no calls yet are both at minus infinity, and the difference of that is not a number.
  (a.rank === b.rank ? 0 : a.rank - b.rank) ||
  a.since - b.since ||
  (a.of.agent.id < b.of.agent.id ? -1 : a.of.agent.id > b.of.agent.id ? 1 : 0);
const byId = (a: Place, b: Place): number => (a.of.agent.id < b.of.agent.id ? -1 : a.of.agent.id > b.of.agent.id ? 1 : 0);
export const byTurn = (a: IndexedCall, b: IndexedCall): number => a.key - b.key || a.call.place - b.call.place;

/** The line of calls with one need, and everybody who could ever serve them. */
export class Pool {
  readonly need: Need;
  readonly strategy: Strategy;
  readonly waiting = new SortedList<IndexedCall>(byTurn);
  /** Who meets the need, by id. */
  readonly members = new SortedList<Place>(byId);
  /** Free members by center, best first. */
  readonly free = new Map<CenterId, SortedList<Place>>();
  signedIn = 0;
  atWork = 0;
  readonly #centers: ReadonlySet<CenterId> | null;
  readonly #home: ReadonlySet<CenterId> | null;

  constructor(need: Need) {
    this.need = need;
    this.strategy = STRATEGY[need.strategy];
    this.#centers = need.centers === null ? null : new Set(need.centers);
    this.#home = need.home === null ? null : new Set(need.home);
  }

  admits(agent: Agent): boolean {
    return (
      (this.#centers === null || this.#centers.has(agent.centerId)) && this.#isTakenBy(agent) && meets(this.need.requirement, agent.skills)
    );
  }

  #isTakenBy({ excludedQueues }: Agent): boolean {
    return this.need.queueId === null || excludedQueues?.includes(this.need.queueId) !== true;
  }

  /** Whether this need's calls are another center's for this one. */
  isForeignTo(centerId: CenterId): boolean {
    return this.#home !== null && !this.#home.has(centerId);
  }

  /** Everybody who meets the need, at once, into a pool that is empty. */
  fill(agents: Iterable<IndexedAgent>, stats: Stats): void {
    const places: Place[] = [];
    const free = new Map<CenterId, Place[]>();
    for (const of of agents) {
      if (!this.admits(of.agent)) continue;
      const place = this.#placeFor(of);
      places.push(place);
      of.places.push(place);
      if (!of.free[this.need.channel]) continue;
      this.#rank(place, stats);
      const those = free.get(of.agent.centerId);
      if (those) those.push(place);
      else free.set(of.agent.centerId, [place]);
    }
    this.members.fill(places);
    for (const [centerId, those] of free) this.#freeIn(centerId).fill(those);
  }

  add(of: IndexedAgent): Place {
    const place = this.#placeFor(of);
    this.members.insert(place);
    return place;
  }

  remove(place: Place): void {
    this.members.remove(place);
    if (place.of.signedIn) this.signedIn -= 1;
    if (place.of.atWork) this.atWork -= 1;
  }

  /** The agent has become free. */
  enter(place: Place, stats: Stats): void {
    this.#rank(place, stats);
    this.#freeIn(place.agent.centerId).insert(place);
  }

  /** The agent is no longer free, of the center that they were free in. */
  leave(place: Place, centerId: CenterId): void {
    const list = this.free.get(centerId);
    list?.remove(place);
    if (list?.size === 0) this.free.delete(centerId);
  }

  #placeFor(of: IndexedAgent): Place {
    if (of.signedIn) this.signedIn += 1;
    if (of.atWork) this.atWork += 1;
    const { requirement } = this.need;
    return { pool: this, of, agent: of.agent, work: undefined, requirement, rank: 0, held: 0, since: 0 };
  }

  #rank(place: Place, stats: Stats): void {
    const { agent, held } = place.of;
    place.agent = agent;
    place.work = stats.agents[agent.id];
    place.rank = this.strategy.rank(place);
    place.held = held[this.need.channel];
    place.since = agent.status.since;
  }

  #freeIn(centerId: CenterId): SortedList<Place> {
    let list = this.free.get(centerId);
    if (!list) {
      list = new SortedList(byRank);
      this.free.set(centerId, list);
    }
    return list;
  }
}
