import type { CallId, Channel, ReservationId } from '../server/protocol/common.ts';
import { apply } from '../server/routing/core/apply.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { reservationsOf } from '../server/routing/core/model.ts';
import { emptyState, type RoutingState } from '../server/routing/core/state.ts';
import { type Finding, Findings } from './findings.ts';
import type { Note } from './notes.ts';
import { checkOutages } from './outages.ts';
import { checkTimes } from './times.ts';

/** What is left in the database afterwards, all of one moment. */
export interface Stored {
  /** The whole log, in its order. */
  log: readonly { seq: number; event: RoutingEvent }[];
  /** The live claims. */
  claims: readonly { agentId: string; slot: number; reservationId: ReservationId }[];
}

/** What one agent may have at once of each channel: the centers' own setting, which the harness leaves as it is. */
const CAPACITY: Record<Channel, number> = { text: 3, voice: 1 };
/** Clocks of one machine, read in two processes. */
const SLACK_MS = 1000;
const OVER: readonly RoutingEvent['kind'][] = ['call-ended', 'call-abandoned', 'call-failed', 'call-canceled'];
/** Nobody has anything of it in hand any more. */
const GONE: readonly RoutingEvent['kind'][] = ['call-completed', 'call-abandoned', 'call-failed', 'call-canceled'];

/** A check under way: it takes the log event by event, so that one of hours fits. */
export interface Checking {
  /** The next of the log. */
  take(row: Stored['log'][number]): void;
  /** As `check`. */
  end(claims: Stored['claims'], notes: readonly Note[], open: readonly CallId[]): Finding;
}

/**
 * Holds what the log has against itself, against the claims, and against what each party knows. Pure.
 * @param open calls that their callers still had in hand when all had had their time: nobody came to them
 */
export function check({ log, claims }: Stored, notes: readonly Note[], open: readonly CallId[]): Finding {
  const checking = beginCheck();
  for (const row of log) checking.take(row);
  const { checked, violations } = checking.end(claims, notes, open);
  const found = new Findings();
  checkTimes(found, log, notes);
  checkOutages(found, log, notes);
  return { checked: checked + found.checked, violations: [...violations, ...found.violations] };
}

export function beginCheck(): Checking {
  const found = new Findings();
  const answered = new Map<CallId, string>();
  const live = new Map<string, Set<ReservationId>>();
  const offers = new Map<ReservationId, { callId: CallId; channel: Channel }>();
  const accepted = new Set<ReservationId>();
  const queued = new Set<CallId>();
  const over = new Map<CallId, { kind: string; at: number }>();
  const completed = new Set<CallId>();
  const state = emptyState();
  let broken = false;
  let before: number | null = null;
  const take: Checking['take'] = ({ seq, event }) => {
    const follows = before === null || seq === before + 1;
    before = seq;
    found.expect(follows, () => `the log has a gap before ${seq}`);
    if (!broken) {
      try {
        apply(state, event);
      } catch (error) {
        broken = true;
        found.expect(false, () => `event ${seq} does not follow from those before it: ${(error as Error).message}`);
      }
    }
    switch (event.kind) {
      case 'call-queued':
        found.expect(!queued.has(event.callId), () => `call ${event.callId} was queued twice`);
        queued.add(event.callId);
        break;
      case 'call-offered':
        for (const { id, agentId } of event.reservations) {
          const channel = event.channel ?? 'voice';
          offers.set(id, { callId: event.callId, channel });
          const held = live.get(agentId) ?? new Set();
          live.set(agentId, held.add(id));
          const same = [...held].filter((other) => offers.get(other)?.channel === channel).length;
          found.expect(
            same <= CAPACITY[channel],
            () => `agent ${agentId} has ${same} conversations by ${channel} at once, at event ${seq}`,
          );
        }
        break;
      case 'call-accepted': {
        const had = answered.get(event.callId);
        found.expect(had === undefined, () => `call ${event.callId} was given to ${event.agentId} while ${had} had it`);
        answered.set(event.callId, event.agentId);
        accepted.add(event.reservationId);
        for (const { reservationId, agentId } of event.rescinded) live.get(agentId)?.delete(reservationId);
        break;
      }
      case 'call-requeued':
        answered.delete(event.callId);
        live.get(event.agentId)?.delete(event.reservationId);
        break;
      case 'offer-ended':
        live.get(event.agentId)?.delete(event.reservationId);
        break;
      case 'call-completed':
        completed.add(event.callId);
        break;
    }
    if (OVER.includes(event.kind) && 'callId' in event) over.set(event.callId, { kind: event.kind, at: event.at });
    // What an agent had of a call is free again with it.
    if (GONE.includes(event.kind) && 'callId' in event)
      for (const held of live.values()) for (const id of held) if (offers.get(id)?.callId === event.callId) held.delete(id);
  };
  const end: Checking['end'] = (claims, notes, open) => {
    const books = { found, state: broken ? null : state, offers, accepted, queued, over, completed };
    compare(books, claims, notes, open);
    return found;
  };
  return { take, end };
}

/** What the log came to. */
interface Books {
  found: Findings;
  /** null: its events do not follow from each other. */
  state: RoutingState | null;
  offers: ReadonlyMap<ReservationId, { callId: CallId }>;
  accepted: ReadonlySet<ReservationId>;
  queued: ReadonlySet<CallId>;
  over: ReadonlyMap<CallId, { kind: string; at: number }>;
  completed: ReadonlySet<CallId>;
}

function compare(books: Books, claims: Stored['claims'], notes: readonly Note[], open: readonly CallId[]): void {
  const { found, state, offers, accepted, queued, over, completed } = books;
  if (state !== null) {
    const folded = [...state.calls.values()].flatMap((call) => reservationsOf(call).map(({ id, agentId }) => `${agentId} ${id}`));
    const claimed = claims.map(({ agentId, reservationId }) => `${agentId} ${reservationId}`);
    for (const one of folded) found.expect(claimed.includes(one), () => `${one} is assigned by the log and has no claim`);
    for (const one of claimed) found.expect(folded.includes(one), () => `${one} is claimed, and the log knows of no such assignment`);
  }

  const left = new Set(notes.flatMap((note) => (note.kind === 'left' ? [note.callId] : [])));
  for (const note of notes) {
    const { party } = note;
    switch (note.kind) {
      case 'queued': {
        found.expect(queued.has(note.callId), () => `${party} was told that call ${note.callId} is queued, and the log does not have it`);
        const end = over.get(note.callId);
        found.expect(
          end === undefined || end.kind === 'call-ended' || left.has(note.callId),
          () => `${party} never left, and call ${note.callId} was lost: ${end?.kind}`,
        );
        break;
      }
      case 'unknown': {
        const end = over.get(note.callId);
        found.expect(
          end !== undefined && end.at <= note.at + SLACK_MS,
          () => `${party} came back to call ${note.callId}, which was not over, and was not known`,
        );
        break;
      }
      case 'left':
        found.expect(
          over.has(note.callId),
          () => `${party} was told that they have left call ${note.callId}, and the log has no end of it`,
        );
        break;
      case 'offered':
        found.expect(offers.has(note.reservationId), () => `${party} was shown offer ${note.reservationId}, and the log does not have it`);
        break;
      case 'accepted':
        found.expect(
          accepted.has(note.reservationId),
          () => `${party} was told that ${note.reservationId} is accepted, and the log does not have it`,
        );
        break;
      case 'hung-up':
        found.expect(over.has(note.callId), () => `${party} was told that call ${note.callId} is over, and the log does not have it`);
        break;
      case 'finished':
        found.expect(
          completed.has(note.callId),
          () => `${party} was told that call ${note.callId} is finished, and the log does not have it`,
        );
        break;
    }
  }
  for (const callId of open) found.expect(over.has(callId), () => `nobody came to call ${callId} in all the time after the faults`);
}
