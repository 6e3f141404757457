import { describe, expect, test } from 'vitest';
import { boardQueue } from '../../../server/protocol/board-fixture.ts';
import { type Attention, attentionOf, gridOf, MOST_QUEUES, occupancyOf, wallQueues } from './wall-view.ts';

const NOW = 100_000;

describe('a queue that promises 20 s', () => {
  test.each<[string, Parameters<typeof boardQueue>[1], Attention]>([
    ['with nothing yet', {}, 'calm'],
    ['whose caller waits 20 s', { oldestEnqueuedAt: NOW - 20_000 }, 'calm'],
    ['whose caller waits longer', { oldestEnqueuedAt: NOW - 20_001 }, 'watch'],
    ['whose caller waits twice as long', { oldestEnqueuedAt: NOW - 40_001 }, 'act'],
    ['that answers as it aims to', { answered: 10, inTime: 8 }, 'calm'],
    ['below its aim', { answered: 100, inTime: 79 }, 'watch'],
    ['far below its aim', { answered: 10, inTime: 5 }, 'act'],
    ['whose callers leave', { answered: 6, inTime: 6, abandoned: 5 }, 'act'],
  ])('%s', (_, over, attention) => {
    expect(attentionOf(boardQueue('sales', over), NOW)).toBe(attention);
  });
});

test('tiles stand by name; of too many those with the most calls are shown', () => {
  const many = Array.from({ length: MOST_QUEUES + 3 }, (_, nth) => boardQueue(`q${String(nth).padStart(2, '0')}`, { offered: nth }));
  const { shown, more } = wallQueues({ queues: many });
  expect(more).toBe(3);
  expect(shown.map((queue) => queue.id)).toEqual(many.slice(3).map((queue) => queue.id));
  expect(wallQueues({ queues: [boardQueue('b'), boardQueue('a')] }).shown.map(({ id }) => id)).toEqual(['a', 'b']);
});

test.each([
  [0, { columns: 1, rows: 1 }],
  [1, { columns: 1, rows: 1 }],
  [4, { columns: 2, rows: 2 }],
  [6, { columns: 3, rows: 2 }],
  [24, { columns: 5, rows: 5 }],
])('%d tiles fill a grid of %j', (tiles, grid) => {
  expect(gridOf(tiles)).toEqual(grid);
});

test('occupancy of all centers is weighed by who is signed in', () => {
  const centers = [
    { occupancy: 0.9, signedIn: 1 },
    { occupancy: 0.5, signedIn: 3 },
    { occupancy: null, signedIn: 0 },
  ];
  expect(occupancyOf(centers)).toBeCloseTo(0.6);
  expect(occupancyOf([])).toBeNull();
});
