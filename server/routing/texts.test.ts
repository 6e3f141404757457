import { expect, test, vi } from 'vitest';
import { type CallText, MAX_TEXTS } from '../protocol/texts.ts';
import { memoryTextStore } from './testing.ts';
import { TextBook } from './texts.ts';

const CALLER = { from: 'caller', name: 'Maria' };
const ANA = { from: 'agent-7', name: 'Ana' };
const log = { warn: () => {}, error: () => {} };
const say = (id: string, text = id) => ({ id: `message-${id}`, text });

async function opened(store = memoryTextStore(), open: string[] = []) {
  const book = await TextBook.open({ store, now: () => 1000, log }, open);
  const told: [string, CallText][] = [];
  book.onText((conversationId, text) => told.push([conversationId, text]));
  return { book, store, told };
}

test('texts are numbered within their conversation, stored, and told in their order', async () => {
  const { book, store, told } = await opened();
  const said = await Promise.all([
    book.say('c1', CALLER, say('a')),
    book.say('c1', ANA, say('b')),
    book.say('c2', CALLER, say('c')),
    book.say('c1', CALLER, say('d')),
  ]);
  expect(said.map(({ seq }) => seq)).toEqual([1, 2, 1, 3]);
  expect(told.filter(([id]) => id === 'c1').map(([, { seq, text }]) => [seq, text])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'd'],
  ]);
  expect(store.stored.get('c1')).toEqual(book.after('c1', 0));
  expect(book.after('c1', 2)).toEqual([{ seq: 3, at: 1000, ...CALLER, text: 'd', id: 'message-d' }]);
});

test('what is said again under the same id is one message, also when both are on their way; another’s id is another message', async () => {
  const { book, told } = await opened();
  const [first, second] = await Promise.all([book.say('c1', CALLER, say('a')), book.say('c1', CALLER, say('a', 'again'))]);
  expect(second).toEqual(first);
  expect(await book.say('c1', ANA, say('a', 'mine'))).toMatchObject({ seq: 2, text: 'mine' });
  expect(told).toHaveLength(2);
});

test('a restart finds the texts of open conversations, and knows what was said', async () => {
  const { book, store } = await opened();
  const first = await book.say('c1', CALLER, say('a'));
  await book.say('c2', CALLER, say('b'));
  const again = await opened(store, ['c1']);
  expect(again.book.after('c1', 0)).toEqual([first]);
  expect(again.book.after('c2', 0)).toEqual([]);
  expect(await again.book.say('c1', CALLER, say('a'))).toEqual(first);
  expect(await again.book.say('c1', CALLER, say('c'))).toMatchObject({ seq: 2 });
});

test('nobody writes faster than ten in ten seconds, and nobody else is held up by it', async () => {
  vi.useFakeTimers();
  try {
    const { book } = await opened();
    for (let i = 0; i < 10; i += 1) await book.say('c1', CALLER, say(String(i)));
    await expect(book.say('c1', CALLER, say('10'))).rejects.toMatchObject({ code: 'too-many' });
    expect(await book.say('c1', CALLER, say('9'))).toMatchObject({ seq: 10 });
    expect(await book.say('c1', ANA, say('x'))).toMatchObject({ seq: 11 });
    expect(await book.say('c2', CALLER, say('x'))).toMatchObject({ seq: 1 });
    vi.advanceTimersByTime(10_000);
    expect(await book.say('c1', CALLER, say('10'))).toMatchObject({ seq: 12 });
  } finally {
    vi.useRealTimers();
  }
});

test('a conversation holds so many messages and no more', async () => {
  const store = memoryTextStore();
  store.stored.set(
    'c1',
    Array.from({ length: MAX_TEXTS }, (_, i) => ({ seq: i + 1, at: 1, from: 'caller', name: 'Maria', text: 'x', id: `id-${i}` })),
  );
  const { book } = await opened(store, ['c1']);
  await expect(book.say('c1', ANA, say('more'))).rejects.toMatchObject({ code: 'conflict' });
  expect(book.after('c1', 0)).toHaveLength(MAX_TEXTS);
});

test('what can’t be stored is shown to nobody and can be sent again', async () => {
  const { book, store, told } = await opened();
  const add = vi.spyOn(store, 'add').mockRejectedValueOnce(new Error('the database is gone'));
  await expect(book.say('c1', CALLER, say('a'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(told).toEqual([]);
  expect(await book.say('c1', CALLER, say('a'))).toMatchObject({ seq: 1 });
  expect(add).toHaveBeenCalledTimes(2);
});

test('what was stored although the answer was lost is neither stored twice nor passed over', async () => {
  const { book, store, told } = await opened();
  const add = store.add;
  vi.spyOn(store, 'add').mockImplementationOnce(async (...args) => {
    await add(...args);
    throw new Error('the connection was lost');
  });
  await expect(book.say('c1', CALLER, say('a'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(await book.say('c1', ANA, say('b'))).toMatchObject({ seq: 2 });
  expect(await book.say('c1', CALLER, say('a'))).toMatchObject({ seq: 1 });
  expect(told.map(([, { seq }]) => seq)).toEqual([1, 2]);
});

test('a conversation that is over leaves the memory and stays in the store', async () => {
  const { book, store } = await opened();
  await book.say('c1', CALLER, say('a'));
  await book.say('c2', CALLER, say('b'));
  book.forgetAllBut(new Set(['c2']));
  expect(book.after('c1', 0)).toEqual([]);
  expect(book.after('c2', 0)).toHaveLength(1);
  expect(store.stored.get('c1')).toHaveLength(1);
});
