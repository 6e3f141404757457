import { expect, test } from 'vitest';
import { daysOf, momentIn, zoneName } from './slots-view.ts';

const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
const SLOTS = ['23T23:45', '24T00:15', '24T14:30'].map(at);

test('slots stand under the days of the customer’s own clock', () => {
  expect(daysOf(SLOTS, { tag: 'en-GB', timeZone: 'America/Toronto', slotMs: 900_000 })).toEqual([
    {
      day: '2026-11-23',
      label: 'Monday 23 November',
      slots: [
        { at: SLOTS[0], label: '18:45' },
        { at: SLOTS[1], label: '19:15' },
      ],
    },
    { day: '2026-11-24', label: 'Tuesday 24 November', slots: [{ at: SLOTS[2], label: '09:30' }] },
  ]);
  expect(daysOf(SLOTS, { tag: 'pt-PT', timeZone: 'Europe/Lisbon', slotMs: 900_000 }).map(({ day, slots }) => [day, slots.length])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-24', 2],
  ]);
});

test('slots of seconds are told apart', () => {
  expect(daysOf([at('23T10:00') + 10_000], { tag: 'en-GB', timeZone: 'UTC', slotMs: 10_000 })[0]?.slots[0]?.label).toBe('10:00:10');
});

test('a moment has its day and its time, and a zone reads as words', () => {
  expect(momentIn(SLOTS[2] ?? 0, { tag: 'en-GB', timeZone: 'Europe/Lisbon' })).toMatch(/^Tuesday,? 24 November(,| at) 14:30$/);
  expect(zoneName('America/Sao_Paulo')).toBe('America/Sao Paulo');
});
