import type { AgentId, CallId, EndReason, ReservationId } from '../server/protocol/common.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Findings } from './findings.ts';
import type { Note } from './notes.ts';

/** A socket that hears nothing for so long says that it reconnects. */
const NOTICED_MS = 10_000;
const BACK_LIMIT_MS = 30_000;
/** How late an offer may end that nobody answers: the core looks ten times a second. */
const EXPIRY_MS = 2000;
/** Of a call that nobody hung up. */
const LOST: readonly EndReason[] = ['agent-lost', 'caller-lost', 'no-caller-audio', 'no-agent-audio'];

type Out = Extract<Note, { kind: 'out' }>;
type Ended = Extract<RoutingEvent, { callId: CallId; reason: EndReason }>;
interface Offered {
  id: ReservationId;
  callId: CallId;
  agentId: AgentId;
  at: number;
  expiresAt: number;
  /** Answered, or over in another way. */
  settledAt: number | null;
  isOver: boolean;
}

/**
 * Of each party whose network was out: it was told so and came back; its call was kept or offered once more; and of an agent, that
 * they were offered nothing once that could be known, and that nothing was left reserved. Pure.
 */
export function checkOutages(found: Findings, log: readonly { event: RoutingEvent }[], notes: readonly Note[]): void {
  const outs = notes.filter((note) => note.kind === 'out');
  if (outs.length === 0) return;
  const events = log.map(({ event }) => event);
  const offered = offersIn(events);
  for (const out of outs) {
    const own = notes.filter((note) => note.party === out.party && note.at >= out.at);
    const mended = own.find(({ kind }) => kind === 'mended');
    found.expect(mended !== undefined, () => `the network of ${out.party} was never mended`);
    if (mended === undefined) continue;
    checkSeen(found, out, mended.at, own);
    if (out.agentId !== null)
      checkReserved(
        found,
        out,
        mended.at,
        offered.filter(({ agentId }) => agentId === out.agentId),
      );
    const touched = offered.filter(({ agentId, at }) => agentId === out.agentId && at > out.at && at < mended.at);
    const calls = out.callId === null ? touched.map(({ callId }) => callId) : [out.callId];
    // Who waited for calls may be offered one before it is known that they are gone. A server that takes over meanwhile gives back
    // what was offered to whom it does not hear of.
    const takeOvers = events.filter(({ kind, at }) => kind === 'server-started' && at > out.at && at < mended.at + BACK_LIMIT_MS).length;
    for (const callId of new Set(calls)) checkCall(found, out, callId, (out.callId === null ? 2 : 1) + takeOvers, events);
  }
}

function checkSeen(found: Findings, out: Out, mendedAt: number, own: readonly Note[]): void {
  const gone = own.find(({ kind }) => kind === 'gone');
  if (mendedAt - out.at >= NOTICED_MS)
    found.expect(gone !== undefined && gone.at <= mendedAt, () => `${out.party} was not told that their network is out`);
  if (gone === undefined) return;
  const back = own.find(({ kind, at }) => kind === 'back' && at >= gone.at);
  found.expect(
    back !== undefined && back.at <= Math.max(mendedAt, gone.at) + BACK_LIMIT_MS,
    () => `${out.party} was not back ${BACK_LIMIT_MS / 1000} s after their network was mended`,
  );
}

function checkReserved(found: Findings, out: Out, mendedAt: number, offered: readonly Offered[]): void {
  const { party } = out;
  for (const { id, at, expiresAt, settledAt, isOver } of offered) {
    const isKnown = at > out.at + out.seenAfterMs && at < mendedAt;
    found.expect(!isKnown, () => `${party} was offered ${id} ${at - out.at} ms after their network went out`);
    found.expect(settledAt !== null && settledAt <= expiresAt + EXPIRY_MS, () => `${party} stayed reserved by offer ${id} beyond its time`);
    found.expect(isOver, () => `${party} is still reserved by ${id} at the end`);
  }
}

/** @param most so many offers after the network went out */
function checkCall(found: Findings, { party, at }: Out, callId: CallId, most: number, events: readonly RoutingEvent[]): void {
  const offers = events.filter((event) => event.kind === 'call-offered' && event.callId === callId && event.at > at).length;
  found.expect(offers <= most, () => `call ${callId} was offered ${offers} times after the network of ${party} went out`);
  const lost = events.find(
    (event): event is Ended => 'callId' in event && event.callId === callId && 'reason' in event && LOST.includes(event.reason),
  );
  found.expect(lost === undefined, () => `call ${callId} was lost with the network of ${party}: ${lost?.reason}`);
}

function offersIn(events: readonly RoutingEvent[]): Offered[] {
  const offered = new Map<ReservationId, Offered>();
  const settle = (id: ReservationId, at: number, isOver: boolean) => {
    const one = offered.get(id);
    if (one === undefined) return;
    one.settledAt ??= at;
    one.isOver ||= isOver;
  };
  for (const event of events) {
    const { at } = event;
    switch (event.kind) {
      case 'call-offered':
        for (const { id, agentId, expiresAt } of event.reservations)
          offered.set(id, { id, callId: event.callId, agentId, at, expiresAt, settledAt: null, isOver: false });
        break;
      case 'call-accepted':
        settle(event.reservationId, at, false);
        for (const { reservationId } of event.rescinded) settle(reservationId, at, true);
        break;
      case 'offer-ended':
      case 'call-requeued':
        settle(event.reservationId, at, true);
        break;
      case 'call-completed':
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled':
        for (const { id, callId } of offered.values()) if (callId === event.callId) settle(id, at, true);
        break;
    }
  }
  return [...offered.values()];
}
