import { expect, test } from 'vitest';
import type { FollowUp } from '../../../server/protocol/customers.ts';
import { byDue, dayAt, daysAfter, dueFault, nextWorkday } from './follow-up-days.ts';

test.each([
  ['Europe/Lisbon', '2026-11-23'],
  ['America/Toronto', '2026-11-22'],
  ['Pacific/Auckland', '2026-11-23'],
])('a quarter past one at night in UTC is in %s on %s', (timeZone, day) => {
  expect(dayAt(Date.UTC(2026, 10, 23, 1, 15), timeZone)).toBe(day);
});

test.each([
  ['2026-11-23', 1, '2026-11-24'],
  ['2026-12-28', 7, '2027-01-04'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-03-28', 2, '2026-03-30'], // over the change to summer time
])('%s and %d days more is %s', (day, days, later) => {
  expect(daysAfter(day, days)).toBe(later);
});

test.each([
  ['2026-11-23', '2026-11-24'], // Monday
  ['2026-11-27', '2026-11-30'], // Friday
  ['2026-11-28', '2026-11-30'],
  ['2026-11-29', '2026-11-30'],
])('the workday after %s is %s', (day, next) => {
  expect(nextWorkday(day)).toBe(next);
});

test.each([
  ['', 'missing'],
  ['2026-13-40', 'missing'],
  ['tomorrow', 'missing'],
  ['2026-11-22', 'past'],
  ['2026-11-23', null],
  ['2028-11-22', null],
  ['2028-11-23', 'too-far'],
])('a follow-up on %j, asked for on 23 November 2026: %j', (dueOn, fault) => {
  expect(dueFault(dueOn, '2026-11-23')).toBe(fault);
});

test('follow-ups stand under overdue, today and later, the earliest first', () => {
  const due = (dueOn: string) => ({ id: dueOn, dueOn }) as FollowUp;
  const groups = byDue([due('2026-12-01'), due('2026-11-23'), due('2026-11-20'), due('2026-11-01')], '2026-11-23');
  expect(groups.map((group) => [group.due, group.followUps.map(({ id }) => id)])).toEqual([
    ['overdue', ['2026-11-01', '2026-11-20']],
    ['today', ['2026-11-23']],
    ['later', ['2026-12-01']],
  ]);
  expect(byDue([], '2026-11-23')).toEqual([]);
});
