import { describe, expect, test } from 'vitest';
import type { ForecastSlot, StaffNeed } from '../../../server/protocol/planning.ts';
import {
  apart,
  busySlots,
  clock,
  FORECAST_FORM,
  type ForecastForm,
  fieldAt,
  forecastCsv,
  type Made,
  numberIn,
  requestOf,
  totalsOf,
} from './forecast-view.ts';

const form: ForecastForm = { ...FORECAST_FORM, centerId: 'lisbon' };

describe('what is asked', () => {
  test('as it is typed, with shares of 1', () => {
    expect(requestOf({ ...form, percent: '87,5' })).toEqual({
      request: {
        centerId: 'lisbon',
        date: null,
        queueId: null,
        intervalMinutes: 30,
        target: { kind: 'service-level', share: 0.875, withinSeconds: 20 },
        shrinkage: 0.3,
        patienceSeconds: null,
      },
    });
    expect(requestOf({ ...form, target: 'asa', seconds: '8', patience: '90' })).toMatchObject({
      request: { target: { kind: 'asa', seconds: 8 }, patienceSeconds: 90 },
    });
    expect(requestOf({ ...form, target: 'occupancy' })).toMatchObject({ request: { target: { kind: 'occupancy', most: 0.8 } } });
  });

  test('fields without a number are named, as far as they are asked for', () => {
    expect(requestOf({ ...form, percent: '', seconds: 'soon', shrinkage: '3 0', patience: 'x' })).toEqual({
      wrong: ['percent', 'seconds', 'shrinkage', 'patience'],
    });
    expect(requestOf({ ...form, target: 'asa', percent: '' })).toHaveProperty('request');
    expect([numberIn(' 7 '), numberIn('−3'), numberIn('1e999')]).toEqual([7, -3, null]);
  });

  test.each([
    ['target.share', 'percent'],
    ['target.most', 'percent'],
    ['target.withinSeconds', 'seconds'],
    ['target.seconds', 'seconds'],
    ['shrinkage', 'shrinkage'],
    ['patienceSeconds', 'patience'],
    ['date', null],
    [undefined, null],
  ])('a refusal about %s stands at %s', (field, at) => expect(fieldAt(field)).toBe(at));
});

const need = (agents: number): StaffNeed => {
  return { agents, rostered: agents * 2, serviceLevel: 0.9, asaSeconds: 5, occupancy: 0.5, abandoned: 0 };
};
const scope = (calls: number, agents: number) => ({ calls, erlangC: need(agents), erlangA: null });
const slot = (minute: number, calls: number, agents: number): ForecastSlot => ({
  at: minute * 60_000,
  minute,
  low: calls / 2,
  high: calls * 2,
  pooled: scope(calls, agents),
  centers: { lisbon: scope(calls / 2, agents), toronto: scope(calls / 2, 1) },
});
const made: Made = {
  kind: 'forecast',
  timeZone: 'Europe/Lisbon',
  date: '2026-11-24',
  intervalMinutes: 30,
  history: { from: '2026-10-01', to: '2026-11-22', days: 53, leftOut: [] },
  error: null,
  ahtSeconds: 180,
  patienceSeconds: null,
  days: [{ date: '2026-11-24', calls: 12, low: 8, high: 16 }],
  slots: [slot(0, 0, 0), slot(540, 4, 2), slot(570, 8, 3), slot(600, 0, 0)],
  centers: [
    { id: 'lisbon', name: 'Lisbon', ahtSeconds: 180 },
    { id: 'toronto', name: '=Toronto, ON', ahtSeconds: 180 },
  ],
};

describe('what is said', () => {
  test('the day in a few figures', () => {
    expect(totalsOf(made, 'erlangC')).toEqual({ calls: 12, low: 8, high: 16, peak: 3, peakApart: 4, paidHours: 5, busiest: 570 });
    // Without a patience Erlang A tells nothing, and Erlang C is what there is.
    expect(totalsOf(made, 'erlangA').peak).toBe(3);
  });

  test('only the intervals in which somebody calls', () => {
    expect(busySlots(made.slots).map(({ minute }) => clock(minute))).toEqual(['09:00', '09:30']);
    expect(busySlots([slot(0, 0, 0)])).toEqual([]);
  });

  test('centers apart are not told unless each of them can be', () => {
    const known = slot(540, 4, 2);
    expect(apart(known, 'erlangC')).toBe(3);
    expect(apart({ ...known, centers: { ...known.centers, porto: { calls: 0, erlangC: null, erlangA: null } } }, 'erlangC')).toBeNull();
    expect(apart({ ...known, centers: {} }, 'erlangC')).toBeNull();
  });

  test('as CSV: all intervals, with names that no spreadsheet takes for a formula', () => {
    const headings = ['Day', 'Time', 'Calls', 'Low', 'High', 'C', 'R', 'SL', 'ASA', 'Occ', 'A', 'R', 'SL', 'ASA', 'Occ', 'Ab'];
    const [head, , nine] = forecastCsv(made, headings).split('\r\n');
    expect(head).toBe(
      `${headings.join(',')},Lisbon: Calls,Lisbon: C,Lisbon: A,"'=Toronto, ON: Calls","'=Toronto, ON: C","'=Toronto, ON: A"`,
    );
    expect(nine).toBe('2026-11-24,09:00,4,2,8,2,4,0.9,5,0.5,,,,,,,2,2,,2,1,');
  });
});
