import { describe, expect, test } from 'vitest';
import type { AlertScope } from '../../protocol/alerts.ts';
import type { Board, BoardAgent, BoardCenter, BoardQueue } from '../../protocol/board.ts';
import { boardTrend } from '../../protocol/board-fixture.ts';
import { LIVE_SCOPES, type LiveMeasure, MEASURE_NAMES, measureHas } from '../../protocol/live-measures.ts';
import { figureOf, scopeName } from './figures.ts';

const NOW = 1_000_000;
const none = { abandonedWithin: [0, 0, 0, 0, 0], elsewhere: 1, elsewhereWithin: [0, 0, 0, 0, 0], qualitySamples: 3 };
const day = { ...none, asaMs: 4000, ahtMs: 180_000, missedOffers: 2, mos: 4.2, offered: 9, inTime: 6, handled: 5 };
const sales: BoardQueue = {
  ...{
    id: 'sales',
    name: 'Sales',
    skills: [],
    closed: false,
    waiting: 3,
    oldestEnqueuedAt: NOW - 90_000,
    ringing: 1,
    talking: 2,
    availableAgents: 1,
  },
  ...{ estimatedWaitMs: 61_000, trend: boardTrend(), ...day, serviceLevel: 0.75, answered: 6, abandoned: 2, serviceLevelSeconds: 20 },
  texts: { ...none, offered: 5, answered: 4, inTime: 3, abandoned: 1, asaMs: 30_000, ahtMs: 400_000, handled: 3 },
  estimateError: { medianMs: 5000, p90Ms: 21_000, lateMs: -3000 },
};
const quiet: BoardQueue = {
  ...{ ...sales, id: 'quiet', name: 'Quiet', waiting: 0, oldestEnqueuedAt: null, ringing: 0, talking: 0, availableAgents: 4 },
  ...{ estimatedWaitMs: null, serviceLevel: null, answered: 0, abandoned: 0, mos: null, estimateError: null, texts: null },
};
const agent = (id: string, centerId: string, status: BoardAgent['status'], change: Partial<BoardAgent> = {}): BoardAgent => ({
  ...{ id, name: id, centerId, status, reachable: true, skills: [], caller: null, team: '', texts: 0 },
  day: { busyMs: 30_000, readyMs: 60_000, handled: 4, missedOffers: 1 },
  ...change,
});
const center = (id: string, change: Partial<BoardCenter>): BoardCenter => ({
  ...{ id, name: id, link: 'up', heardAt: NOW, waiting: 0, ringing: 0, talking: 0, available: 0, signedIn: 0, occupancy: null },
  ...{ timeZone: 'UTC', dayStart: 0 },
  ...change,
});
const board: Board = {
  now: NOW,
  queues: [sales, quiet],
  agents: [
    agent('ana', 'lisbon', { kind: 'wrapup', since: NOW - 20_000, callId: 'c' }),
    agent('bia', 'lisbon', { kind: 'missed', since: NOW - 5000 }, { reachable: false }),
    agent('carol', 'toronto', { kind: 'not-ready', since: NOW - 60_000, code: 'break' }),
    agent('david', 'toronto', { kind: 'offline', since: 0 }, { reachable: false }),
  ],
  calls: [],
  centers: [
    center('lisbon', { waiting: 2, ringing: 1, talking: 1, available: 1, heardAt: NOW - 1500, occupancy: 0.5 }),
    center('toronto', { link: 'never', heardAt: null }),
  ],
  queueNames: [],
  totals: {
    ...{ ...day, waiting: 3, oldestEnqueuedAt: NOW - 90_000, serviceLevel: 0.75, answered: 6, abandoned: 2 },
    ...{ abandonment: 0.25, available: 1, onCall: 2, over: 8 },
  },
};

const all: AlertScope = { kind: 'all' };
const of =
  (kind: 'queue' | 'center' | 'agent') =>
  (id: string): AlertScope => ({ kind, id });
const [ofQueue, ofCenter, ofAgent] = [of('queue'), of('center'), of('agent')];

test.each<[LiveMeasure, AlertScope, number | null]>([
  ['waiting', all, 3],
  ['waiting', ofCenter('lisbon'), 2],
  ['waiting', ofQueue('quiet'), 0],
  ['waiting', ofQueue('gone'), null],
  ['longest-wait', ofQueue('sales'), 90],
  ['longest-wait', ofQueue('quiet'), 0],
  ['estimated-wait', all, 61],
  ['estimated-wait', ofQueue('sales'), 61],
  ['estimated-wait', ofQueue('quiet'), null],
  ['ringing', all, 1],
  ['ringing', ofCenter('lisbon'), 1],
  ['ringing', ofQueue('quiet'), 0],
  ['talking', all, 2],
  ['talking', ofQueue('sales'), 2],
  ['service-level', ofQueue('sales'), 75],
  ['service-level', ofQueue('quiet'), null],
  ['abandonment', ofQueue('sales'), 25],
  ['abandonment', ofQueue('quiet'), null],
  ['abandonment', all, 25],
  ['speed-of-answer', all, 4],
  ['handle-time', ofQueue('sales'), 180],
  ['offered', ofQueue('sales'), 9],
  ['answered', all, 6],
  ['answered-in-time', all, 6],
  ['abandoned', ofQueue('quiet'), 0],
  ['handled', ofQueue('sales'), 5],
  ['handled', ofAgent('ana'), 4],
  ['over', all, 8],
  ['missed-offers', ofQueue('sales'), 2],
  ['missed-offers', ofCenter('lisbon'), 2],
  ['missed-offers', ofAgent('bia'), 1],
  ['line-quality', ofQueue('sales'), 4.2],
  ['line-quality', ofQueue('quiet'), null],
  ['estimate-error', ofQueue('sales'), 5],
  ['estimate-error-most', ofQueue('sales'), 21],
  ['estimate-late', ofQueue('sales'), 0],
  ['text-service-level', ofQueue('sales'), 60],
  ['text-service-level', ofQueue('quiet'), null],
  ['estimate-error', ofQueue('quiet'), null],
  ['occupancy', ofCenter('lisbon'), 50],
  ['occupancy', ofCenter('toronto'), null],
  ['occupancy', ofAgent('ana'), 62.5], // what she does now counts: (30 + 20) ÷ (60 + 20)
  ['occupancy', all, (140 / 260) * 100],
  ['available-agents', all, 1],
  ['available-agents', ofQueue('quiet'), 4],
  ['available-agents', ofCenter('toronto'), 0],
  ['signed-in-agents', all, 3],
  ['signed-in-agents', ofCenter('toronto'), 1],
  ['agents-on-call', all, 0],
  ['agents-in-wrapup', ofCenter('lisbon'), 1],
  ['agents-not-ready', all, 1],
  ['missed-agents', ofCenter('lisbon'), 1],
  ['unreachable-agents', all, 1], // who is signed out needs no connection
  ['time-in-wrapup', ofAgent('ana'), 20],
  ['time-in-wrapup', all, 20],
  ['time-in-wrapup', ofCenter('toronto'), null],
  ['time-not-ready', ofCenter('toronto'), 60],
  ['time-missed', ofAgent('bia'), 5],
  ['time-available', ofAgent('ana'), null],
  ['time-on-call', ofAgent('gone'), null],
  ['data-age', ofCenter('lisbon'), 1.5],
  ['data-age', ofCenter('toronto'), null],
  ['data-age', ofCenter('gone'), null],
  ['data-age', all, 1.5],
  ['silent-centers', all, 1],
])('%s of %j is %s', (measure, scope, expected) => {
  const figure = figureOf(board, measure, scope);
  if (expected === null) expect(figure).toBeNull();
  else expect(figure).toBeCloseTo(expected, 6);
});

test('what an alert is about has its name, unless it is everything or gone', () => {
  expect([all, ofQueue('sales'), ofCenter('lisbon'), ofAgent('ana'), ofAgent('gone')].map((scope) => scopeName(board, scope))).toEqual([
    ...[null, 'Sales', 'lisbon', 'ana', null],
  ]);
});

/** Fields of a row that hold a figure. */
type Figures<Row> = { [Name in keyof Row]-?: NonNullable<Row[Name]> extends number ? Name : never }[keyof Row];
type Watched<Row, Besides extends keyof Row = never> = Record<Exclude<Figures<Row>, Besides>, LiveMeasure>;

describe('every figure of the board can be watched', () => {
  // A figure that is added to the board does not compile here until there is a measure of it.
  const queue: Watched<BoardQueue, 'serviceLevelSeconds' | 'qualitySamples'> = {
    ...{ waiting: 'waiting', oldestEnqueuedAt: 'longest-wait', ringing: 'ringing', talking: 'talking', offered: 'offered' },
    ...{ availableAgents: 'available-agents', estimatedWaitMs: 'estimated-wait', answered: 'answered', inTime: 'answered-in-time' },
    ...{
      abandoned: 'abandoned',
      elsewhere: 'left-for-else',
      serviceLevel: 'service-level',
      asaMs: 'speed-of-answer',
      ahtMs: 'handle-time',
      handled: 'handled',
    },
    ...{ missedOffers: 'missed-offers', mos: 'line-quality' },
  };
  const ofCenters: Watched<BoardCenter, 'dayStart'> = {
    ...{ heardAt: 'data-age', waiting: 'waiting', ringing: 'ringing', talking: 'talking', available: 'available-agents' },
    ...{ signedIn: 'signed-in-agents', occupancy: 'occupancy' },
  };
  const ofAgents: Watched<BoardAgent['day']> = {
    ...{ busyMs: 'occupancy', readyMs: 'occupancy', handled: 'handled', missedOffers: 'missed-offers' },
  };
  const { ringing: _, availableAgents: __, estimatedWaitMs: ___, talking: ____, ...shared } = queue;
  const totals: Watched<Board['totals'], 'qualitySamples'> = {
    ...{ ...shared, abandonment: 'abandonment', available: 'available-agents', onCall: 'talking', over: 'over' },
  };
  const statuses: Record<Exclude<BoardAgent['status']['kind'], 'offline' | 'reserved'>, LiveMeasure> = {
    ...{ available: 'time-available', 'on-call': 'time-on-call', wrapup: 'time-in-wrapup', 'not-ready': 'time-not-ready' },
    missed: 'time-missed',
  };
  test.each([
    ['queue', queue],
    ['center', ofCenters],
    ['agent', { ...ofAgents, ...statuses }],
    ['all', totals],
  ] as const)('of a %s', (scope, measures) => {
    for (const [figure, measure] of Object.entries(measures))
      expect({ figure, watched: measureHas(measure as LiveMeasure, scope) }).toEqual({ figure, watched: true });
  });

  test('and each measure is one of something', () => {
    expect(MEASURE_NAMES.filter((measure) => !LIVE_SCOPES.some((scope) => measureHas(measure, scope)))).toEqual([]);
  });
});
