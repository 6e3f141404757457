import { expect, test } from 'vitest';
import type { DayCall } from '../../protocol/desk.ts';
import { dayIn, midnightIn } from './calendar.ts';
import { dayOf, segmentsOf, type TimelineEntry } from './day.ts';

const MINUTE = 60_000;
const at = (minute: number, kind: TimelineEntry['kind'], code: TimelineEntry['code'] = null): TimelineEntry => ({
  kind,
  code,
  at: minute * MINUTE,
});
const segment = (kind: string, from: number, to: number, code: string | null = null) => ({
  kind,
  code,
  from: from * MINUTE,
  to: to * MINUTE,
});

test.each<[what: string, timeline: TimelineEntry[], segments: object[]]>([
  ['nothing was logged', [], []],
  ['the agent was not there', [at(-300, 'available'), at(-200, 'offline')], []],
  ['they are there since yesterday', [at(-30, 'available')], [segment('available', 0, 100)]],
  ['the day begins when they come', [at(-200, 'offline'), at(40, 'available')], [segment('available', 40, 100)]],
  [
    'being offered a call is being available',
    [at(10, 'available'), at(20, 'reserved'), at(21, 'available'), at(30, 'reserved'), at(31, 'on-call'), at(40, 'wrapup')],
    [segment('available', 10, 31), segment('on-call', 31, 40), segment('wrapup', 40, 100)],
  ],
  [
    'one code follows another, and they go',
    [at(10, 'not-ready', 'break'), at(25, 'not-ready', 'lunch'), at(70, 'offline')],
    [segment('not-ready', 10, 25, 'break'), segment('not-ready', 25, 70, 'lunch'), segment('offline', 70, 100)],
  ],
  ['two things at the same moment', [at(10, 'missed'), at(10, 'not-ready', 'break')], [segment('not-ready', 10, 100, 'break')]],
])('segments of a day: %s', (_, timeline, segments) => {
  expect(segmentsOf(timeline, 0, 100 * MINUTE)).toEqual(segments);
});

test('the figures of a day', () => {
  const call = (talk: number, wrapup: number): DayCall => ({
    callId: 'c',
    at: 0,
    callerName: 'Maria',
    queueName: 'Sales',
    disposition: null,
    notes: '',
    talkMs: talk * MINUTE,
    wrapupMs: wrapup * MINUTE,
  });
  const timeline = [
    at(0, 'available'),
    at(10, 'on-call'),
    at(14, 'wrapup'),
    at(15, 'available'),
    at(20, 'on-call'),
    at(28, 'wrapup'),
    at(30, 'not-ready', 'break'),
    at(40, 'available'),
    at(45, 'not-ready', 'break'),
  ];
  const { figures } = dayOf({ timeline, calls: [call(8, 2), call(4, 1)], missed: 1 }, { startedAt: 0, now: 50 * MINUTE, timeZone: 'UTC' });
  expect(figures).toEqual({
    calls: 2,
    ahtMs: 7.5 * MINUTE,
    talkMs: 12 * MINUTE,
    wrapupMs: 3 * MINUTE,
    missed: 1,
    availableMs: 20 * MINUTE,
    notReadyMs: { break: 15 * MINUTE },
    occupancy: 15 / 35,
  });
});

test('a day without work has no occupancy and no handle time', () => {
  const { figures } = dayOf({ timeline: [], calls: [], missed: 0 }, { startedAt: 0, now: MINUTE, timeZone: 'UTC' });
  expect(figures).toMatchObject({ calls: 0, ahtMs: null, occupancy: null, notReadyMs: {} });
});

test.each([
  ['Europe/Lisbon', '2026-11-23T00:30:00Z', '2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['America/Toronto', '2026-11-23T03:30:00Z', '2026-11-22', '2026-11-22T05:00:00.000Z'],
  // The clocks are turned in the night: the day has 23 hours.
  ['Europe/Lisbon', '2026-03-29T12:00:00Z', '2026-03-29', '2026-03-29T00:00:00.000Z'],
  ['America/Toronto', '2026-03-08T12:00:00Z', '2026-03-08', '2026-03-08T05:00:00.000Z'],
  // Here it is turned at midnight: the day begins at one.
  ['Africa/Cairo', '2026-04-24T10:00:00Z', '2026-04-24', '2026-04-23T22:00:00.000Z'],
])('in %s, %s is on %s, which began at %s', (timeZone, moment, day, startedAt) => {
  expect(dayIn(timeZone, Date.parse(moment))).toBe(day);
  expect(new Date(midnightIn(timeZone, Date.parse(moment))).toISOString()).toBe(startedAt);
});
