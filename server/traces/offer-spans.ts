import type { AgentId, CenterId } from '../protocol/common.ts';
import type { AgentWork } from '../protocol/link.ts';
import { type CallTrace, partsOf, type Traceparent, traceparentOf } from '../protocol/trace.ts';
import { newSpanId, spanIdOf, type TellSpan } from './span.ts';

interface Offer {
  /** Of those that give offers to the center. */
  side: string;
  agentId: AgentId;
  callId: string;
  trace: CallTrace;
  from: number;
}

/** A center's spans of offers that are traced: how long each was here, and what the agent's answer took. */
export class OfferSpans {
  readonly #tell: TellSpan;
  readonly #centerId: CenterId;
  readonly #now: () => number;
  /** By reservation. */
  readonly #offers = new Map<string, Offer>();

  constructor({ tell, centerId, now }: { tell: TellSpan; centerId: CenterId; now: () => number }) {
    this.#tell = tell;
    this.#centerId = centerId;
    this.#now = now;
  }

  /** An agent's work as it is now, of one of those that give them any. */
  take({ agentId, works, ended }: AgentWork, side: string): void {
    for (const { work } of works) {
      if (work.kind !== 'offer' || work.trace === undefined || this.#offers.has(work.reservationId)) continue;
      this.#offers.set(work.reservationId, { side, agentId, callId: work.callId, trace: partsOf(work.trace), from: this.#now() });
    }
    for (const [reservationId, offer] of this.#offers) {
      if (offer.agentId !== agentId || offer.side !== side) continue;
      const work = works.find(({ work }) => work.reservationId === reservationId)?.work;
      if (work?.kind === 'offer') continue;
      this.#offers.delete(reservationId);
      const outcome = work ? 'accepted' : (ended.find((one) => one.reservationId === reservationId)?.end ?? 'over');
      const { trace } = offer;
      const span = { trace: trace.id, id: this.#idOf(trace, reservationId), parent: trace.parent, from: offer.from, to: this.#now() };
      this.#tell({ ...span, name: 'center offer', part: 'center', isAsked: true, attributes: { ...this.#ids(offer), outcome } });
    }
  }

  /**
   * The agent has pressed "Accept".
   * @returns what to tell the routing server of it, and how to say that it has answered; null where it is not traced
   */
  accepting(reservationId: string): { trace: Traceparent; answered: () => void } | null {
    const offer = this.#offers.get(reservationId);
    if (offer === undefined) return null;
    const { id: trace } = offer.trace;
    const [id, from] = [newSpanId(), this.#now()];
    return {
      trace: traceparentOf({ id: trace, parent: id }),
      answered: () => {
        const span = { trace, id, parent: this.#idOf(offer.trace, reservationId), from, to: this.#now() };
        this.#tell({ ...span, name: 'center accept', part: 'center', isAsked: true, attributes: this.#ids(offer) });
      },
    };
  }

  #idOf = ({ id }: CallTrace, reservationId: string) => spanIdOf(id, 'center offer', reservationId);

  #ids({ agentId, callId }: Offer) {
    return { 'call.id': callId, 'agent.id': agentId, 'center.id': this.#centerId };
  }
}
