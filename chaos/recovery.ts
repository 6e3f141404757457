import { type Distribution, distributionOf } from '../bench/routing/distribution.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Note } from './notes.ts';

/** What has to come before offers go on, each ms after the fault; null: it never came. */
export interface Recovery {
  /** A server decides: it has the lease, and what is stored. */
  decides: number | null;
  /** A center has said who is there. */
  center: number | null;
  /** An agent, and a caller who was cut off, see where they stand. */
  agent: number | null;
  caller: number | null;
  /** A call is offered anew, and an agent sees it. */
  offer: number | null;
  told: number | null;
}
export const STAGES = ['decides', 'center', 'agent', 'caller', 'offer', 'told'] as const satisfies (keyof Recovery)[];

/**
 * How offers went on after a server that decides was lost. Pure.
 * @param at when it was, ms
 */
export function recoveryFrom(at: number, log: readonly { seq: number; event: RoutingEvent }[], notes: readonly Note[]): Recovery {
  const begun = log.find(({ event }) => event.kind === 'server-started' && event.at >= at);
  const after = begun === undefined ? [] : log.filter(({ seq }) => seq > begun.seq);
  const offers = after.flatMap(({ event }) => (event.kind === 'call-offered' ? [event] : []));
  const anew = new Set(offers.flatMap(({ reservations }) => reservations.map(({ id }) => id)));
  const since = (time: number | undefined) => (time === undefined ? null : time - at);
  const noted = (isMeant: (note: Note) => boolean) => since(notes.find((note) => note.at >= at && isMeant(note))?.at);
  return {
    decides: since(begun?.event.at),
    center: since(after.find(({ event }) => event.kind === 'center-reported' && event.agents.length > 0)?.event.at),
    agent: noted(({ kind, party }) => kind === 'back' && party.startsWith('agent')),
    caller: noted(({ kind, party }) => kind === 'back' && party.startsWith('caller')),
    offer: since(offers[0]?.at),
    told: noted((note) => note.kind === 'offered' && anew.has(note.reservationId)),
  };
}

/** Of each stage, over all faults in which it came. */
export function distributionsOf(recoveries: readonly Recovery[]): Partial<Record<keyof Recovery, Distribution>> {
  const entries = STAGES.flatMap((stage) => {
    const came = recoveries.flatMap((one) => one[stage] ?? []);
    return came.length === 0 ? [] : [[stage, distributionOf(came)] as const];
  });
  return Object.fromEntries(entries);
}
