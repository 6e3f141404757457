import { expect, test } from 'vitest';
import { RefusedCalls } from './refused-calls.ts';

test('what callers are refused for is counted by code and field, however many fields somebody makes up', () => {
  const refused = new RefusedCalls();
  const bad = { code: 'bad-request', message: '' } as const;
  refused.count({ ...bad, field: 'context' });
  refused.count({ ...bad, field: 'context' });
  refused.count({ code: 'forbidden', message: '', field: 'identity' });
  refused.count({ code: 'too-many', message: '' });
  for (let nth = 0; nth < 50; nth += 1) {
    refused.count({ ...bad, field: `roundTrips.x${nth}` });
    refused.count({ ...bad, field: `made-up-${nth}` });
  }
  expect(refused.figures()[0]?.samples).toEqual([
    { labels: { code: 'bad-request', field: 'context' }, value: 2 },
    { labels: { code: 'forbidden', field: 'identity' }, value: 1 },
    { labels: { code: 'too-many', field: 'none' }, value: 1 },
    { labels: { code: 'bad-request', field: 'roundTrips' }, value: 50 },
    { labels: { code: 'bad-request', field: 'none' }, value: 50 },
  ]);
});
