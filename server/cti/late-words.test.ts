import { expect, test } from 'vitest';
import type { LateWord, LinkOutbox } from '../data/link-outbox.ts';
import { Failure } from '../sockets/failure.ts';
import { LateWords } from './late-words.ts';

/** A routing server that can be out of reach, or refuse what is said of some token. */
function center(kept: { id: bigint; word: LateWord }[] = []) {
  const told: number[] = [];
  const line = { isUp: true, isFull: false, refuses: new Set<number>(), silence: Promise.resolve() };
  const reads = { count: 0 };
  let last = 0n;
  const outbox: LinkOutbox = {
    async add(word) {
      if (line.isFull) throw new Error('No room left');
      last += 1n;
      kept.push({ id: last, word });
      return last;
    },
    async first() {
      reads.count += 1;
      return kept[0] ?? null;
    },
    length: async () => kept.length,
    async done(id) {
      kept.splice(
        kept.findIndex((one) => one.id === id),
        1,
      );
    },
  };
  const words = new LateWords({
    outbox,
    async tell({ message: { token } }) {
      await line.silence;
      if (!line.isUp) throw new Failure('unavailable', 'Out of reach');
      if (line.refuses.has(token)) throw new Failure('stale-token', 'It is over');
      told.push(token);
    },
    log: { warn() {}, error() {} },
    keptAfterMs: 1,
  });
  return { words, kept, told, line, reads };
}

const completed = (token: number): LateWord => ({
  event: 'complete',
  message: { agentId: 'ana', reservationId: `r${token}`, token, disposition: null },
  at: 1000 + token,
});

test('words that come while the routing server is slow are told in one round more, not in a round each', async () => {
  const { words, kept, told, line, reads } = center();
  await words.flush();
  const slow = Promise.withResolvers<void>();
  line.silence = slow.promise;
  const tokens = Array.from({ length: 50 }, (_, n) => n + 1);
  for (const token of tokens) words.put(completed(token));
  await words.lastIsSafe();
  const before = reads.count;
  slow.resolve();
  await words.settled();
  expect(kept).toEqual([]);
  expect(told.slice(-tokens.length)).toEqual(tokens);
  expect(reads.count - before).toBeLessThan(tokens.length + 5);
});

test('what is said while the line is up is told at once, and not kept', async () => {
  const { words, kept, told } = center();
  await words.flush();
  words.put(completed(1));
  await words.settled();
  expect({ told, kept }).toEqual({ told: [1], kept: [] });
});

test('while it is down all is kept; with the line it is told in order, before what is said then', async () => {
  const { words, kept, told, line } = center();
  await words.flush();
  line.isUp = false;
  for (const token of [1, 2]) words.put(completed(token));
  await words.settled();
  expect(kept.map(({ word }) => word.message.token)).toEqual([1, 2]);
  line.isUp = true;
  words.put(completed(3));
  await words.settled();
  expect({ told, kept }).toEqual({ told: [1, 2, 3], kept: [] });
});

test('what was kept before a restart is told by the next run', async () => {
  const { kept } = center([{ id: 7n, word: completed(7) }]);
  const { words, told } = center(kept);
  await words.flush();
  expect({ told, kept }).toEqual({ told: [7], kept: [] });
});

test('what is refused is not said again, and holds up nothing', async () => {
  const { words, kept, told, line } = center([{ id: 1n, word: completed(1) }]);
  line.refuses.add(1);
  words.put(completed(2));
  await words.settled();
  expect({ told, kept }).toEqual({ told: [2], kept: [] });
});

test('a word is safe once it is told or kept: nobody waits for a routing server that is silent', async () => {
  const { words, kept, told, line } = center();
  await words.flush();
  const { promise, resolve } = Promise.withResolvers<void>();
  line.silence = promise;
  words.put(completed(1));
  words.put(completed(2));
  await words.lastIsSafe();
  expect({ told, kept: kept.map(({ word }) => word.message.token) }).toEqual({ told: [], kept: [1, 2] });
  // It has taken the first one after all: said again, that is refused as over.
  line.silence = Promise.resolve();
  line.refuses.add(1);
  resolve();
  await words.settled();
  expect(kept).toEqual([]);
  expect(told.filter((token) => token === 2)).toEqual([2]);
  // Told at once again.
  words.put(completed(3));
  await words.settled();
  expect({ last: told.at(-1), kept }).toEqual({ last: 3, kept: [] });
});

test('who asks about a word that can be neither told nor kept hears so; those after it go on', async () => {
  const { words, kept, line } = center();
  await words.flush();
  Object.assign(line, { isUp: false, isFull: true });
  words.put(completed(1));
  await expect(words.lastIsSafe()).rejects.toThrow('No room left');
  line.isFull = false;
  words.put(completed(2));
  await words.lastIsSafe();
  expect(kept.map(({ word }) => word.message.token)).toEqual([2]);
});
