import { beforeEach, describe, expect, test } from 'vitest';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { World } from '../server/routing/core/testing.ts';
import { check, type Stored } from './checker.ts';
import type { Note } from './notes.ts';
import { recoveryFrom } from './recovery.ts';

/** A log as the routing core makes it, with what the parties know of it; and each way in which one of the two is not as it must be. */

let stored: { log: { seq: number; event: RoutingEvent }[]; claims: { agentId: string; slot: number; reservationId: string }[] };
let notes: Note[];
let at: number;
beforeEach(() => {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  world.agent('bruno', 'lisbon', { support: 1 });
  const first = world.call('sales', { channel: 'text' });
  const { reservationId } = world.acting(first);
  world.accept(first);
  const acting = world.acting(first);
  world.do({ kind: 'agent-hang-up', ...acting });
  world.do({ kind: 'complete', ...acting, disposition: null });
  const second = world.call('support', { channel: 'text' });
  const live = world.acting(second);
  at = world.now;
  const number = (event: RoutingEvent, index: number) => ({ seq: index + 1, event: structuredClone(event) });
  stored = { log: world.log.map(number), claims: [{ agentId: 'bruno', slot: 0, reservationId: live.reservationId }] };
  notes = [
    { at, party: 'caller 1', kind: 'queued', callId: first, tookMs: 3 },
    { at, party: 'agent ana', kind: 'offered', callId: first, reservationId },
    { at, party: 'agent ana', kind: 'accepted', callId: first, reservationId },
    { at, party: 'agent ana', kind: 'finished', callId: first },
    { at, party: 'caller 2', kind: 'queued', callId: second, tookMs: 3 },
    { at, party: 'agent bruno', kind: 'offered', callId: second, reservationId: live.reservationId },
  ];
});

const violations = (open: string[] = []) => check(stored as Stored, notes, open).violations;
const drop = (kind: RoutingEvent['kind']) => {
  stored.log = stored.log.filter(({ event }) => event.kind !== kind).map(({ event }, index) => ({ seq: index + 1, event }));
};
const eventOf = <K extends RoutingEvent['kind']>(kind: K) =>
  stored.log.find(({ event }) => event.kind === kind)?.event as Extract<RoutingEvent, { kind: K }>;
const append = (event: RoutingEvent) => stored.log.push({ seq: stored.log.length + 1, event });

describe('the checker', () => {
  test('has nothing to say of a log and records as they must be, and has looked', () => {
    const { checked, violations } = check(stored, notes, []);
    expect(violations).toEqual([]);
    expect(checked).toBeGreaterThan(stored.log.length);
  });

  test('finds an answer that was acknowledged and is not in the log', () => {
    drop('call-accepted');
    expect(violations()).toContainEqual(expect.stringContaining('is accepted, and the log does not have it'));
  });

  test('finds a finished conversation that the log does not have', () => {
    drop('call-completed');
    expect(violations()).toContainEqual(expect.stringContaining('is finished, and the log does not have it'));
  });

  test('finds a call and an offer that somebody was told of before they were stored', () => {
    stored.log = stored.log.filter(({ event }) => !('callId' in event && event.callId === 'call-2'));
    expect(violations()).toEqual(
      expect.arrayContaining([expect.stringContaining('is queued, and the log'), expect.stringContaining('was shown offer')]),
    );
  });

  test('finds a call that two agents were given, and an agent with too many', () => {
    const one = eventOf('call-accepted');
    const again = { ...one, agentId: 'bruno', reservationId: 'other' };
    const before = stored.log.findIndex(({ event }) => event.kind === 'call-completed');
    stored.log.splice(before, 0, { seq: 0, event: again });
    expect(violations()).toContainEqual(`call ${one.callId} was given to bruno while ana had it`);
    const offer = eventOf('call-offered');
    for (const id of ['x', 'y', 'z', 'w'])
      append({ ...offer, callId: id, reservations: offer.reservations.map((reservation) => ({ ...reservation, id })) });
    expect(violations()).toContainEqual(expect.stringContaining('agent ana has 4 conversations by text at once'));
  });

  test('finds an agent with two calls by voice', () => {
    const { channel: _, ...byVoice } = eventOf('call-offered');
    for (const id of ['x', 'y'])
      append({ ...byVoice, callId: id, reservations: byVoice.reservations.map((reservation) => ({ ...reservation, id })) });
    expect(violations()).toContainEqual(expect.stringContaining('agent ana has 2 conversations by voice at once'));
  });

  test('finds a gap, and events that do not follow from each other', () => {
    const [, second] = stored.log;
    stored.log = stored.log.filter((one) => one !== second);
    expect(violations()).toContain('the log has a gap before 3');
    append(eventOf('call-completed'));
    expect(violations()).toContainEqual(expect.stringContaining('does not follow'));
  });

  test('finds claims that the log does not know of, and assignments without a claim', () => {
    stored.claims = [{ agentId: 'ana', slot: 0, reservationId: 'left over' }];
    expect(violations()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('has no claim'),
        'ana left over is claimed, and the log knows of no such assignment',
      ]),
    );
  });

  test('finds a caller who never left and whose call was taken from the line, and one to whom nobody came', () => {
    expect(violations(['call-2'])).toEqual(['nobody came to call call-2 in all the time after the faults']);
    append({ at, kind: 'call-abandoned', callId: 'call-2', agentIds: ['bruno'], reason: 'caller-hung-up' } as RoutingEvent);
    stored.claims = [];
    expect(violations()).toEqual(['caller 2 never left, and call call-2 was lost: call-abandoned']);
    notes.push({ at, party: 'caller 2', kind: 'left', callId: 'call-2' });
    expect(violations()).toEqual([]);
  });

  test('finds a caller who came back to a call that was not over and was not known', () => {
    notes.push({ at, party: 'caller 2', kind: 'unknown', callId: 'call-2' });
    expect(violations()).toEqual(['caller 2 came back to call call-2, which was not over, and was not known']);
  });

  test('finds a caller who was told that they have left, while the log goes on', () => {
    notes.push({ at, party: 'caller 2', kind: 'left', callId: 'call-2' });
    expect(violations()).toEqual(['caller 2 was told that they have left call call-2, and the log has no end of it']);
  });
});

test('how offers went on is told from what was new after the fault', () => {
  const offer = eventOf('call-offered');
  const reserved = (id: string) => offer.reservations.map((reservation) => ({ ...reservation, id }));
  const log = [
    { ...offer, at: at + 10, reservations: reserved('before') },
    { at: at + 1500, kind: 'server-started' },
    { ...offer, at: at + 1700, reservations: reserved('after') },
  ].map((event, index) => ({ seq: index + 1, event: event as RoutingEvent }));
  const told = (reservationId: string, ms: number): Note => ({
    at: at + ms,
    party: 'agent ana',
    kind: 'offered',
    callId: 'c',
    reservationId,
  });
  const back: Note = { at: at + 1600, party: 'agent ana', kind: 'back' };
  expect(recoveryFrom(at, log, [told('before', 20), back, told('after', 1750)])).toEqual({
    ...{ decides: 1500, center: null, agent: 1600, caller: null, offer: 1700, told: 1750 },
  });
  expect(recoveryFrom(at + 1501, log, [])).toMatchObject({ decides: null, offer: null, told: null });
});
