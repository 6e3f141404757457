import { midnightBefore } from '../protocol/day.ts';
import type { RoutingEvent } from './core/events.ts';
import type { RoutingState } from './core/state.ts';
import type { EndedCall } from './measures.ts';

type OpenCall = Omit<EndedCall, 'id' | 'outcome' | 'completedAt' | 'endedAt'> & { endedAt: number | null };

/** The day's ended calls, for the measures: keeps what the core forgets of a call when it is over. */
export class DayBook {
  readonly #open = new Map<string, OpenCall>();
  #ended: EndedCall[];

  /**
   * @param ended calls that ended since midnight, before this process began
   * @param state calls that a restart found in progress
   */
  constructor(ended: EndedCall[], state: Readonly<RoutingState>) {
    this.#ended = ended;
    for (const call of state.calls.values()) {
      const answered = call.state.kind === 'connected' || call.state.kind === 'wrapup' ? call.state : null;
      this.#open.set(call.id, {
        queueId: call.queueId,
        enqueuedAt: call.enqueuedAt,
        estimatedWaitMs: call.estimatedWaitMs,
        waited: call.waited,
        acceptedAt: answered?.acceptedAt ?? null,
        connectedAt: answered?.connectedAt ?? null,
        endedAt: call.state.kind === 'wrapup' ? call.state.endedAt : null,
      });
    }
  }

  /** Calls that have ended since midnight before `now`, in the server's own time zone. */
  endedToday(now: number): readonly EndedCall[] {
    const start = midnightBefore(now);
    if (this.#ended.some((call) => call.endedAt < start)) this.#ended = this.#ended.filter((call) => call.endedAt >= start);
    return this.#ended;
  }

  take(event: RoutingEvent): void {
    switch (event.kind) {
      case 'call-queued': {
        const { queueId, estimatedWaitMs, at: enqueuedAt } = event;
        const waited = (event.sent?.role ?? 'main') === 'main';
        const times = { enqueuedAt, acceptedAt: null, connectedAt: null, endedAt: null };
        this.#open.set(event.callId, { queueId, estimatedWaitMs, waited, ...times });
        return;
      }
      case 'call-moved':
        this.#note(event.callId, { queueId: event.queueId, estimatedWaitMs: null });
        return;
      case 'call-promoted':
        if (event.waited) this.#note(event.callId, { waited: true });
        return;
      case 'call-accepted':
        this.#note(event.callId, { acceptedAt: event.at });
        return;
      case 'call-requeued':
        this.#note(event.callId, { acceptedAt: null });
        return;
      case 'call-connected':
        this.#note(event.callId, { connectedAt: event.at });
        return;
      case 'call-ended':
        this.#note(event.callId, { endedAt: event.at });
        return;
      case 'call-completed':
        this.#close(event.callId, event.at, 'answered');
        return;
      case 'call-abandoned':
        this.#close(event.callId, event.at, 'abandoned');
        return;
      case 'call-failed':
      case 'call-canceled':
        this.#close(event.callId, event.at, 'other');
        return;
      default:
        return;
    }
  }

  #note(callId: string, change: Partial<OpenCall>): void {
    const known = this.#open.get(callId);
    if (known) Object.assign(known, change);
  }

  #close(callId: string, at: number, outcome: EndedCall['outcome']): void {
    const known = this.#open.get(callId);
    if (!known) return;
    this.#open.delete(callId);
    this.endedToday(at);
    this.#ended.push({ id: callId, ...known, endedAt: known.endedAt ?? at, completedAt: at, outcome });
  }
}
