import { expect, test } from 'vitest';
import { toldIn } from './told-before.ts';

function storage(): () => Storage {
  const kept = new Map<string, string>();
  const fake = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  return () => fake as unknown as Storage;
}

test('what was told in a call is known to the next page of the tab, and of no other call', async () => {
  const kept = storage();
  toldIn('one', kept).write({ hello: 5 });
  // As a page that is loaded anew: nothing is in memory.
  toldIn('other', () => {
    throw new Error('closed to frames');
  }).write({ hi: 1 });
  expect(toldIn('one', kept).read()).toEqual({ hello: 5 });
  expect(toldIn('two', kept).read()).toEqual({});
});

test.each(['', '{', '7', '{"callId":"three"}', '{"callId":"three","told":{"hello":"soon"}}'])(
  'what is no such note is none: %s',
  (note) => {
    const kept = storage();
    kept().setItem('tandem.announced', note);
    expect(toldIn('three', kept).read()).toEqual({});
  },
);

test('where nothing can be kept it is known as long as the page is', () => {
  const closed = () => {
    throw new Error('closed to frames');
  };
  toldIn('four', closed).write({ hello: 9 });
  expect(toldIn('four', closed).read()).toEqual({ hello: 9 });
});
