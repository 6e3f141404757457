import { expect, test } from 'vitest';
import { RatingsQuery } from '../../../server/protocol/ratings.ts';
import { NO_FILTER, queryOf } from './rating-filter.ts';

test.each([
  [NO_FILTER, {}],
  [
    { ...NO_FILTER, atMost: '2' as const, commented: true },
    { atMost: 2, commented: 'yes' },
  ],
  [
    { ...NO_FILTER, queue: 'sales-english', agent: 'ana' },
    { queue: 'sales-english', agent: 'ana' },
  ],
])('%o is asked for as the server understands it', (filter, asked) => {
  expect(RatingsQuery.parse(Object.fromEntries(queryOf(filter)))).toEqual(asked);
});
