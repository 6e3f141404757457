import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_STATUS_MS } from '../protocol/formulas.ts';
import { type Cell, cellsOf, coarser, GRAIN_NAMES, SLOT_MS } from './cells.ts';
import type { CallFact, Facts } from './facts.ts';
import { FORMULAS } from './figures.ts';
import { addCell, noTotals, type Totals } from './totals.ts';

const NINE = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;
const NOTHING: Facts = { calls: [], offers: [], statuses: [], messages: [], ratings: [] };
const STRETCH = { from: NINE, to: NINE + 60 * MINUTE, now: NINE + 120 * MINUTE };

const call = (more: Partial<CallFact> = {}): CallFact => ({
  queueId: 'sales',
  centerId: 'lisbon',
  agentId: 'ana',
  disposition: 'Sold',
  enqueuedAt: NINE,
  outcome: 'answered',
  waited: true,
  waitMs: 10_000,
  talkMs: 100_000,
  holdMs: 20_000,
  wrapupMs: 30_000,
  qualitySamples: 0,
  qualitySum: 0,
  ...more,
});
const left = (waitMs: number) =>
  call({ outcome: 'abandoned', waitMs, centerId: '', agentId: '', disposition: '', talkMs: 0, holdMs: 0, wrapupMs: 0 });

function totalsOf(cells: readonly Cell[], { threshold = 20, shortAbandon = 0 } = {}): Totals {
  const totals = noTotals();
  for (const cell of cells) addCell(totals, cell, { thresholdOf: () => threshold, shortAbandon });
  return totals;
}
const counted = (facts: Partial<Facts>, counting?: { threshold?: number; shortAbandon?: number }) =>
  totalsOf(cellsOf({ ...NOTHING, ...facts }, STRETCH), counting);

/** Six callers: answered after 10, 20 and 21 s; left after 3 and 40 s; a queue was full. Ana also helped in a consult. */
const HOUR: Partial<Facts> = {
  calls: [
    call({ waitMs: 10_000 }),
    call({ waitMs: 20_000, enqueuedAt: NINE + 20 * MINUTE, talkMs: 50_000, holdMs: 0, wrapupMs: 10_000 }),
    call({ waitMs: 21_000, agentId: 'bia', qualitySamples: 10, qualitySum: 42_000 }),
    left(3000),
    left(40_000),
    call({ outcome: 'turned-away', waitMs: 0, agentId: '', centerId: '', disposition: '' }),
    call({ waited: false, waitMs: 99_000, talkMs: 60_000, holdMs: 0, wrapupMs: 0 }),
  ],
};

describe('of an hour that is counted by hand', () => {
  test.each([
    ['offered', {}, 6],
    ['answered', {}, 3],
    ['abandoned', {}, 2],
    ['abandoned', { shortAbandon: 5 }, 1],
    ['shortAbandoned', { shortAbandon: 5 }, 1],
    ['turnedAway', {}, 1],
    ['serviceLevel', {}, 2 / 5],
    ['serviceLevel', { threshold: 21 }, 3 / 5],
    ['serviceLevel', { threshold: 9 }, 0],
    ['serviceLevel', { shortAbandon: 5 }, 2 / 4],
    ['serviceLevel', { shortAbandon: 3 }, 2 / 5], // who left after exactly three seconds did not leave within them
    ['abandonment', {}, 2 / 5],
    ['abandonment', { shortAbandon: 5 }, 1 / 4],
    ['asa', {}, 17_000],
    ['longestWait', {}, 40_000],
    ['handled', {}, 4],
    ['aht', {}, (150_000 + 60_000 + 150_000 + 60_000) / 4],
    ['talk', {}, 310_000 / 4],
    ['hold', {}, 40_000 / 4],
    ['wrapup', {}, 70_000 / 4],
    ['quality', {}, 4.2],
  ] as const)('%s with %o is %d', (measure, counting, figure) => {
    expect(FORMULAS[measure](counted(HOUR, counting), { abandons: true })).toBeCloseTo(figure, 10);
  });

  test('the service level of answered calls alone leaves out who left', () => {
    expect(FORMULAS.serviceLevel(counted(HOUR), { abandons: false })).toBe(2 / 3);
  });

  test('nothing has no figure where there is nothing to divide by', () => {
    const none = Object.entries(FORMULAS).map(([measure, formula]) => [measure, formula(noTotals(), { abandons: true })]);
    expect(none.filter(([, figure]) => figure === null).map(([measure]) => measure)).toEqual([
      'serviceLevel',
      'abandonment',
      'asa',
      'longestWait',
      'aht',
      'talk',
      'hold',
      'wrapup',
      'occupancy',
      'quality',
      'meanRating',
      'goodRatings',
    ]);
    expect(none.filter(([, figure]) => figure === 0)).toHaveLength(none.length - 12);
  });
});

describe('the time of agents', () => {
  const at = (minutes: number) => NINE + minutes * MINUTE;
  const status = (kind: 'offline' | 'available' | 'on-call' | 'wrapup' | 'not-ready', minutes: number) => ({
    agentId: 'ana',
    centerId: 'lisbon',
    kind,
    at: at(minutes),
  });

  test('is cut at the edges of slots, and occupancy is what was work of what was not a break', () => {
    const statuses = [
      status('available', -10),
      status('on-call', 10),
      status('wrapup', 20),
      status('not-ready', 30),
      status('offline', 40),
    ];
    const cells = cellsOf({ ...NOTHING, statuses }, STRETCH);
    expect(cells.map(({ slot, staffedMs, busyMs, notReadyMs }) => [slot - NINE, staffedMs, busyMs, notReadyMs])).toEqual([
      [0, 15 * MINUTE, 5 * MINUTE, 0],
      [15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 0],
      [30 * MINUTE, 10 * MINUTE, 0, 10 * MINUTE],
    ]);
    expect(FORMULAS.occupancy(totalsOf(cells), { abandons: true })).toBe(20 / 30);
  });

  test('goes on until now, and what nothing followed for half a day counts no further', () => {
    const statuses = [status('available', 0)];
    const long = { from: NINE, to: NINE + 96 * SLOT_MS, now: NINE + 96 * SLOT_MS };
    expect(totalsOf(cellsOf({ ...NOTHING, statuses }, { ...long, now: at(50) })).staffedMs).toBe(50 * MINUTE);
    expect(totalsOf(cellsOf({ ...NOTHING, statuses }, long)).staffedMs).toBe(LONGEST_STATUS_MS);
  });
});

test('offers count when they were made, with those that rang out and those that were declined', () => {
  const offer = { queueId: 'sales', centerId: 'lisbon', agentId: 'ana', offeredAt: NINE };
  const totals = counted({
    offers: [
      { ...offer, end: 'missed' },
      { ...offer, end: 'declined' },
      { ...offer, end: 'other' },
      { ...offer, offeredAt: NINE - 1, end: 'missed' },
    ],
    messages: [{ queueId: 'sales', kind: 'callback', at: NINE }],
  });
  expect([totals.offers, totals.missedOffers, totals.declinedOffers, totals.callbacks, totals.messages]).toEqual([3, 1, 1, 1, 0]);
});

test('ratings count where their calls came, with their mean and the share of good ones', () => {
  const rating = { queueId: 'sales', centerId: 'lisbon', agentId: 'ana', disposition: 'Sold', enqueuedAt: NINE };
  const ratings = [5, 4, 3, 1].map((score) => ({ ...rating, score }));
  const totals = counted({ ratings: [...ratings, { ...rating, enqueuedAt: NINE - 1, score: 1 }] });
  const figure = (measure: 'ratings' | 'meanRating' | 'goodRatings') => FORMULAS[measure](totals, { abandons: true });
  expect([figure('ratings'), figure('meanRating'), figure('goodRatings')]).toEqual([4, 13 / 4, 1 / 2]);
});

const facts = fc.array(
  fc
    .record({
      enqueuedAt: fc.integer({ min: NINE, max: NINE + 60 * MINUTE - 1 }),
      outcome: fc.constantFrom('answered', 'abandoned', 'turned-away', 'failed'),
      waitMs: fc.integer({ min: 0, max: 100_000 }),
      talkMs: fc.integer({ min: 0, max: 1_000_000 }),
      agentId: fc.constantFrom('ana', 'bia'),
      queueId: fc.constantFrom('sales', 'support'),
      disposition: fc.constantFrom('Sold', ''),
      waited: fc.boolean(),
    })
    .map((one) => call(one as Partial<CallFact>)),
  { maxLength: 60 },
);
const counting = fc.record({ threshold: fc.integer({ min: 1, max: 100 }), shortAbandon: fc.integer({ min: 0, max: 100 }) });

test('whatever is left out of cells, and however time is parted, their totals are those of the calls themselves', () => {
  fc.assert(
    fc.property(
      facts,
      counting,
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(...GRAIN_NAMES),
      fc.constantFrom(null, NINE),
      (calls, how, cut, grain, slot) => {
        const whole = counted({ calls }, how);
        const middle = NINE + cut * SLOT_MS;
        const cells = [
          ...cellsOf({ ...NOTHING, calls }, { ...STRETCH, to: middle }),
          ...cellsOf({ ...NOTHING, calls }, { ...STRETCH, from: middle }),
        ];
        expect(totalsOf(coarser(cells, { grain, slot }), how)).toEqual(whole);
        const answered = calls.filter((one) => one.waited && one.outcome === 'answered');
        expect(whole.inTime).toBe(answered.filter((one) => one.waitMs <= how.threshold * 1000).length);
        const abandoned = calls.filter((one) => one.waited && one.outcome === 'abandoned');
        expect(whole.shortAbandoned).toBe(abandoned.filter((one) => one.waitMs < how.shortAbandon * 1000).length);
      },
    ),
  );
});
