import { expect, test } from 'vitest';
import { topicsOf } from './topics.ts';

const sales = { id: 'sales', name: 'Sales' };

test.each([
  [{ topics: [sales] }, [sales]],
  [{ topics: [sales, { id: 7, name: 'x' }, null] }, [sales]],
  [
    {
      topics: [
        { ...sales, takesTexts: true },
        { id: 'b', name: 'B', takesTexts: 'yes' },
      ],
    },
    [
      { ...sales, takesTexts: true },
      { id: 'b', name: 'B' },
    ],
  ],
  [{ topics: [] }, []],
])('%j gives the topics', (body, topics) => {
  expect(topicsOf(body)).toEqual({ topics, centers: [] });
});

test.each([[{}], [null], [{ topics: 'none' }]])('%j is not an answer', (body) => {
  expect(() => topicsOf(body)).toThrow();
});

test('centers to measure the way to come with them', () => {
  const lisbon = { id: 'lisbon', probe: '/api/widget/probe?center=lisbon' };
  expect(topicsOf({ topics: [], centers: [lisbon, { id: 'far' }] })).toEqual({ topics: [], centers: [lisbon] });
});
