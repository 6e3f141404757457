import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { ApiKeys } from '../data/api-keys.ts';
import type { ApiKey } from '../protocol/api-keys.ts';
import { Failure } from '../sockets/failure.ts';
import { keyFinder } from './keyed.ts';

const key = (id: string): ApiKey => ({
  ...{ id, name: id, hint: 'abcd', scopes: ['queues:read'], centers: null, createdAt: 0, createdByName: 'Alex' },
  ...{ lastUsedAt: null, endedAt: null },
});
/** Two keys, whose secrets are their ids. */
const keys: Pick<ApiKeys, 'find'> = { find: async (secret) => (['first', 'second'].includes(secret) ? key(secret) : null) };

function asking(perMinute: number) {
  const keyOf = keyFinder(keys as ApiKeys, () => 0, perMinute);
  const app = new Hono();
  app.onError((error, context) => context.text(error instanceof Failure ? error.code : 'internal', 400));
  app.get('/queues', async (context) => context.text((await keyOf(context, 'queues:read')).id));
  app.get('/calls', async (context) => context.text((await keyOf(context, 'calls:read')).id));
  return async (path: string, authorization?: string) =>
    (await app.request(path, { headers: authorization === undefined ? {} : { authorization } })).text();
}

test('each key has so many requests in a minute, those that it may not make included, and takes none from another', async () => {
  const ask = asking(3);
  expect(await ask('/queues', 'Bearer first')).toBe('first');
  expect(await ask('/calls', 'Bearer first')).toBe('forbidden');
  expect(await ask('/queues', 'Bearer first')).toBe('first');
  expect(await ask('/queues', 'Bearer first')).toBe('too-many');
  expect(await ask('/calls', 'Bearer first')).toBe('too-many');
  expect(await ask('/queues', 'Bearer second')).toBe('second');
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic first', 'first', 'Bearer nobody', 'Bearer first second'])(
  'with %j nobody is known',
  async (authorization) => {
    expect(await asking(3)('/queues', authorization)).toBe('not-signed-in');
  },
);
