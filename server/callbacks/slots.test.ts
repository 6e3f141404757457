import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hours } from '../protocol/hours.ts';
import { BOOKED_AHEAD_MS, freeSlots, problemOf } from './slots.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
/** Monday to Friday, 9 to 17:20 in Lisbon, which is UTC in winter; Tuesday the 24th is a holiday with hours of its own. */
const HOURS: Hours = {
  timeZone: 'Europe/Lisbon',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:20' })),
  holidays: [{ date: '2026-11-24', name: 'Fair', open: { from: '10:00', to: '11:00' } }],
};
const rules = (change: object = {}) => ({ hours: HOURS, slotMs: QUARTER, perSlot: 2, ...change });
const NONE = new Map<number, number>();

test('slots lie in the opening hours, from beginning to end, through days and holidays', () => {
  const slots = freeSlots(rules(), NONE, at('23T16:31'));
  expect(slots.slice(0, 8)).toEqual(
    ['23T16:45', '23T17:00', '24T10:00', '24T10:15', '24T10:30', '24T10:45', '25T09:00', '25T09:15'].map(at),
  );
});

test('a slot that is full is not among them, one with a place left is', () => {
  const taken = new Map([
    [at('23T16:45'), 2],
    [at('23T17:00'), 1],
  ]);
  expect(freeSlots(rules(), taken, at('23T16:31'))[0]).toBe(at('23T17:00'));
});

test('a queue that is always open has a week of them', () => {
  expect(freeSlots(rules({ hours: null }), NONE, at('23T12:00')).length).toBe(672);
});

test.each([
  [at('23T16:15'), 'past'],
  [at('23T16:31'), 'past'],
  [at('23T16:45'), null],
  [at('23T16:46'), 'no-slot'],
  [at('23T17:15'), 'closed'],
  [at('24T11:00'), 'closed'],
  [at('30T16:45'), 'too-far'],
])('for %i the problem is %s', (slotAt, problem) => {
  expect(problemOf(slotAt, rules(), at('23T16:31'))).toBe(problem);
});

test('exactly what is offered can be booked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 14 * 24 * 60 }),
      fc.constantFrom(5, 10, 15, 30, 60),
      fc.option(fc.constantFrom(HOURS), { nil: null }),
      (minutes, slotMinutes, hours) => {
        const now = at('20T00:00') + minutes * MINUTE;
        const slotMs = slotMinutes * MINUTE;
        const all = rules({ hours, slotMs });
        const offered = new Set(freeSlots(all, NONE, now));
        const last = offered.size === 700 ? Math.max(...offered) : now + BOOKED_AHEAD_MS;
        for (let slot = Math.floor(now / slotMs) * slotMs; slot <= last; slot += slotMs)
          expect(offered.has(slot)).toBe(problemOf(slot, all, now) === null);
      },
    ),
    { numRuns: 60 },
  );
});
