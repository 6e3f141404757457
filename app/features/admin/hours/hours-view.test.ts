import { describe, expect, test } from 'vitest';
import { Hours } from '../../../../server/protocol/hours.ts';
import { sayIn } from '../../../lib/i18n/testing.ts';
import { asClockTime, dayRows, hoursWords, mondayOnWorkdays, timeZones, usualHours, withSpan } from './hours-view.ts';

test.each([
  ['9', '09:00'],
  ['09', '09:00'],
  ['930', '09:30'],
  ['9:30', '09:30'],
  ['9.30', '09:30'],
  [' 17h45 ', '17:45'],
  ['24', '24:00'],
  ['2400', '24:00'],
  ['24:01', '24:01'],
  ['25', '25'],
  ['9:75', '9:75'],
  ['noon', 'noon'],
  ['', ''],
])('%j is typed for %j', (typed, time) => {
  expect(asClockTime(typed)).toBe(time);
});

const english = sayIn('en');

const span = (day: number, from: string, to: string) => ({ day, from, to });

test('usual hours are as the schema wants them, in every zone that is offered', () => {
  expect(Hours.safeParse(usualHours('Europe/Lisbon')).success).toBe(true);
  expect(timeZones().filter((timeZone) => !Hours.safeParse(usualHours(timeZone)).success)).toEqual([]);
  expect(timeZones()).toEqual(expect.arrayContaining(['UTC', 'Europe/Lisbon', 'America/Toronto']));
});

test('spans are shown at their day, with their place in the list that is saved', () => {
  const rows = dayRows([span(2, '09:00', '12:00'), span(1, '09:00', '12:00'), span(2, '13:00', '17:00')]);
  expect(rows.map(({ day, spans }) => [day, spans.map(({ key, index }) => `${key}@${index}`)]).slice(0, 3)).toEqual([
    [1, ['1.0@1']],
    [2, ['2.0@0', '2.1@2']],
    [3, []],
  ]);
});

describe('a span that is added', () => {
  test('to an empty day is the usual one', () => {
    expect(withSpan([], 3)).toEqual([span(3, '09:00', '17:00')]);
  });
  test('begins where the last one of its day ends', () => {
    const before = [span(1, '13:00', '17:00'), span(1, '09:00', '12:00'), span(2, '09:00', '20:00')];
    expect(withSpan(before, 1)).toEqual([...before, span(1, '17:00', '24:00')]);
  });
  test('to a full day is left to be filled in', () => {
    expect(withSpan([span(1, '00:00', '24:00')], 1).at(-1)).toEqual(span(1, '', ''));
  });
});

test('Monday’s hours on all workdays leave the weekend as it is', () => {
  const weekly = mondayOnWorkdays([
    span(1, '08:00', '12:00'),
    span(1, '13:00', '18:00'),
    span(3, '10:00', '11:00'),
    span(6, '10:00', '14:00'),
  ]);
  expect(english(hoursWords({ timeZone: 'UTC', weekly, holidays: [] }))).toBe('Mon–Fri 08:00–12:00 and 13:00–18:00, Sat 10:00–14:00');
});

test.each([
  [null, 'Always'],
  [{ timeZone: 'UTC', weekly: [], holidays: [] }, 'Never'],
  [usualHours('UTC'), 'Mon–Fri 09:00–17:00'],
  [{ timeZone: 'UTC', weekly: [span(7, '10:00', '24:00'), span(1, '09:00', '17:00')], holidays: [] }, 'Mon 09:00–17:00, Sun 10:00–24:00'],
])('hours %# read %j', (hours, text) => {
  expect(english(hoursWords(hours))).toBe(text);
});
