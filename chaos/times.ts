import type { CallId, ReservationId } from '../server/protocol/common.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Findings } from './findings.ts';
import type { Note } from './notes.ts';

/** What two clocks that are right may differ by, and what a busy machine is late by. */
const SLACK_MS = 1000;

/**
 * Whatever clocks of servers say: the log's time goes on, and what somebody was told has the time at which it was, as the parties'
 * clock has it, which is right. Pure.
 */
export function checkTimes(found: Findings, log: readonly { seq: number; event: RoutingEvent }[], notes: readonly Note[]): void {
  const queuedAt = new Map<CallId, number>();
  const acceptedAt = new Map<ReservationId, number>();
  const offeredAt = new Map<ReservationId, number>();
  let last = Number.NEGATIVE_INFINITY;
  for (const { seq, event } of log) {
    const before = last;
    last = event.at;
    found.expect(last >= before - SLACK_MS, () => `event ${seq} was ${before - event.at} ms before the one that it follows`);
    if (event.kind === 'call-queued') queuedAt.set(event.callId, event.at);
    if (event.kind === 'call-accepted') acceptedAt.set(event.reservationId, event.at);
    if (event.kind === 'call-offered') for (const { id } of event.reservations) offeredAt.set(id, event.at);
  }
  const within = (what: string, at: number | undefined, from: number, to: number) => {
    // What is not in the log at all is found elsewhere.
    if (at === undefined) return;
    const off = at < from - SLACK_MS ? at - from : at > to + SLACK_MS ? at - to : 0;
    found.expect(off === 0, () => `${what} at a time that is off by ${off} ms`);
  };
  for (const note of notes) {
    const { party, at } = note;
    if (note.kind === 'queued')
      within(`call ${note.callId} of ${party} was queued`, queuedAt.get(note.callId), at - (note.askedMs ?? note.tookMs), at);
    if (note.kind === 'offered') within(`${party} was offered ${note.reservationId}`, offeredAt.get(note.reservationId), 0, at);
    if (note.kind === 'accepted') within(`${party} accepted ${note.reservationId}`, acceptedAt.get(note.reservationId), 0, at);
  }
}
