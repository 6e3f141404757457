import { expect, test } from 'vitest';
import type { DaySegment } from '../../../server/protocol/desk.ts';
import { hourBefore, timeline } from './day-timeline.ts';

const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 23, hour, minute);
const segment = (kind: DaySegment['kind'], from: number, to: number): DaySegment => ({ kind, code: null, from, to });
const day = [
  segment('offline', at(0), at(9, 10)),
  segment('available', at(9, 10), at(10)),
  segment('on-call', at(10), at(10, 30)),
  segment('wrapup', at(10, 30), at(10, 30)),
  segment('not-ready', at(10, 30), at(11, 15)),
];

test('the line runs from the full hour before the first status to the full hour after now', () => {
  const line = timeline(day, at(11, 15), 'UTC');
  expect([line?.from, line?.to]).toEqual([at(9), at(12)]);
  expect(line?.marks.map((mark) => mark.at)).toEqual([at(9), at(10), at(11), at(12)]);
  expect(line?.strips.map(({ kind, left, width }) => [kind, Math.round(left), Math.round(width)])).toEqual([
    ['available', 6, 28],
    ['on-call', 33, 17],
    ['not-ready', 50, 25],
  ]);
});

test('what goes on now grows with the clock until the server says more', () => {
  expect(timeline(day, at(11, 45), 'UTC')?.strips.at(-1)).toMatchObject({ kind: 'not-ready', to: at(11, 45) });
});

test('at a full hour the line does not yet begin the next', () => {
  expect(timeline(day.slice(0, 2), at(10), 'UTC')?.to).toBe(at(10));
});

test('a long day has marks every few hours', () => {
  expect(timeline([segment('available', at(1), at(23))], at(23), 'UTC')?.marks.map((mark) => new Date(mark.at).getUTCHours())).toEqual([
    1, 6, 11, 16, 21,
  ]);
});

test('who has not begun yet has no line', () => {
  expect(timeline([segment('offline', at(0), at(9))], at(9), 'UTC')).toBeNull();
  expect(timeline([], at(9), 'UTC')).toBeNull();
});

test.each([
  ['UTC', at(9, 40), at(9)],
  ['Asia/Kolkata', at(9, 40), at(9, 30)],
  ['Asia/Kathmandu', at(9, 40), at(9, 15)],
  ['America/Toronto', at(9), at(9)],
])('the full hour in %s', (zone, moment, hour) => {
  expect(hourBefore(moment + 12_345, zone)).toBe(hour);
});
