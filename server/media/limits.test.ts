import { expect, it } from 'vitest';
import type { MediaSource } from '../protocol/media.ts';
import { MOST_BITS, Overload } from './limits.ts';

const looks = (...each: [MediaSource, number][][]) => {
  const overload = new Overload();
  return each.map((bitrates) => overload.take(new Map(bitrates)));
};

it.each(['microphone', 'screen', 'camera'] as const)(
  'finds a %s that is beyond its limit in two looks, and lets it be up to there',
  (source) => {
    const most = MOST_BITS[source];
    expect(looks([[source, most]], [[source, most]])).toEqual([[], []]);
    expect(looks([[source, most + 1]], [[source, most + 1]])).toEqual([[], [source]]);
    expect(looks([[source, most + 1]], [[source, most]], [[source, most + 1]])).toEqual([[], [], []]);
  },
);

it('looks at each source by itself', () => {
  const much = 100_000_000;
  expect(
    looks(
      [['screen', much]],
      [
        ['screen', 1],
        ['camera', much],
      ],
      [
        ['screen', much],
        ['camera', much],
      ],
    ),
  ).toEqual([[], [], ['camera']]);
});
