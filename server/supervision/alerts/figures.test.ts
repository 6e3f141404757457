import { expect, test } from 'vitest';
import type { AlertMeasure, AlertScope } from '../../protocol/alerts.ts';
import type { Board } from '../../protocol/board.ts';
import { figureOf } from './figures.ts';

const NOW = 1_000_000;
const day = { asaMs: 4000, ahtMs: 180_000, missedOffers: 2, mos: 4.2 };
/** As much of a board as alerts look at. */
const board = {
  now: NOW,
  queues: [
    {
      id: 'sales',
      waiting: 3,
      oldestEnqueuedAt: NOW - 90_000,
      estimatedWaitMs: 61_000,
      serviceLevel: 0.75,
      answered: 6,
      abandoned: 2,
      availableAgents: 1,
      ...day,
    },
    {
      id: 'quiet',
      waiting: 0,
      oldestEnqueuedAt: null,
      estimatedWaitMs: null,
      serviceLevel: null,
      answered: 0,
      abandoned: 0,
      availableAgents: 4,
      ...day,
      mos: null,
    },
  ],
  agents: [
    { id: 'ana', centerId: 'lisbon', status: { kind: 'available' } },
    { id: 'bia', centerId: 'lisbon', status: { kind: 'missed' } },
    { id: 'carol', centerId: 'toronto', status: { kind: 'missed' } },
    { id: 'david', centerId: 'toronto', status: { kind: 'offline' } },
  ],
  centers: [
    { id: 'lisbon', available: 1, heardAt: NOW - 1500, occupancy: 0.5 },
    { id: 'toronto', available: 0, heardAt: null, occupancy: null },
  ],
  totals: { waiting: 3, oldestEnqueuedAt: NOW - 90_000, serviceLevel: 0.75, abandonment: 0.25, available: 1, ...day },
} as unknown as Board;

const all: AlertScope = { kind: 'all' };
const queue = (id: string): AlertScope => ({ kind: 'queue', id });
const center = (id: string): AlertScope => ({ kind: 'center', id });

test.each<[AlertMeasure, AlertScope, number | null]>([
  ['waiting', all, 3],
  ['waiting', queue('quiet'), 0],
  ['waiting', queue('gone'), null],
  ['longest-wait', queue('sales'), 90],
  ['longest-wait', queue('quiet'), 0],
  ['estimated-wait', queue('sales'), 61],
  ['estimated-wait', queue('quiet'), null],
  ['service-level', queue('sales'), 75],
  ['service-level', queue('quiet'), null],
  ['abandonment', queue('sales'), 25],
  ['abandonment', queue('quiet'), null],
  ['abandonment', all, 25],
  ['speed-of-answer', all, 4],
  ['handle-time', queue('sales'), 180],
  ['missed-offers', queue('sales'), 2],
  ['line-quality', queue('sales'), 4.2],
  ['line-quality', queue('quiet'), null],
  ['occupancy', center('lisbon'), 50],
  ['occupancy', center('toronto'), null],
  ['available-agents', all, 1],
  ['available-agents', queue('quiet'), 4],
  ['available-agents', center('toronto'), 0],
  ['signed-in-agents', all, 3],
  ['signed-in-agents', center('toronto'), 1],
  ['missed-agents', center('lisbon'), 1],
  ['data-age', center('lisbon'), 1.5],
  ['data-age', center('toronto'), null],
  ['data-age', center('gone'), null],
])('%s of %j is %s', (measure, scope, expected) => {
  expect(figureOf(board, measure, scope)).toBe(expected);
});
