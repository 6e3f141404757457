import { Server } from 'socket.io';
import { expect, onTestFinished, test } from 'vitest';
import { startRedis } from '../testing/redis.ts';
import { openBus } from './bus.ts';

test('what is being said when a server ends, or Redis does, ends nobody', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.close());
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const log = { warn: () => {}, error: () => {} };
  const [one, other] = [await openBus({ url: redis.url, io: new Server(), log }), await openBus({ url: redis.url, io: new Server(), log })];
  const heard = new Promise((resolve) => other.onDown(resolve));
  // Said until it is heard: at first the other one does not listen yet.
  const saying = setInterval(() => one.sayDown({ kind: 'takes-over', epoch: 7 }), 20);
  expect(await heard).toEqual({ kind: 'takes-over', epoch: 7 });
  clearInterval(saying);
  one.sayDown({ kind: 'takes-over', epoch: 8 });
  await one.close();
  redis.signal('SIGSTOP');
  other.sayDown({ kind: 'takes-over', epoch: 9 });
  await redis.close();
  await other.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(rejections).toEqual([]);
});
