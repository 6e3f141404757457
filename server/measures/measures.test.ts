import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_STATUS_MS } from '../protocol/formulas.ts';
import { type Cell, cellsOf, coarser, GRAIN_NAMES, SLOT_MS } from './cells.ts';
import type { CallFact, Facts, TextTimeFact } from './facts.ts';
import { FORMULAS } from './figures.ts';
import { addCell, addTotals, noTotals, type Totals } from './totals.ts';

const NINE = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;
const NOTHING: Facts = { calls: [], offers: [], statuses: [], texts: [], messages: [], returns: [], bookings: [], ratings: [] };
const STRETCH = { from: NINE, to: NINE + 60 * MINUTE, now: NINE + 120 * MINUTE };

const call = (more: Partial<CallFact> = {}): CallFact => ({
  channel: 'voice',
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
  firstReplyMs: null,
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
    expect(FORMULAS[measure](counted(HOUR, counting), { abandons: true, elsewhere: false })).toBeCloseTo(figure, 10);
  });

  test('the service level of answered calls alone leaves out who left', () => {
    expect(FORMULAS.serviceLevel(counted(HOUR), { abandons: false, elsewhere: false })).toBe(2 / 3);
  });

  test('who left for something else is counted apart, and as abandoned where that is switched on', () => {
    const calls = [
      ...(HOUR.calls ?? []),
      { ...left(2000), outcome: 'elsewhere' as const },
      { ...left(50_000), outcome: 'elsewhere' as const },
    ];
    const figures = (elsewhere: boolean, shortAbandon: number) =>
      (['offered', 'elsewhere', 'abandoned', 'shortAbandoned', 'serviceLevel', 'abandonment', 'longestWait'] as const).map((measure) =>
        FORMULAS[measure](counted({ calls }, { shortAbandon }), { abandons: true, elsewhere }),
      );
    expect(figures(false, 0)).toEqual([8, 2, 2, 0, 2 / 5, 2 / 5, 50_000]);
    expect(figures(true, 0)).toEqual([8, 2, 4, 0, 2 / 7, 4 / 7, 50_000]);
    expect(figures(true, 5)).toEqual([8, 2, 2, 2, 2 / 5, 2 / 5, 50_000]);
  });

  test('nothing has no figure where there is nothing to divide by', () => {
    const none = Object.entries(FORMULAS).map(([measure, formula]) => [measure, formula(noTotals(), { abandons: true, elsewhere: false })]);
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
      'concurrency',
      'firstReply',
      'quality',
      'returnTime',
      'bookingWait',
      'meanRating',
      'goodRatings',
    ]);
    expect(none.filter(([, figure]) => figure === 0)).toHaveLength(none.length - 16);
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
    expect(FORMULAS.occupancy(totalsOf(cells), { abandons: true, elsewhere: false })).toBe(20 / 30);
  });

  describe('with text conversations in hand', () => {
    const text = (from: number, to: number) => ({ agentId: 'ana', centerId: 'lisbon', from: at(from), to: at(to) });
    const statuses = [
      status('available', 0),
      status('on-call', 20),
      status('wrapup', 24),
      status('available', 25),
      status('not-ready', 40),
    ];
    const figures = (texts: readonly TextTimeFact[]) => {
      const totals = counted({ statuses, texts });
      return [
        totals.busyMs / MINUTE,
        FORMULAS.occupancy(totals, { abandons: true, elsewhere: false }),
        FORMULAS.concurrency(totals, { abandons: true, elsewhere: false }),
      ];
    };
    test.each([
      ['none', [], [5, 5 / 40, null]],
      ['one of ten minutes is busy for ten', [text(2, 12)], [15, 15 / 40, 1]],
      ['two at once are busy once', [text(2, 12), text(4, 10)], [15, 15 / 40, 1.6]],
      ['beside a call the call counts', [text(18, 27)], [9, 9 / 40, 1]],
      ['who is not ready is not busy', [text(38, 50)], [7, 7 / 40, 1]],
      ['what began before the hour counts from its beginning', [text(-30, 5)], [10, 10 / 40, 1]],
      ['another agent’s count nothing here', [{ ...text(2, 12), agentId: 'bia' }], [5, 5 / 40, 1]],
    ] as const)('%s', (_, texts, expected) => {
      expect(figures(texts)).toEqual(expected);
    });
  });

  test('goes on until now, and what nothing followed for half a day counts no further', () => {
    const statuses = [status('available', 0)];
    const long = { from: NINE, to: NINE + 96 * SLOT_MS, now: NINE + 96 * SLOT_MS };
    expect(totalsOf(cellsOf({ ...NOTHING, statuses }, { ...long, now: at(50) })).staffedMs).toBe(50 * MINUTE);
    expect(totalsOf(cellsOf({ ...NOTHING, statuses }, long)).staffedMs).toBe(LONGEST_STATUS_MS);
  });
});

test('offers count when they were made, with those that rang out and those that were declined', () => {
  const offer = { channel: 'voice' as const, queueId: 'sales', centerId: 'lisbon', agentId: 'ana', offeredAt: NINE };
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
  const rating = { channel: 'voice' as const, queueId: 'sales', centerId: 'lisbon', agentId: 'ana', disposition: 'Sold', enqueuedAt: NINE };
  const ratings = [5, 4, 3, 1].map((score) => ({ ...rating, score }));
  const totals = counted({ ratings: [...ratings, { ...rating, enqueuedAt: NINE - 1, score: 1 }] });
  const figure = (measure: 'ratings' | 'meanRating' | 'goodRatings') => FORMULAS[measure](totals, { abandons: true, elsewhere: false });
  expect([figure('ratings'), figure('meanRating'), figure('goodRatings')]).toEqual([4, 13 / 4, 1 / 2]);
});

const facts = fc.array(
  fc
    .record({
      enqueuedAt: fc.integer({ min: NINE, max: NINE + 60 * MINUTE - 1 }),
      outcome: fc.constantFrom('answered', 'abandoned', 'elsewhere', 'turned-away', 'failed'),
      waitMs: fc.integer({ min: 0, max: 100_000 }),
      talkMs: fc.integer({ min: 0, max: 1_000_000 }),
      agentId: fc.constantFrom('ana', 'bia'),
      queueId: fc.constantFrom('sales', 'support'),
      channel: fc.constantFrom('voice', 'text'),
      firstReplyMs: fc.constantFrom(null, 0, 9000),
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

test('calls and text conversations are told apart, and together they are all', () => {
  fc.assert(
    fc.property(facts, counting, fc.constantFrom(...GRAIN_NAMES), (calls, how, grain) => {
      const cells = coarser(cellsOf({ ...NOTHING, calls }, STRETCH), { grain, slot: null });
      const both = totalsOf(cells, how);
      for (const channel of ['voice', 'text'] as const)
        expect(
          totalsOf(
            cells.filter((cell) => cell.channel === channel),
            how,
          ),
        ).toEqual(counted({ calls: calls.filter((one) => one.channel === channel) }, how));
      const parts = noTotals();
      for (const channel of ['voice', 'text'])
        addTotals(
          parts,
          totalsOf(
            cells.filter((cell) => cell.channel === channel),
            how,
          ),
        );
      expect(parts).toEqual(both);
    }),
  );
});
