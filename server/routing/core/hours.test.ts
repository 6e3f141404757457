import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hours } from '../../protocol/hours.ts';
import { HOURS_HORIZON_MS, openAt } from './hours.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const workdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((day) => ({ day, from, to }));
const hours = (timeZone: string, weekly: Hours['weekly'], holidays: Hours['holidays'] = []): Hours =>
  Hours.parse({ timeZone, weekly, holidays });
/** Written in UTC, with its answer in UTC too. */
const at = (text: string) => Date.parse(text);
const asked = (given: Hours, moment: string) => {
  const { open, until } = openAt(given, at(moment));
  return `${open ? 'open' : 'closed'} until ${until === null ? 'further notice' : new Date(until).toISOString().slice(0, 16)}`;
};

describe('opening hours', () => {
  const office = hours('Europe/Lisbon', workdays('09:00', '17:00'));

  test('are of the wall clock of their zone, in winter and in summer', () => {
    // 2026-01-14 and 2026-07-15 are Wednesdays.
    expect(asked(office, '2026-01-14T08:59Z')).toBe('closed until 2026-01-14T09:00');
    expect(asked(office, '2026-01-14T09:00Z')).toBe('open until 2026-01-14T17:00');
    expect(asked(office, '2026-07-15T08:00Z')).toBe('open until 2026-07-15T16:00');
    expect(asked(office, '2026-07-15T16:00Z')).toBe('closed until 2026-07-16T08:00');
    const toronto = hours('America/Toronto', workdays('09:00', '17:00'));
    expect(asked(toronto, '2026-01-14T14:00Z')).toBe('open until 2026-01-14T22:00');
    expect(asked(toronto, '2026-07-15T13:00Z')).toBe('open until 2026-07-15T21:00');
  });

  test('end exactly at their end, and not a millisecond before', () => {
    expect(openAt(office, at('2026-01-14T17:00Z') - 1)).toEqual({ open: true, until: at('2026-01-14T17:00Z') });
    expect(openAt(office, at('2026-01-14T17:00Z')).open).toBe(false);
  });

  test('closed over the weekend begin again on Monday', () => {
    expect(asked(office, '2026-01-16T18:00Z')).toBe('closed until 2026-01-19T09:00');
  });

  test('next to each other are one opening', () => {
    const given = hours('Europe/Lisbon', [
      { day: 3, from: '12:00', to: '17:00' },
      { day: 3, from: '09:00', to: '12:00' },
    ]);
    expect(asked(given, '2026-01-14T10:00Z')).toBe('open until 2026-01-14T17:00');
  });

  test('to 24:00 go on into the next day from 00:00, and end there when it has none', () => {
    const given = hours('Europe/Lisbon', [
      { day: 3, from: '22:00', to: '24:00' },
      { day: 4, from: '00:00', to: '06:00' },
      { day: 5, from: '20:00', to: '24:00' },
    ]);
    expect(asked(given, '2026-01-14T23:00Z')).toBe('open until 2026-01-15T06:00');
    expect(asked(given, '2026-01-16T23:00Z')).toBe('open until 2026-01-17T00:00');
  });

  test('that never change say so: always open, never open, and a change further away than 14 days', () => {
    const always = hours(
      'Europe/Lisbon',
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
    );
    expect(asked(always, '2026-01-14T10:00Z')).toBe('open until further notice');
    expect(asked(hours('Europe/Lisbon', []), '2026-01-14T10:00Z')).toBe('closed until further notice');
    const shut = Array.from({ length: 20 }, (_, day) => ({
      date: new Date(at('2026-01-14') + day * DAY).toISOString().slice(0, 10),
      name: 'Works',
      open: null,
    }));
    const closed = hours('Europe/Lisbon', workdays('09:00', '17:00'), shut);
    expect(asked(closed, '2026-01-14T10:00Z')).toBe('closed until further notice');
    expect(asked(closed, '2026-01-21T10:00Z')).toBe('closed until 2026-02-03T09:00');
  });
});

describe('holidays', () => {
  const given = hours('Europe/Lisbon', workdays('09:00', '17:00'), [
    { date: '2026-12-25', name: 'Christmas', open: null },
    { date: '2026-12-24', name: 'Christmas Eve', open: { from: '09:00', to: '12:00' } },
    { date: '2026-12-26', name: 'Sale', open: { from: '10:00', to: '24:00' } },
  ]);

  test('are closed all day, or open for their own hours, whatever the weekday has', () => {
    expect(asked(given, '2026-12-24T10:00Z')).toBe('open until 2026-12-24T12:00');
    expect(asked(given, '2026-12-24T13:00Z')).toBe('closed until 2026-12-26T10:00');
    expect(asked(given, '2026-12-26T10:00Z')).toBe('open until 2026-12-27T00:00');
  });

  test('are of the zone’s own date', () => {
    const toronto = hours(
      'America/Toronto',
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
      [{ date: '2026-07-01', name: 'Canada Day', open: null }],
    );
    expect(asked(toronto, '2026-07-01T03:59Z')).toBe('open until 2026-07-01T04:00');
    expect(asked(toronto, '2026-07-01T04:00Z')).toBe('closed until 2026-07-02T04:00');
  });
});

describe('daylight saving', () => {
  // Clocks go forward in Lisbon on 29 March 2026 at 01:00 UTC (01:00 → 02:00), back on 25 October at 01:00 UTC (02:00 → 01:00);
  // in Toronto forward on 8 March at 07:00 UTC (02:00 → 03:00), back on 1 November at 06:00 UTC (02:00 → 01:00). All are Sundays.
  const sunday = (timeZone: string, from: string, to: string) => hours(timeZone, [{ day: 7, from, to }]);

  test.each([
    ['Europe/Lisbon', '00:30', '01:30', '2026-03-29T00:45Z', 'open until 2026-03-29T01:00'],
    ['Europe/Lisbon', '01:30', '03:00', '2026-03-29T00:45Z', 'closed until 2026-03-29T01:00'],
    ['Europe/Lisbon', '01:15', '01:45', '2026-03-29T00:45Z', 'closed until 2026-04-05T00:15'],
    ['America/Toronto', '02:30', '04:00', '2026-03-08T06:59Z', 'closed until 2026-03-08T07:00'],
    ['America/Toronto', '01:00', '02:30', '2026-03-08T06:30Z', 'open until 2026-03-08T07:00'],
    ['America/Toronto', '02:00', '03:00', '2026-03-08T06:30Z', 'closed until 2026-03-15T06:00'],
  ])('in spring, %s from %s to %s: a time that does not exist is skipped', (zone, from, to, moment, answer) => {
    expect(asked(sunday(zone, from, to), moment)).toBe(answer);
  });

  test.each([
    // 01:30 comes twice. A span that reaches over both goes on; one that ends between them opens again with the clock.
    ['Europe/Lisbon', '00:00', '03:00', '2026-10-25T00:15Z', 'open until 2026-10-25T03:00'],
    ['Europe/Lisbon', '01:00', '01:30', '2026-10-25T00:15Z', 'open until 2026-10-25T00:30'],
    ['Europe/Lisbon', '01:00', '01:30', '2026-10-25T00:30Z', 'closed until 2026-10-25T01:00'],
    ['Europe/Lisbon', '01:00', '01:30', '2026-10-25T01:15Z', 'open until 2026-10-25T01:30'],
    ['Europe/Lisbon', '01:30', '02:00', '2026-10-25T00:45Z', 'open until 2026-10-25T01:00'],
    ['Europe/Lisbon', '01:30', '02:00', '2026-10-25T01:00Z', 'closed until 2026-10-25T01:30'],
    ['America/Toronto', '01:30', '05:00', '2026-11-01T05:45Z', 'open until 2026-11-01T06:00'],
    ['America/Toronto', '01:30', '05:00', '2026-11-01T06:10Z', 'closed until 2026-11-01T06:30'],
    ['America/Toronto', '01:30', '05:00', '2026-11-01T06:30Z', 'open until 2026-11-01T10:00'],
    ['America/Toronto', '09:00', '17:00', '2026-11-01T12:00Z', 'closed until 2026-11-01T14:00'],
  ])('in autumn, %s from %s to %s at %s: a time that comes twice is open twice', (zone, from, to, moment, answer) => {
    expect(asked(sunday(zone, from, to), moment)).toBe(answer);
  });

  test('moves the hours of the days after it, not their wall-clock time', () => {
    const office = hours('Europe/Lisbon', workdays('09:00', '17:00'));
    expect(asked(office, '2026-03-27T18:00Z')).toBe('closed until 2026-03-30T08:00');
    expect(asked(office, '2026-10-23T17:00Z')).toBe('closed until 2026-10-26T09:00');
  });
});

describe('walking from change to change', () => {
  const YEAR = [at('2026-01-01'), at('2027-01-01')] as const;
  const ZONES = ['Europe/Lisbon', 'America/Toronto', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca', 'UTC'];

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 1, max: 24 * 60 }), fc.constantFrom(1, 15, 60))
    .map(([start, length, grain]) => {
      const from = Math.floor(start / grain) * grain;
      const to = Math.min(24 * 60, Math.ceil((from + length) / grain) * grain);
      return { from: asTime(from), to: asTime(to) };
    });
  const someHours = fc
    .record({
      timeZone: fc.constantFrom(...ZONES),
      weekly: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 7 }), clock).map(([day, span]) => ({ day, ...span })),
        { maxLength: 16 },
      ),
      holidays: fc.array(
        fc.record({
          date: fc.integer({ min: 0, max: 364 }).map((day) => new Date(YEAR[0] + day * DAY).toISOString().slice(0, 10)),
          name: fc.constant('Holiday'),
          open: fc.option(clock),
        }),
        { maxLength: 6 },
      ),
    })
    // The schema refuses overlaps and doubles: of these, the first stays.
    .map(({ timeZone, weekly, holidays }) =>
      hours(
        timeZone,
        weekly.filter(
          (one, index) => !weekly.slice(0, index).some((other) => other.day === one.day && other.from < one.to && one.from < other.to),
        ),
        holidays.filter((one, index) => holidays.findIndex((other) => other.date === one.date) === index),
      ),
    );

  test('alternates, and agrees with every minute of a year', { timeout: 120_000 }, () => {
    const clocks = new Map(ZONES.map((zone) => [zone, wallClockOfYear(zone, YEAR)]));
    fc.assert(
      fc.property(someHours, fc.integer({ min: 0, max: DAY / MINUTE }), (given, offset) => {
        const minutes = clocks.get(given.timeZone) ?? [];
        let moment = YEAR[0] + offset * MINUTE;
        let before: { open: boolean; changed: boolean } | null = null;
        while (moment < YEAR[1]) {
          const { open, until } = openAt(given, moment);
          if (before) expect(open).toBe(before.changed ? !before.open : before.open);
          const next = until ?? moment + HOURS_HORIZON_MS;
          expect(next).toBeGreaterThan(moment);
          for (let minute = moment; minute < Math.min(next, YEAR[1]); minute += MINUTE)
            if (shown(given, minutes[(minute - YEAR[0]) / MINUTE]) !== open)
              expect.fail(`${JSON.stringify(given)}: at ${new Date(minute).toISOString()} it is not ${open ? 'open' : 'closed'}`);
          before = { open, changed: until !== null };
          moment = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  interface Minute {
    date: string;
    day: number;
    time: string;
  }
  /** What the wall shows at each minute of a year, from Intl alone. */
  function wallClockOfYear(timeZone: string, [from, to]: readonly [number, number]): Minute[] {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const days = new Map<string, number>();
    return Array.from({ length: (to - from) / MINUTE }, (_, index) => {
      const [date = '', time = ''] = format.format(from + index * MINUTE).split(' ');
      if (!days.has(date)) days.set(date, new Date(`${date}T00:00Z`).getUTCDay() || 7);
      return { date, time, day: days.get(date) ?? 0 };
    });
  }

  function shown({ weekly, holidays }: Hours, minute: Minute | undefined): boolean {
    if (!minute) throw new Error('Outside of the year');
    const within = ({ from, to }: { from: string; to: string }) => from <= minute.time && minute.time < to;
    const holiday = holidays.find((one) => one.date === minute.date);
    if (holiday) return holiday.open !== null && within(holiday.open);
    return weekly.some((span) => span.day === minute.day && within(span));
  }
});

function asTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
