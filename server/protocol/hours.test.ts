import { describe, expect, test } from 'vitest';
import { Hours } from './hours.ts';

const refused = (hours: unknown) => {
  const parsed = Hours.safeParse(hours);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
};
const lisbon = (weekly: unknown[], holidays: unknown[] = []) => ({ timeZone: 'Europe/Lisbon', weekly, holidays });

describe('opening hours', () => {
  test('are taken with spans next to each other, to 24:00, and holidays with hours of their own or none', () => {
    const given = lisbon(
      [
        { day: 1, from: '09:00', to: '12:00' },
        { day: 1, from: '12:00', to: '24:00' },
        { day: 2, from: '09:00', to: '12:00' },
      ],
      [
        { date: '2026-12-25', name: 'Christmas', open: null },
        { date: '2026-12-24', name: 'Christmas Eve', open: { from: '09:00', to: '12:00' } },
      ],
    );
    expect(Hours.parse(given)).toEqual(given);
  });

  test.each([
    [
      'that overlap',
      lisbon([
        { day: 1, from: '09:00', to: '12:00' },
        { day: 2, from: '11:00', to: '13:00' },
        { day: 1, from: '11:00', to: '13:00' },
      ]),
      ['weekly.2.from overlaps Monday 09:00 to 12:00'],
    ],
    ['that end before they begin', lisbon([{ day: 1, from: '10:00', to: '09:00' }]), ['weekly.0.to is not after the beginning']],
    ['that begin at no time of day', lisbon([{ day: 1, from: '9', to: '10:00' }]), ['weekly.0.from is not a time such as 09:30']],
    ['in no zone', { ...lisbon([]), timeZone: 'Europe/Atlantis' }, ['timeZone is not a time zone such as Europe/Lisbon']],
    ['with a holiday on no day', lisbon([], [{ date: '2026-02-30', name: 'Leap', open: null }]), ['holidays.0.date is not a date']],
    ['with a holiday without a name', lisbon([], [{ date: '2026-02-28', name: ' ', open: null }]), ['holidays.0.name is needed']],
    [
      'with a holiday whose hours end before they begin',
      lisbon([], [{ date: '2026-02-28', name: 'Fair', open: { from: '10:00', to: '10:00' } }]),
      ['holidays.0.open.to is not after the beginning'],
    ],
    [
      'with a holiday twice',
      lisbon(
        [],
        [
          { date: '2026-12-25', name: 'Christmas', open: null },
          { date: '2026-12-25', name: 'Xmas', open: null },
        ],
      ),
      ['holidays.1.date is in the list twice'],
    ],
  ])('%s are refused at the field', (_, hours, issues) => {
    expect(refused(hours)).toEqual(issues);
  });
});
