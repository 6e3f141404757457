import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf } from '../measures/cells.ts';
import { FORMULAS } from '../measures/figures.ts';
import { addCell, noTotals } from '../measures/totals.ts';
import {
  abandonment,
  averageHandleTime,
  averageSpeedOfAnswer,
  occupancy,
  SHORT_ABANDON_SECONDS,
  type Switches,
  serviceLevel,
  timeUntil,
} from '../protocol/formulas.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { queue, World } from '../routing/core/testing.ts';
import { DayBook } from '../routing/day-book.ts';
import { type CallRow, toCallFact } from './report-facts.ts';

/** What the live board counts, event by event, and what reports count of the same day once it is stored. */

const NINE = Date.UTC(2026, 10, 23, 9);
const HOUR = 60 * 60_000;
const NOW = NINE + 14 * HOUR;
const THRESHOLD = 20;

const someCall = fc.record({
  channel: fc.constantFrom('voice', 'voice', 'text'),
  at: fc.integer({ min: 0, max: 6 * HOUR }),
  outcome: fc.constantFrom('completed', 'completed', 'abandoned', 'canceled', 'failed'),
  reason: fc.constantFrom('caller-hung-up', 'caller-lost', 'left-for-message', 'left-for-callback'),
  waited: fc.constantFrom(true, true, false),
  waitMs: fc.oneof(fc.constantFrom(0, 4999, 5000, 10_000, 20_000, 20_001), fc.integer({ min: 0, max: 60_000 })),
  // Between the answer and both hearing each other.
  connectMs: fc.integer({ min: 0, max: 3000 }),
  talkMs: fc.integer({ min: 0, max: HOUR }),
  hold: fc.option(fc.tuple(fc.integer({ min: 0, max: HOUR }), fc.integer({ min: 0, max: HOUR }))),
  wrapupMs: fc.integer({ min: 0, max: 300_000 }),
});
const someStatus = fc.record({
  agentId: fc.constantFrom('ana', 'bia'),
  kind: fc.constantFrom('offline', 'available', 'reserved', 'on-call', 'wrapup', 'not-ready', 'missed'),
  at: fc.integer({ min: NINE, max: NOW }),
});
const someSwitches = fc.record<Switches>({
  countAbandons: fc.boolean(),
  countElsewhere: fc.boolean(),
  shortAbandonSeconds: fc.constantFrom(...SHORT_ABANDON_SECONDS),
});

type SomeCall = typeof someCall extends fc.Arbitrary<infer T> ? T : never;

/** The same call as the row that is stored of it, and as the events that the board is told. */
function told({ at, channel, outcome, reason, waited, waitMs, talkMs, wrapupMs, ...voice }: SomeCall, nth: number) {
  // A text conversation is connected by its answer, and is not held.
  const { connectMs, hold } = channel === 'text' ? { connectMs: 0, hold: null } : voice;
  const id = `call-${nth}`;
  const enqueuedAt = NINE + at;
  const answered = outcome === 'completed';
  const answeredAt = enqueuedAt + waitMs;
  const connectedAt = answeredAt + connectMs;
  const endedAt = answered ? connectedAt + talkMs : answeredAt;
  const completedAt = answered ? endedAt + wrapupMs : endedAt;
  const agent = { agentId: 'ana', centerId: 'lisbon' };
  const when = (time: number) => (answered ? new Date(time) : null);
  const dates = {
    answeredAt: when(answeredAt),
    connectedAt: when(connectedAt),
    endedAt: new Date(endedAt),
    completedAt: new Date(completedAt),
  };
  const row: CallRow = {
    id,
    channel,
    reason,
    queueId: 'sales',
    ...agent,
    state: outcome,
    waited,
    enqueuedAt: new Date(enqueuedAt),
    ...dates,
  };
  const holds = hold && answered ? [connectedAt + hold[0], connectedAt + hold[0] + hold[1]] : [];
  const held = holds.map((time, end) => ({ kind: end === 0 ? 'call-held' : 'call-resumed', at: new Date(time), disposition: null }));
  const event = (kind: string, time: number, more: object = {}) => ({ kind, at: time, callId: id, ...more });
  const events = [
    event('call-queued', enqueuedAt, {
      queueId: 'sales',
      estimatedWaitMs: null,
      ...(channel === 'text' && { channel }),
      sent: waited ? null : { role: 'consult', conversationId: 'c' },
    }),
    ...(answered
      ? [
          event('call-accepted', answeredAt, agent),
          event('call-connected', connectedAt, agent),
          event('call-ended', endedAt, agent),
          event('call-completed', completedAt, agent),
        ]
      : [event(`call-${outcome}`, endedAt, { reason })]),
  ];
  const texts = channel === 'text' && answered ? [{ ...agent, from: connectedAt, to: completedAt }] : [];
  return { fact: toCallFact(row, held, []), texts, events: events as unknown as RoutingEvent[] };
}

test('the live board and a report of the same day give the same figures, whatever the switches', () => {
  fc.assert(
    fc.property(
      fc.array(someCall, { maxLength: 30 }),
      fc.array(someStatus, { maxLength: 15 }),
      someSwitches,
      (calls, statuses, switches) => {
        const both = calls.map(told);
        const inOrder = statuses.toSorted((a, b) => a.at - b.at).map((one) => ({ ...one, centerId: 'lisbon' }));

        const world = new World([queue('sales', {}, { serviceLevelMs: THRESHOLD * 1000 })]);
        world.agent('ana', 'lisbon', { sales: 1 });
        const day = new DayBook([], world.state, new Map());
        for (const event of both.flatMap(({ events }) => events).toSorted((a, b) => a.at - b.at)) day.take(event);
        for (const { agentId, centerId, kind, at } of inOrder) day.agents.status(agentId, centerId, kind, at);
        const { counts } = day.queue('sales', NOW);
        const times = [...Map.groupBy(inOrder, ({ agentId }) => agentId)].map(([agentId, own]) => {
          const last = own.at(-1);
          return timeUntil(day.agents.day(agentId, 'lisbon', NOW), { kind: last?.kind ?? 'offline', since: last?.at ?? NOW }, NINE, NOW);
        });

        const calling = both.map(({ fact }) => fact).filter((fact) => fact.channel === 'voice');
        const texts = both.flatMap((one) => one.texts);
        const facts = { calls: calling, offers: [], statuses: inOrder, texts, messages: [], returns: [], bookings: [], ratings: [] };
        const totals = noTotals();
        const counting = { thresholdOf: () => THRESHOLD, shortAbandon: switches.shortAbandonSeconds };
        for (const cell of cellsOf(facts, { from: NINE, to: NINE + 15 * HOUR, now: NOW })) addCell(totals, cell, counting);
        const reported = (measure: keyof typeof FORMULAS) =>
          FORMULAS[measure](totals, { abandons: switches.countAbandons, elsewhere: switches.countElsewhere });

        expect({
          serviceLevel: reported('serviceLevel'),
          abandonment: reported('abandonment'),
          asa: reported('asa'),
          aht: reported('aht'),
          handled: reported('handled'),
          occupancy: reported('occupancy'),
        }).toEqual({
          serviceLevel: serviceLevel(counts, switches),
          abandonment: abandonment(counts, switches),
          asa: averageSpeedOfAnswer(counts),
          aht: averageHandleTime(counts),
          handled: counts.handled,
          occupancy: occupancy(times),
        });
      },
    ),
  );
});
