import { expect, test } from 'vitest';
import { topicsOf } from './topics.ts';

const sales = { id: 'sales', name: 'Sales' };

test.each([
  [{ topics: [sales] }, [sales]],
  [{ topics: [sales, { id: 7, name: 'x' }, null] }, [sales]],
  [{ topics: [] }, []],
])('%j gives the topics', (body, topics) => {
  expect(topicsOf(body)).toEqual(topics);
});

test.each([[{}], [null], [{ topics: 'none' }]])('%j is not an answer', (body) => {
  expect(() => topicsOf(body)).toThrow();
});
