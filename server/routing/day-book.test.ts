import { expect, test } from 'vitest';
import { buildBoard } from './board.ts';
import { queue, World } from './core/testing.ts';
import { DayBook } from './day-book.ts';
import type { EndedCall } from './measures.ts';

const ZONES = new Map([
  ['lisbon', 'Europe/Lisbon'],
  ['toronto', 'America/Toronto'],
]);
/** 23 November 2026, in Lisbon (UTC) and in Toronto five hours behind. */
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

const ended = (id: string, queueId: string, endedAt: number, over: Partial<EndedCall> = {}): EndedCall => ({
  id,
  queueId,
  enqueuedAt: endedAt - 70_000,
  estimatedWaitMs: null,
  acceptedAt: endedAt - 60_000,
  connectedAt: endedAt - 60_000,
  endedAt,
  completedAt: endedAt + 20_000,
  outcome: 'answered',
  waited: true,
  ...over,
});

test('a day ends at midnight by the clock of the queue, or of its center, and not by another’s', () => {
  const world = new World([queue('sales', {}, { centers: ['lisbon'] }), queue('support', {}, { centers: ['toronto'] })]);
  world.now = at('23:59:00');
  const calls = ['sales', 'support'].map((id) => ended(id, id, at('23:00:00')));
  const day = new DayBook(calls, world.state, ZONES, {
    statuses: [
      { agentId: 'ana', centerId: 'lisbon', kind: 'available', at: at('22:00:00') },
      { agentId: 'carol', centerId: 'toronto', kind: 'on-call', at: at('22:00:00') },
    ],
    handled: [{ agentId: 'ana', centerId: 'lisbon', at: at('23:00:00') }],
    missedOffers: [{ agentId: 'carol', centerId: 'toronto', queueId: 'support', at: at('23:00:00') }],
    texts: [],
    quality: [],
  });
  const answered = (now: number) => ['sales', 'support'].map((id) => day.queue(id, now).counts.answered);
  expect(answered(at('23:59:59'))).toEqual([1, 1]);
  expect(day.agents.day('ana', 'lisbon', at('23:59:59'))).toMatchObject({ handled: 1 });
  const past = at('23:59:59') + 2000;
  expect(answered(past)).toEqual([0, 1]);
  expect(day.agents.day('ana', 'lisbon', past)).toMatchObject({ handled: 0, readyMs: 0 });
  // Two seconds after midnight she takes a call; Toronto's day goes on.
  day.agents.status('ana', 'lisbon', 'on-call', past + 1000);
  day.agents.status('carol', 'toronto', 'wrapup', past + 1000);
  expect(day.agents.day('ana', 'lisbon', past + 2000)).toMatchObject({ busyMs: 0, readyMs: 2000 });
  expect(day.agents.day('carol', 'toronto', past + 2000)).toMatchObject({ missedOffers: 1, busyMs: 2 * 3_600_000 + 2000 });
});

test('callers who left early, missed offers, quality and handle time are counted as they happen', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  const day = new DayBook([], world.state, ZONES);
  let seen = 0;
  const sales = () => {
    for (const event of world.log.slice(seen)) day.take(event);
    seen = world.log.length;
    const board = buildBoard(world.state, day, world.now, world.settings, new Map([['ana', 'Morning']]));
    return { row: board.queues[0], ana: board.agents.find(({ id }) => id === 'ana'), totals: board.totals };
  };
  const before = sales().row;
  const left = world.call();
  world.pass(7000);
  world.do({ kind: 'caller-left', callId: left });
  expect(sales().row?.abandoned).toBe(1);
  // A board that was made stays as it was: what is told of it is what has changed since.
  expect(before).toMatchObject({ abandoned: 0, abandonedWithin: [0, 0, 0, 0, 0] });
  expect(sales().row).toMatchObject({ offered: 1, abandoned: 1, abandonedWithin: [0, 0, 1, 1, 1], skills: ['sales'] });
  world.agent('ana', 'lisbon', { sales: 1 });
  const call = world.call();
  world.pass(21_000); // longer than the offer
  expect(sales().row).toMatchObject({ missedOffers: 1 });
  expect(sales().ana).toMatchObject({ team: 'Morning', day: { missedOffers: 1 } });
  day.noteQuality({ conversationId: call, samples: 10, mosAverage: 4, at: world.now });
  day.noteQuality({ conversationId: call, samples: 30, mosAverage: 3, at: world.now });
  day.noteQuality({ conversationId: 'of nobody', samples: 30, mosAverage: 1, at: world.now });
  expect(sales().row?.mos).toBe(3.25);
  expect(sales().totals).toMatchObject({ missedOffers: 1, mos: 3.25, abandoned: 1 });
});

test('a threshold that is changed counts for the whole day', () => {
  const world = new World([queue('sales', {}, { serviceLevelMs: 20_000 })]);
  world.now = at('12:00:00');
  const day = new DayBook([ended('one', 'sales', at('11:00:00')), ended('two', 'sales', at('11:30:00'))], world.state, ZONES);
  expect(day.queue('sales', world.now).counts).toMatchObject({ answered: 2, inTime: 2 });
  world.do({ kind: 'configure', queues: [queue('sales', {}, { serviceLevelMs: 5000 })], skills: [], centers: [] });
  expect(day.queue('sales', world.now).counts).toMatchObject({ answered: 2, inTime: 0, handled: 2, handleMs: 160_000 });
});

test('the trend has the last eight hours, the last quarter going on', () => {
  const world = new World([queue('sales', {}, {})]);
  const now = at('12:05:00');
  const calls = [ended('old', 'sales', at('04:14:00')), ended('early', 'sales', at('04:15:00')), ended('now', 'sales', at('12:01:00'))];
  const { offered, from } = new DayBook(calls, world.state, ZONES).queue('sales', now).trend.view(now);
  expect(from).toBe(at('04:15:00'));
  expect(offered).toHaveLength(32);
  expect([offered[0], offered.at(-1), offered.reduce((sum, one) => sum + one, 0)]).toEqual([1, 1, 2]);
});

test('how many waited in each quarter of an hour is the same after a restart', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  world.now = at('12:00:00');
  const day = new DayBook([], world.state, ZONES);
  let seen = 0;
  const take = () => {
    for (const event of world.log.slice(seen)) day.take(event);
    seen = world.log.length;
  };
  const left = world.call();
  const going = world.call();
  world.pass(450_000);
  world.do({ kind: 'caller-left', callId: left });
  take();
  world.pass(450_000 + 60_000);
  take();
  // Two for half of the quarter, one for the rest of it; then one.
  const waiting = (book: DayBook) => book.queue('sales', world.now).trend.view(world.now).waiting.slice(-2);
  expect(waiting(day)).toEqual([1.5, 1]);
  const past = ended(left, 'sales', at('12:07:30'), {
    enqueuedAt: at('12:00:00'),
    acceptedAt: null,
    connectedAt: null,
    outcome: 'abandoned',
  });
  expect(waiting(new DayBook([past], world.state, ZONES))).toEqual([1.5, 1]);
  world.agent('ana', 'lisbon', { sales: 1 });
  world.connect(going);
  take();
  world.pass(60_000);
  expect(waiting(day)).toEqual([1.5, 0.5]);
});

test('a threshold that is changed counts for the course of the day too', () => {
  const world = new World([queue('sales', {}, { serviceLevelMs: 20_000 })]);
  world.now = at('12:00:00');
  const day = new DayBook([ended('one', 'sales', at('11:50:00'))], world.state, ZONES);
  const inTime = () =>
    day
      .queue('sales', world.now)
      .trend.view(world.now)
      .inTime.reduce((sum, one) => sum + one, 0);
  expect(inTime()).toBe(1);
  world.do({ kind: 'configure', queues: [queue('sales', {}, { serviceLevelMs: 5000 })], skills: [], centers: [] });
  expect(inTime()).toBe(0);
});

test('who leaves the line for a message or a callback has not given up', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  const day = new DayBook([], world.state, ZONES);
  const leave = (instead: 'message' | 'callback') => {
    const callId = world.call();
    world.pass(7000);
    world.do({ kind: 'caller-left', callId, instead });
    return world.log.findLast((event) => event.kind === 'call-abandoned');
  };
  expect(leave('message')).toMatchObject({ kind: 'call-abandoned', reason: 'left-for-message' });
  expect(leave('callback')).toMatchObject({ kind: 'call-abandoned', reason: 'left-for-callback' });
  for (const event of world.log) day.take(event);
  const { queues, totals } = buildBoard(world.state, day, world.now, world.settings);
  expect(queues[0]).toMatchObject({ offered: 2, abandoned: 0, elsewhere: 2, elsewhereWithin: [0, 0, 2, 2, 2], serviceLevel: null });
  expect(totals).toMatchObject({ abandoned: 0, elsewhere: 2, abandonment: null });
  expect(queues[0]?.trend.elsewhere.at(-1)).toEqual([2, 0, 0, 2, 2, 2]);
});

test('text conversations of the day are told apart from calls, also those that go on, and count anew under another threshold', () => {
  const queues = (serviceLevelMs: number) => [queue('sales', { sales: 1 }, { takesTexts: true, serviceLevelMs }), queue('support', {})];
  const world = new World(queues(20_000));
  world.agent('ana', 'lisbon', { sales: 3 });
  const day = new DayBook([], world.state, ZONES);
  let seen = 0;
  const board = () => {
    for (const event of world.log.slice(seen)) day.take(event);
    seen = world.log.length;
    return buildBoard(world.state, day, world.now, world.settings);
  };
  expect(board().queues.map(({ texts }) => texts)).toEqual([null, null]);
  const first = world.call('sales', { channel: 'text' });
  world.pass(8000);
  world.accept(first);
  const going = { offered: 1, answered: 1, inTime: 1, asaMs: 8000, handled: 0, ahtMs: null };
  expect(board().queues[0]).toMatchObject({ offered: 0, answered: 0, serviceLevel: null, texts: going });
  world.pass(60_000);
  expect(board().agents.find(({ id }) => id === 'ana')?.day.texts).toEqual({ ms: 0, since: world.now - 60_000 });
  world.do({ kind: 'caller-left', callId: first });
  world.do({ kind: 'complete', disposition: null, ...world.acting(first) });
  expect(board().agents.find(({ id }) => id === 'ana')?.day.texts).toEqual({ ms: 60_000, since: null });
  const over = { offered: 1, answered: 1, inTime: 1, handled: 1, ahtMs: 60_000 };
  expect(board().queues[0]).toMatchObject({ offered: 0, handled: 0, texts: over });
  world.configure(queues(5000));
  expect(board().queues[0]?.texts).toMatchObject({ ...over, inTime: 0 });
});
