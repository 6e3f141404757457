import { type AgentId, type CallId, type CenterId, CHANNELS, type Channel, type QueueId, type SkillLevel } from '../../protocol/common.ts';
import { isUnsure, mayRing } from './availability.ts';
import { heldOf, lacksRoom, lineOf } from './channels.ts';
import { dueOf } from './due.ts';
import { Heap } from './heap.ts';
import { type Agent, type Call, DEFAULT_SETTINGS, type Queue, type RoutingFacts, reservationsOf, type Settings } from './model.ts';
import { type Need, needKey, needOf, priorityOf } from './need.ts';
import { byTurn, type IndexedAgent, type IndexedCall, Pool } from './pool.ts';
import { isBeingRung } from './ring-back.ts';
import { SortedList } from './sorted-list.ts';
import { doingOf } from './stats.ts';

/** Where a call stands in the index: what has to be taken back when it changes. */
interface CallEntry {
  /** The line that it waits in. */
  line: { list: SortedList<IndexedCall>; place: IndexedCall; preferred: AgentId | null } | null;
  waitsIn: string | null;
  /** The conversation in which an agent has asked for it. */
  sentIn: CallId | null;
  given: { centerId: CenterId; foreign: boolean; busy: boolean }[];
  dueAt: number;
}

/** What a call waits for: what its queue asks for, and what it asks for beside. */
export type Wanting = Pick<Call, 'queueId' | 'requirement' | 'onlyCenter' | 'channel'>;
export const NOTHING_MORE = { requirement: null, onlyCenter: null };

const NOWHERE = { line: null, waitsIn: null, sentIn: null, dueAt: Number.POSITIVE_INFINITY };

/** A center's agents, and what this server has given them, whatever the center has reported yet. */
export interface CenterCounts {
  signedIn: number;
  /** Their offers and calls that ring or talk. */
  busy: number;
  /** Their offers and calls of other centers, wrap-up included. */
  foreign: number;
}

/**
 * Finds what the routing state says without looking through all of it: who is free for a need, best first; who waits for
 * it, first in line first; what is due next. Everything here is made from the state's maps and can be made again.
 * `apply` keeps it in step; nobody else writes to it.
 */
export class RoutingIndex {
  settings: Settings;
  readonly pools = new Map<string, Pool>();
  /** Lines of those who wait for one agent whom they have spoken to before. */
  readonly preferred = new Map<AgentId, SortedList<IndexedCall>>();
  readonly agents = new Map<AgentId, IndexedAgent>();
  /** Agents who have become free, and calls that have begun to wait or ask for less, since offers were last made. */
  readonly touchedAgents = new Set<AgentId>();
  readonly touchedCalls = new Set<CallId>();
  /** Pools that may have calls waiting and nobody signed in, since offers were last made. */
  readonly #deserted = new Set<Pool>();
  #findDeserted = false;
  /** Pools of what calls would ask for after a step may have been dropped: who signs in can't be seen to meet it. */
  #hasForgotten = false;
  /** Centers that took none of other centers' calls when they were last looked at, to protect their own. */
  readonly refusing = new Set<CenterId>();
  /** Centers that may take more of other centers' calls than before. */
  readonly relaxed = new Set<CenterId>();
  /** How many wait in each line: see `lineOf`. */
  readonly waitingIn = new Map<string, number>();
  /** Calls that agents have asked for, by conversation, in the order in which they came. */
  readonly sent = new Map<CallId, Set<CallId>>();
  /** Calls in any line. */
  waiting = 0;
  /** Whether each center with hours is open, and until when: worked out when it is asked for. */
  readonly hours = new Map<CenterId, { open: boolean; until: number }>();
  /** Until when, after a start, centers are waited for to report. */
  startGraceUntil: number | null = null;
  readonly #calls = new Map<CallId, CallEntry>();
  readonly #counts = new Map<CenterId, CenterCounts>();
  readonly #due = new Heap<{ at: number; callId: CallId }>((a, b) => a.at < b.at || (a.at === b.at && a.callId < b.callId));
  /** Pools by line and steps taken, and of calls with a requirement of their own by that too: a need is worked out once. */
  readonly #poolsOf = new Map<string, (Pool | undefined)[]>();
  readonly #poolOf = new Map<string, Pool>();
  readonly #queuePools = new Set<Pool>();
  /** Queues whose calls some agents do not take, ever since everything was made: theirs are pools of their own. */
  readonly #apart = new Set<QueueId>();

  constructor(settings: Settings = DEFAULT_SETTINGS) {
    this.settings = settings;
  }

  /** Makes everything again: queues or settings have changed. */
  rebuild(state: RoutingFacts, settings: Settings = this.settings): void {
    this.settings = settings;
    for (const map of [
      this.pools,
      this.preferred,
      this.agents,
      this.waitingIn,
      this.#calls,
      this.#counts,
      this.#poolsOf,
      this.#poolOf,
      this.hours,
      this.sent,
    ])
      map.clear();
    this.#hasForgotten = false;
    for (const set of [this.touchedAgents, this.touchedCalls, this.#deserted, this.relaxed, this.#queuePools, this.refusing]) set.clear();
    while (this.#due.size > 0) this.#due.pop();
    this.waiting = 0;
    this.#apart.clear();
    for (const { excludedQueues = [] } of state.agents.values()) for (const queueId of excludedQueues) this.#apart.add(queueId);
    for (const queue of state.queues.values()) this.#poolFor(state, { queueId: queue.id, channel: 'voice', ...NOTHING_MORE }, 0);
    for (const agentId of state.agents.keys()) this.agentChanged(state, agentId);
    for (const call of state.calls.values()) this.callChanged(state, call.id);
  }

  /** Agents have been reported: a queue whose calls one of them does not take, and all before did, needs pools of its own. */
  agentsReported(state: RoutingFacts, agents: readonly Agent[]): void {
    const isNew = (queueId: QueueId) => state.queues.has(queueId) && !this.#apart.has(queueId);
    if (agents.some(({ excludedQueues = [] }) => excludedQueues.some(isNew))) this.rebuild(state);
  }

  /** An agent, their calls or their center's link have changed, or they are gone. */
  agentChanged(state: RoutingFacts, agentId: AgentId): void {
    const agent = state.agents.get(agentId);
    const known = this.agents.get(agentId);
    if (!agent) {
      if (known) this.#removeAgent(known);
      return;
    }
    const moved = known !== undefined && !meetTheSame(known.agent, agent);
    if (known && moved) this.#removeAgent(known);
    const entry = known && !moved ? known : this.#addAgent(agent);
    const before = entry.agent;
    entry.agent = agent;
    const signedIn = agent.status.kind !== 'offline';
    if (signedIn !== entry.signedIn) this.#signIn(entry, signedIn);
    this.#setAtWork(entry, doingOf(agent.status) !== 'away');
    const work = workOf(state, agentId);
    const changed = before.status.since !== agent.status.since || entry.work !== work;
    entry.work = work;
    for (const channel of CHANNELS) this.#follow(state, entry, channel, changed);
  }

  /** Whether an agent is free for a channel. Who can have several calls stays free with one, and is compared by what they do then. */
  #follow(state: RoutingFacts, entry: IndexedAgent, channel: Channel, changed: boolean): void {
    const { agent } = entry;
    const free = isFree(state, agent, channel);
    const held = heldOf(state, agent.id, channel);
    const restarted = free && entry.free[channel] && (changed || entry.held[channel] !== held);
    if (entry.free[channel] && (!free || restarted)) this.#leavePools(entry, channel);
    entry.held[channel] = held;
    if (!free || entry.free[channel]) return;
    entry.free[channel] = true;
    for (const place of entry.places) if (place.pool.need.channel === channel) place.pool.enter(place, state.stats);
    this.touchedAgents.add(agent.id);
  }

  /** A call has changed, or is over. */
  callChanged(state: RoutingFacts, callId: CallId): void {
    const entry = this.#calls.get(callId) ?? { ...NOWHERE, given: [] };
    this.#takeBack(entry);
    const call = state.calls.get(callId);
    if (!call) {
      if (entry.sentIn !== null) this.#forgetSent(entry.sentIn, callId);
      this.#calls.delete(callId);
      return;
    }
    this.#calls.set(callId, entry);
    if (call.previousId !== null) entry.sentIn ??= this.#noteSent(call);
    if (call.state.kind === 'queued') {
      // Who is booked and has not come takes no place from those who are there.
      if (call.comesBy === null) {
        const line = lineOf(call);
        entry.waitsIn = line;
        this.waitingIn.set(line, (this.waitingIn.get(line) ?? 0) + 1);
      }
      if (call.callerAwaySince === null && !isBeingRung(call)) this.#stand(state, entry, call);
    } else {
      const home = state.queues.get(call.queueId)?.centers ?? null;
      const busy = call.state.kind !== 'wrapup' && call.channel === 'voice';
      entry.given = reservationsOf(call).map(({ centerId }) => ({ centerId, foreign: home !== null && !home.includes(centerId), busy }));
      for (const { centerId, foreign } of entry.given) {
        const counts = this.counts(centerId);
        if (busy) counts.busy += 1;
        if (foreign) counts.foreign += 1;
      }
    }
    const dueAt = dueOf(state, call, this.settings);
    // An entry that has become too early is looked at and put back when its time comes.
    if (dueAt < entry.dueAt) {
      entry.dueAt = dueAt;
      this.#due.push({ at: dueAt, callId });
      if (this.#due.size > 4 * this.#calls.size + 1000) this.#sweepDue();
    }
  }

  #noteSent({ id, conversationId }: Call): CallId {
    const calls = this.sent.get(conversationId);
    if (calls) calls.add(id);
    else this.sent.set(conversationId, new Set([id]));
    return conversationId;
  }

  #forgetSent(conversationId: CallId, callId: CallId): void {
    const calls = this.sent.get(conversationId);
    calls?.delete(callId);
    if (calls?.size === 0) this.sent.delete(conversationId);
  }

  /** Calls that are over leave their times behind; those of a day must not pile up. */
  #sweepDue(): void {
    while (this.#due.size > 0) this.#due.pop();
    for (const [callId, { dueAt }] of this.#calls) if (dueAt < Number.POSITIVE_INFINITY) this.#due.push({ at: dueAt, callId });
  }

  /** Takes out the calls whose time has come, oldest first. Each is to be given back by `schedule`. */
  takeDue(state: RoutingFacts, now: number): Call[] {
    const due: Call[] = [];
    for (let next = this.#due.peek(); next && next.at <= now; next = this.#due.peek()) {
      this.#due.pop();
      const entry = this.#calls.get(next.callId);
      const call = state.calls.get(next.callId);
      if (!entry || !call || entry.dueAt !== next.at) continue;
      entry.dueAt = Number.POSITIVE_INFINITY;
      if (dueOf(state, call, this.settings) <= now) due.push(call);
      else this.#schedule(state, entry, call, Number.NEGATIVE_INFINITY);
    }
    return due.sort((a, b) => a.place - b.place);
  }

  /** The call has been dealt with at this moment: puts its next time in. */
  schedule(state: RoutingFacts, callId: CallId, now: number): void {
    const entry = this.#calls.get(callId);
    const call = state.calls.get(callId);
    if (entry && call && entry.dueAt === Number.POSITIVE_INFINITY) this.#schedule(state, entry, call, now);
  }

  /** The earliest time at which a call is due, ms; null when none waits for a time. */
  dueAt(state: RoutingFacts): number | null {
    for (let next = this.#due.peek(); next; next = this.#due.peek()) {
      const entry = this.#calls.get(next.callId);
      const call = state.calls.get(next.callId);
      const current = entry !== undefined && call !== undefined && entry.dueAt === next.at;
      if (current && dueOf(state, call, this.settings) <= next.at) return next.at;
      this.#due.pop();
      if (current) this.#schedule(state, entry, call, Number.NEGATIVE_INFINITY);
    }
    return null;
  }

  /** Where a waiting call stands; null while its caller is away. */
  placeOf(callId: CallId): IndexedCall | null {
    return this.#calls.get(callId)?.line?.place ?? null;
  }

  /** The pool of a call in this queue after so many of its steps. */
  poolFor(state: RoutingFacts, call: Wanting, widened: number): Pool | null {
    return this.#poolFor(state, call, widened);
  }

  counts(centerId: CenterId): CenterCounts {
    let counts = this.#counts.get(centerId);
    if (!counts) {
      counts = { signedIn: 0, busy: 0, foreign: 0 };
      this.#counts.set(centerId, counts);
    }
    return counts;
  }

  /** A center may take more than before: its free agents are to be looked at again. */
  touchCenter(centerId: CenterId): void {
    if (this.waiting === 0) return;
    for (const entry of this.agents.values())
      if (isFreeAtAll(entry) && entry.agent.centerId === centerId) this.touchedAgents.add(entry.agent.id);
  }

  #stand(state: RoutingFacts, entry: CallEntry, call: Call): void {
    const queue = state.queues.get(call.queueId);
    if (!queue) return;
    const place: IndexedCall = { call, key: call.turnFrom - priorityOf(queue, call) * this.settings.agingMs };
    const agentId = call.preferred?.agentId ?? null;
    const pool = agentId === null ? this.#poolFor(state, call, call.widened) : null;
    const list = agentId === null ? pool?.waiting : this.#preferredLine(agentId);
    if (!list) return;
    list.insert(place);
    entry.line = { list, place, preferred: agentId };
    this.waiting += 1;
    this.touchedCalls.add(call.id);
    if (pool?.signedIn === 0) this.#deserted.add(pool);
  }

  #takeBack(entry: CallEntry): void {
    if (entry.line) {
      const { list, place, preferred } = entry.line;
      list.remove(place);
      if (preferred !== null && list.size === 0) this.preferred.delete(preferred);
      entry.line = null;
      this.waiting -= 1;
    }
    if (entry.waitsIn !== null) {
      this.waitingIn.set(entry.waitsIn, (this.waitingIn.get(entry.waitsIn) ?? 1) - 1);
      entry.waitsIn = null;
    }
    for (const { centerId, foreign, busy } of entry.given) {
      const counts = this.counts(centerId);
      if (busy) counts.busy -= 1;
      if (!foreign) continue;
      counts.foreign -= 1;
      this.relaxed.add(centerId);
    }
    entry.given = [];
  }

  #schedule(state: RoutingFacts, entry: CallEntry, call: Call, after: number): void {
    entry.dueAt = dueOf(state, call, this.settings, after);
    if (entry.dueAt < Number.POSITIVE_INFINITY) this.#due.push({ at: entry.dueAt, callId: call.id });
  }

  #preferredLine(agentId: AgentId): SortedList<IndexedCall> {
    let line = this.preferred.get(agentId);
    if (!line) {
      line = new SortedList(byTurn);
      this.preferred.set(agentId, line);
    }
    return line;
  }

  #poolFor(state: RoutingFacts, { queueId, requirement, onlyCenter, channel }: Wanting, widened: number): Pool | null {
    const own = requirement !== null || onlyCenter !== null;
    const line = lineOf({ queueId, channel });
    const short = own ? `${line} ${widened} ${onlyCenter ?? ''} ${JSON.stringify(requirement)}` : '';
    const known = own ? this.#poolOf.get(short) : this.#poolsOf.get(line)?.[widened];
    if (known) return known;
    const queue = state.queues.get(queueId);
    if (!queue) return null;
    const need = needOf(queue, { requirement, onlyCenter, widened, channel }, this.#apart.has(queueId));
    const key = needKey(need);
    // Room is made before: what is made now is not yet known as anybody's.
    if (own && !this.pools.has(key) && this.#ownPools >= this.settings.ownNeeds) this.#forgetOwnPools();
    const pool = this.pools.get(key) ?? this.#makePool(state, key, need);
    if (!own) this.#notePool(line, widened, pool);
    else {
      if (this.#poolOf.size >= 4 * this.settings.ownNeeds) this.#poolOf.clear();
      this.#poolOf.set(short, pool);
    }
    return pool;
  }

  /** Pools that no queue asks for as it stands, nor by a step. */
  get #ownPools(): number {
    return this.pools.size - this.#queuePools.size;
  }

  #makePool(state: RoutingFacts, key: string, need: Need): Pool {
    const pool = new Pool(need);
    this.pools.set(key, pool);
    pool.fill(this.agents.values(), state.stats);
    return pool;
  }

  #notePool(line: string, widened: number, pool: Pool): void {
    const pools = this.#poolsOf.get(line) ?? [];
    pools[widened] = pool;
    this.#poolsOf.set(line, pools);
    this.#queuePools.add(pool);
  }

  /**
   * Whether a call may ask this queue for more than the queue does: not while those who wait ask for so many different
   * things by themselves already, which takes more than people do.
   */
  mayAsk(queue: Queue, more: Omit<Wanting, 'queueId' | 'channel'>, channel: Channel = 'voice'): boolean {
    if ((more.requirement === null && more.onlyCenter === null) || this.#ownPools < this.settings.ownNeeds) return true;
    if (this.pools.has(needKey(needOf(queue, { ...more, widened: 0, channel }, this.#apart.has(queue.id))))) return true;
    this.#forgetOwnPools();
    return this.#ownPools < this.settings.ownNeeds;
  }

  /** Drops the pools of single calls in which nobody waits; those that are asked for again are made again. */
  #forgetOwnPools(): void {
    for (const [key, pool] of this.pools) {
      if (pool.waiting.size > 0 || this.#queuePools.has(pool)) continue;
      this.pools.delete(key);
      this.#hasForgotten = true;
      for (const place of pool.members.items) takeOut(place.of.places, place);
    }
    for (const [short, pool] of this.#poolOf) if (this.pools.get(needKey(pool.need)) !== pool) this.#poolOf.delete(short);
  }

  #addAgent(agent: Agent): IndexedAgent {
    const entry: IndexedAgent = {
      agent,
      free: { voice: false, text: false },
      signedIn: false,
      atWork: false,
      held: { voice: 0, text: 0 },
      work: '',
      places: [],
    };
    this.agents.set(agent.id, entry);
    for (const pool of this.pools.values()) if (pool.admits(agent)) entry.places.push(pool.add(entry));
    return entry;
  }

  #removeAgent(entry: IndexedAgent): void {
    for (const channel of CHANNELS) this.#leavePools(entry, channel);
    if (entry.signedIn) this.#signIn(entry, false);
    this.#setAtWork(entry, false);
    for (const place of entry.places) place.pool.remove(place);
    this.agents.delete(entry.agent.id);
  }

  #setAtWork(entry: IndexedAgent, atWork: boolean): void {
    if (atWork === entry.atWork) return;
    entry.atWork = atWork;
    for (const { pool } of entry.places) pool.atWork += atWork ? 1 : -1;
  }

  #signIn(entry: IndexedAgent, signedIn: boolean): void {
    entry.signedIn = signedIn;
    this.counts(entry.agent.centerId).signedIn += signedIn ? 1 : -1;
    if (signedIn) this.relaxed.add(entry.agent.centerId);
    if (signedIn && this.#hasForgotten) this.#findDeserted = true;
    for (const { pool } of entry.places) {
      pool.signedIn += signedIn ? 1 : -1;
      if (pool.signedIn === 0) this.#deserted.add(pool);
      // Somebody can meet now what a step would ask for.
      else if (signedIn && pool.signedIn === 1) this.#findDeserted = true;
    }
  }

  get mayBeDeserted(): boolean {
    return this.#findDeserted || this.#deserted.size > 0;
  }

  /** Lines without anybody signed in are to be looked at again. */
  lookForDeserted(): void {
    this.#findDeserted = true;
  }

  /** Takes out the pools to be looked at because nobody signed in could ever serve their calls. */
  takeDeserted(): Pool[] {
    if (this.#findDeserted) for (const pool of this.pools.values()) this.#deserted.add(pool);
    this.#findDeserted = false;
    const found = [...this.#deserted].filter((pool) => pool.signedIn === 0 && pool.waiting.size > 0);
    this.#deserted.clear();
    return found;
  }

  #leavePools(entry: IndexedAgent, channel: Channel): void {
    if (!entry.free[channel]) return;
    entry.free[channel] = false;
    for (const place of entry.places) if (place.pool.need.channel === channel) place.pool.leave(place, entry.agent.centerId);
    if (!isFreeAtAll(entry)) this.touchedAgents.delete(entry.agent.id);
  }
}

/** Whether an agent is free for any channel. */
export const isFreeAtAll = ({ free }: IndexedAgent): boolean => free.voice || free.text;

/** Takes an item out of a list whose order means nothing. */
function takeOut<T>(items: T[], item: T): void {
  const at = items.indexOf(item);
  const last = items.pop();
  if (at >= 0 && at < items.length && last !== undefined) items[at] = last;
}

/** Whether an agent could be offered a call of a channel, as far as events tell. What the clock adds is looked at when choosing. */
export function isFree(state: RoutingFacts, agent: Agent, channel: Channel): boolean {
  if (!agent.reachable || agent.answeredAt === null || !mayRing(agent, channel)) return false;
  if (state.centers.get(agent.centerId)?.link.kind !== 'up') return false;
  return lacksRoom(state, agent, channel) === null && !isUnsure(state, agent, channel);
}

/** What strategies compare of an agent's work, as one text. */
function workOf(state: RoutingFacts, agentId: AgentId): string {
  const work = state.stats.agents[agentId];
  return work ? `${work.doing} ${work.at} ${work.handled}` : '';
}

/** Whether two reports of an agent meet the same needs. */
const meetTheSame = (a: Agent, b: Agent): boolean =>
  a.centerId === b.centerId && sameSkills(a.skills, b.skills) && sameQueues(a.excludedQueues ?? [], b.excludedQueues ?? []);

const sameQueues = (a: readonly QueueId[], b: readonly QueueId[]): boolean =>
  a === b || (a.length === b.length && a.every((id, index) => id === b[index]));

function sameSkills(a: readonly SkillLevel[], b: readonly SkillLevel[]): boolean {
  return a === b || (a.length === b.length && a.every((skill, index) => skill.id === b[index]?.id && skill.level === b[index]?.level));
}
