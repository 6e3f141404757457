import { expect, test } from 'vitest';
import { LONGEST_BLOCK_MS } from '../../../server/protocol/blocks.ts';
import { BLOCK_DAYS, endOf, stateOf } from './block-end.ts';

test('all ends that can be chosen are such as the server takes', () => {
  for (const days of BLOCK_DAYS) expect(endOf(days, 5) > 5 && endOf(days, 5) < 5 + LONGEST_BLOCK_MS).toBe(true);
});

test.each([
  [{ endsAt: 2, liftedAt: null }, 'holds'],
  [{ endsAt: 1, liftedAt: null }, 'ended'],
  [{ endsAt: 2, liftedAt: 0 }, 'lifted'],
] as const)('%o: %s', (block, state) => {
  expect(stateOf(block, 1)).toBe(state);
});
