import { type AgentId, type AgentStatus, type CenterId, type Channel, type QueueId, wentElsewhere } from '../protocol/common.ts';
import { AgentDays } from './agent-days.ts';
import { happenedAt, type RoutingEvent } from './core/events.ts';
import type { CallState } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { type CenterZones, DayClock } from './day-clock.ts';
import type { EndedCall, EstimateError } from './measures.ts';
import { Quarters } from './quarters.ts';
import { addEnded, type QueueCounts } from './queue-day.ts';
import { firstSlot, Trend } from './trend.ts';

type OpenCall = Omit<EndedCall, 'id' | 'channel' | 'outcome' | 'completedAt' | 'endedAt'> & { endedAt: number | null; channel: Channel };

/** What a program that starts has to know of the day until then. Times in milliseconds. */
export interface PastDay {
  /** In the order of their times, for each agent; the last before midnight too. */
  statuses: readonly { agentId: AgentId; centerId: CenterId; kind: AgentStatus['kind']; at: number }[];
  missedOffers: readonly { agentId: AgentId; centerId: CenterId; queueId: QueueId; at: number }[];
  handled: readonly { agentId: AgentId; centerId: CenterId; at: number }[];
  /** Text conversations in hand; `to`: null while they still are. */
  texts: readonly { callId: string; agentId: AgentId; centerId: CenterId; from: number; to: number | null }[];
  quality: readonly { conversationId: string; queueId: QueueId; samples: number; mosAverage: number; at: number }[];
}
const NO_PAST: PastDay = { statuses: [], missedOffers: [], handled: [], texts: [], quality: [] };

/** More than talk at a time: a line is told of when its party leaves. */
const CONVERSATIONS_KEPT = 20_000;

const ERROR_EVERY_MS = 2000;

/** What ended, and its sum since midnight, which is brought along call by call. */
interface Kept {
  quarters: Quarters;
  counts: QueueCounts;
}

interface QueueKept {
  dayStart: number;
  calls: Kept;
  texts: Kept;
  error: { at: number; of: string; value: EstimateError | null };
  trend: Trend;
}

/** The live figures of the day: keeps what the core forgets of a call when it is over, and begins anew at midnight. */
export class DayBook {
  readonly clock: DayClock;
  readonly agents: AgentDays;
  readonly #state: Readonly<RoutingState>;
  /** The event that is taken is of a call that a center took alone: it counts among the calls of the day, and nobody waits or writes now. */
  #isTold = false;
  readonly #open = new Map<string, OpenCall>();
  readonly #queues = new Map<QueueId, QueueKept>();
  /** Whose caller waits for an answer now, and in which queue. */
  readonly #waiting = new Map<string, QueueId>();
  /** Who has a text conversation in hand. */
  readonly #textOf = new Map<string, { agentId: AgentId; centerId: CenterId }>();
  /** Conversations of late, by whose lines the quality of a queue is told. */
  readonly #queueOf = new Map<string, QueueId>();

  /**
   * @param ended calls that ended before this process began: since midnight, and of the last hours for trends
   * @param state the core's; calls that a restart found in progress are in it
   */
  constructor(ended: readonly EndedCall[], state: Readonly<RoutingState>, zones: CenterZones = new Map(), past: PastDay = NO_PAST) {
    this.#state = state;
    this.clock = new DayClock(zones);
    this.agents = new AgentDays(this.clock);
    for (const call of ended) this.#keep(call);
    this.#recallWaits(ended);
    const edges = past.texts.flatMap((one) => [
      { ...one, inHand: true, at: one.from },
      ...(one.to === null ? [] : [{ ...one, inHand: false, at: one.to }]),
    ]);
    edges.sort((a, b) => a.at - b.at || Number(b.inHand) - Number(a.inHand));
    // As they happened: what an agent had in hand is looked at when their status ends.
    let seen = 0;
    const textsUntil = (at: number) => {
      for (let edge = edges[seen]; edge !== undefined && edge.at <= at; edge = edges[seen]) {
        seen += 1;
        const { agentId, centerId, callId, inHand } = edge;
        if (inHand) this.#textOf.set(callId, { agentId, centerId });
        this.agents.text(agentId, centerId, callId, inHand, edge.at);
      }
    };
    for (const { agentId, centerId, kind, at } of [...past.statuses].sort((a, b) => a.at - b.at)) {
      textsUntil(at);
      this.agents.status(agentId, centerId, kind, at);
    }
    textsUntil(Number.POSITIVE_INFINITY);
    for (const { agentId, centerId, at } of past.handled) this.agents.count(agentId, centerId, 'handled', at);
    for (const { agentId, centerId, queueId, at } of past.missedOffers) this.#missed(agentId, centerId, queueId, at);
    for (const one of past.quality) {
      this.#remember(one.conversationId, one.queueId);
      this.noteQuality(one);
    }
    for (const call of state.calls.values()) {
      const answered = call.state.kind === 'connected' || call.state.kind === 'wrapup' ? call.state : null;
      this.#remember(call.conversationId, call.queueId);
      this.#open.set(call.id, {
        queueId: call.queueId,
        enqueuedAt: call.enqueuedAt,
        estimatedWaitMs: call.estimatedWaitMs,
        waited: call.waited,
        channel: call.channel,
        acceptedAt: answered?.acceptedAt ?? null,
        connectedAt: answered?.connectedAt ?? null,
        endedAt: call.state.kind === 'wrapup' ? call.state.endedAt : null,
      });
    }
  }

  /**
   * Calls of the queue that are over since its midnight, and its text conversations (`texts`). The counts are its own: copy them before changing them.
   * @param answered calls that go on, and count in the error of estimates
   */
  queue(queueId: QueueId, now: number, answered: readonly EndedCall[] = []) {
    const { calls, texts, error, trend, dayStart } = this.#queue(queueId, now);
    const of = `${calls.counts.answered} ${answered.length} ${answered.at(-1)?.id}`;
    // Finding a median needs them all: not for each look.
    if (error.of !== of && now - error.at >= ERROR_EVERY_MS)
      Object.assign(error, { at: now, of, value: calls.quarters.estimateError(dayStart, answered) });
    return { counts: calls.counts, texts: texts.counts, error: error.value, trend };
  }

  take(event: RoutingEvent): void {
    this.#isTold = event.toldBy !== undefined;
    switch (event.kind) {
      case 'center-reported':
        for (const { id, status } of event.agents) this.agents.status(id, event.centerId, status.kind, status.since);
        return;
      case 'call-queued': {
        const { queueId, estimatedWaitMs, at: enqueuedAt } = event;
        const waited = (event.sent?.role ?? 'main') === 'main' && event.scheduled === undefined && event.instead === undefined;
        const times = { enqueuedAt, acceptedAt: null, connectedAt: null, endedAt: null };
        this.#open.set(event.callId, { queueId, estimatedWaitMs, waited, channel: event.channel ?? 'voice', ...times });
        this.#remember(event.sent?.conversationId ?? event.callId, queueId);
        if (waited) this.#wait(event.callId, queueId, enqueuedAt);
        return;
      }
      case 'call-moved':
        this.#note(event.callId, { queueId: event.queueId, estimatedWaitMs: null });
        if (this.#waiting.has(event.callId)) this.#wait(event.callId, event.queueId, event.at);
        return;
      case 'call-switched':
        this.#note(event.callId, { channel: event.channel, estimatedWaitMs: null });
        return;
      case 'ring-back-rung':
        // What they wait from now on is their own time, and says nothing about what was foretold.
        this.#note(event.callId, { estimatedWaitMs: null });
        return;
      case 'call-moved-up':
      case 'call-moved-down':
        this.#note(event.callId, { channel: event.kind === 'call-moved-up' ? 'voice' : 'text' });
        if (event.kind === 'call-moved-up') this.#releaseText(event.callId, event.at);
        else this.#takeText(event.callId, event.agentId, event.at);
        return;
      case 'call-promoted':
        if (!event.waited) return;
        this.#note(event.callId, { waited: true });
        this.#waitAgain(event.callId, event.at);
        return;
      case 'call-accepted':
        this.#note(event.callId, { acceptedAt: event.at });
        this.#wait(event.callId, null, event.at);
        return;
      case 'offer-ended':
      case 'call-requeued': {
        if (event.kind === 'call-requeued') {
          this.#note(event.callId, { acceptedAt: null });
          this.#waitAgain(event.callId, event.at);
        }
        const { queueId, channel } = this.#open.get(event.callId) ?? {};
        const centerId = event.toldBy ?? this.#state.agents.get(event.agentId)?.centerId;
        if (channel === 'voice' && event.cause === 'not-answered' && queueId !== undefined && centerId !== undefined)
          this.#missed(event.agentId, centerId, queueId, event.at);
        return;
      }
      case 'call-connected':
        if (event.again !== true) this.#note(event.callId, { connectedAt: event.at });
        if (this.#open.get(event.callId)?.channel === 'text') this.#takeText(event.callId, event.agentId, event.at);
        return;
      case 'call-ended':
        this.#note(event.callId, { endedAt: happenedAt(event) });
        this.#wait(event.callId, null, event.at);
        return;
      case 'call-completed': {
        const centerId = event.toldBy ?? this.#state.agents.get(event.agentId)?.centerId;
        const isCall = this.#open.get(event.callId)?.channel !== 'text';
        if (isCall && centerId !== undefined) this.agents.count(event.agentId, centerId, 'handled', event.at);
        this.#close(event.callId, happenedAt(event), 'answered');
        return;
      }
      case 'call-abandoned':
        this.#close(event.callId, event.at, wentElsewhere(event.reason) ? 'elsewhere' : 'abandoned');
        return;
      case 'call-failed':
      case 'call-canceled':
        this.#close(event.callId, event.at, 'other');
        return;
      default:
        return;
    }
  }

  /** How good a party's line was, when they left. It counts for the queue that the conversation came by. */
  noteQuality({
    conversationId,
    samples,
    mosAverage,
    at,
  }: {
    conversationId: string;
    samples: number;
    mosAverage: number;
    at: number;
  }): void {
    const queueId = this.#queueOf.get(conversationId);
    if (queueId === undefined) return;
    const { calls, dayStart } = this.#queue(queueId, at);
    if (at < dayStart) return;
    calls.counts.qualitySamples += samples;
    calls.counts.qualitySum += samples * mosAverage;
  }

  #remember(conversationId: string, queueId: QueueId): void {
    // The queue that its caller came by first.
    if (!this.#queueOf.has(conversationId)) this.#queueOf.set(conversationId, queueId);
    if (this.#queueOf.size <= CONVERSATIONS_KEPT) return;
    const [oldest] = this.#queueOf.keys();
    if (oldest !== undefined) this.#queueOf.delete(oldest);
  }

  #missed(agentId: AgentId, centerId: CenterId, queueId: QueueId, at: number): void {
    this.agents.count(agentId, centerId, 'missedOffers', at);
    const { calls, dayStart } = this.#queue(queueId, at);
    if (at >= dayStart) calls.counts.missedOffers += 1;
  }

  /** @param queueId null: they don't wait any more */
  #wait(callId: string, queueId: QueueId | null, at: number): void {
    const before = this.#waiting.get(callId);
    if (before === queueId || this.#isTold) return;
    if (before !== undefined) this.#queue(before, at).trend.wait(-1, at);
    this.#waiting.delete(callId);
    if (queueId === null) return;
    this.#queue(queueId, at).trend.wait(1, at);
    this.#waiting.set(callId, queueId);
  }

  #takeText(callId: string, agentId: AgentId, at: number): void {
    const centerId = this.#state.agents.get(agentId)?.centerId;
    if (centerId === undefined || this.#isTold) return;
    this.#textOf.set(callId, { agentId, centerId });
    this.agents.text(agentId, centerId, callId, true, at);
  }

  #releaseText(callId: string, at: number): void {
    const of = this.#textOf.get(callId);
    if (!of) return;
    this.#textOf.delete(callId);
    this.agents.text(of.agentId, of.centerId, callId, false, at);
  }

  #waitAgain(callId: string, at: number): void {
    const call = this.#open.get(callId);
    if (call?.waited) this.#wait(callId, call.queueId, at);
  }

  /** Who waited until when before this process began. */
  #recallWaits(ended: readonly EndedCall[]): void {
    const past = ended.filter(({ waited }) => waited);
    const going = [...this.#state.calls.values()].filter(({ waited }) => waited);
    const steps = [
      ...past.flatMap(({ id, queueId, enqueuedAt, acceptedAt, endedAt }) => [
        { id, queueId, at: enqueuedAt },
        { id, queueId: null, at: acceptedAt ?? endedAt },
      ]),
      ...going.flatMap(({ id, queueId, enqueuedAt, state, since }) => [
        { id, queueId, at: enqueuedAt },
        ...(state.kind === 'queued' || state.kind === 'offered' ? [] : [{ id, queueId: null, at: answeredAt(state) ?? since }]),
      ]),
    ];
    for (const { id, queueId, at } of steps.sort((a, b) => a.at - b.at)) this.#wait(id, queueId, at);
  }

  #note(callId: string, change: Partial<OpenCall>): void {
    const known = this.#open.get(callId);
    if (known) Object.assign(known, change);
  }

  #close(callId: string, at: number, outcome: EndedCall['outcome']): void {
    const known = this.#open.get(callId);
    if (!known) return;
    this.#open.delete(callId);
    this.#wait(callId, null, at);
    this.#releaseText(callId, at);
    // Counted apart: who writes waits and is served otherwise.
    const { channel, ...call } = known;
    const end = { endedAt: known.endedAt ?? at, completedAt: at, outcome };
    this.#keep({ id: callId, ...call, ...end, ...(channel === 'text' && { channel }) });
  }

  #keep(call: EndedCall): void {
    const { dayStart, calls, texts } = this.#queue(call.queueId, call.endedAt);
    const kept = call.channel === 'text' ? texts : calls;
    kept.quarters.add(call);
    if (call.endedAt >= dayStart) addEnded(kept.counts, call, kept.quarters.serviceLevelMs);
  }

  #queue(queueId: QueueId, now: number): QueueKept {
    const queue = this.#state.queues.get(queueId);
    const began = this.clock.startOf(this.clock.zoneOfQueue(queue), now);
    const known = this.#queues.get(queueId);
    const serviceLevelMs = queue?.serviceLevelMs ?? known?.calls.quarters.serviceLevelMs ?? 20_000;
    const isRecounted = known !== undefined && known.calls.quarters.serviceLevelMs !== serviceLevelMs;
    if (known && began <= known.dayStart && !isRecounted) return known;
    const isNew = !known || began > known.dayStart;
    const dayStart = known ? Math.max(began, known.dayStart) : began;
    const again = (before: Kept | undefined): Kept => {
      const quarters = before?.quarters ?? new Quarters(serviceLevelMs);
      if (isRecounted) quarters.recount(serviceLevelMs);
      quarters.forgetBefore(Math.min(dayStart, firstSlot(now)));
      // What does not come from calls stays when they are only counted otherwise.
      return { quarters, counts: { ...quarters.since(dayStart), ...(before && !isNew && notOfCalls(before.counts)) } };
    };
    const calls = again(known?.calls);
    const error = { at: Number.NEGATIVE_INFINITY, of: '', value: null };
    const kept = { dayStart, calls, texts: again(known?.texts), error, trend: known?.trend ?? new Trend(calls.quarters) };
    if (isRecounted) kept.trend.recounted();
    this.#queues.set(queueId, kept);
    return kept;
  }
}

const notOfCalls = ({ missedOffers, qualitySamples, qualitySum }: QueueCounts) => ({ missedOffers, qualitySamples, qualitySum });

const answeredAt = (state: CallState) => (state.kind === 'connected' || state.kind === 'wrapup' ? state.acceptedAt : null);
