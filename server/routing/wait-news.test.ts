import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newsOf, type Standing, shownNews } from './wait-news.ts';

const MINUTE = 60_000;
const line = (...places: number[]) => places.map((place) => ({ id: `call-${place}`, place }));
const standing = (change: Partial<Standing> = {}): Standing => ({
  ...{ queueId: 'sales', position: 2, estimatedWaitMs: 2 * MINUTE, line: line(1, 5), place: 5, atWork: 3 },
  ...change,
});

describe('why a wait is longer than it was told', () => {
  test.each<[string, Partial<Standing>, string | null]>([
    ['nothing has changed', {}, null],
    ['the line has moved', { position: 1, estimatedWaitMs: MINUTE, line: line(5) }, null],
    ['it takes less, though somebody has left', { estimatedWaitMs: MINUTE, atWork: 2 }, null],
    ['one who came earlier is in the line again', { position: 3, line: line(1, 2, 5) }, 'came-back'],
    ['one who came later goes first', { position: 3, line: line(9, 1, 5) }, 'goes-first'],
    ['both', { position: 4, line: line(9, 1, 2, 5) }, 'came-back'],
    ['an agent has left', { estimatedWaitMs: 3 * MINUTE, atWork: 2 }, 'agents-left'],
    ['calls take longer', { estimatedWaitMs: 3 * MINUTE }, 'takes-longer'],
    ['more agents, and it takes longer all the same', { estimatedWaitMs: 3 * MINUTE, atWork: 4 }, 'takes-longer'],
    ['another queue', { queueId: 'support', position: 3, line: line(7, 8, 5) }, 'other-queue'],
    ['nothing is known any more', { estimatedWaitMs: null }, null],
  ])('%s', (_, change, news) => expect(newsOf(standing(), standing(change))).toBe(news));

  test('it stands until place or wait are better than they were', () => {
    const worse = standing({ estimatedWaitMs: 3 * MINUTE, atWork: 2 });
    expect(shownNews(null, null, worse)).toBeNull();
    expect(shownNews(null, standing(), worse)).toBe('agents-left');
    expect(shownNews('agents-left', worse, worse)).toBe('agents-left');
    expect(shownNews('agents-left', worse, standing())).toBeNull();
    expect(shownNews('agents-left', worse, { ...worse, position: 1, line: line(5) })).toBeNull();
  });

  const someStanding = fc
    .record({
      queueId: fc.constantFrom('sales', 'support'),
      ahead: fc.uniqueArray(fc.integer({ min: 1, max: 9 }).filter((place) => place !== 5)),
      estimatedWaitMs: fc.option(fc.constantFrom(30_000, MINUTE, 2 * MINUTE)),
      atWork: fc.nat(5),
    })
    .map(({ ahead, ...rest }): Standing => ({ ...rest, place: 5, position: ahead.length + 1, line: line(...ahead, 5) }));

  test('a place or a wait never rises without a reason, and what does not rise needs none', () => {
    fc.assert(
      fc.property(someStanding, someStanding, (before, now) => {
        const longer = (now.estimatedWaitMs ?? 0) > (before.estimatedWaitMs ?? Number.POSITIVE_INFINITY);
        const rises = now.position > before.position || longer;
        expect(newsOf(before, now) !== null).toBe(rises);
      }),
    );
  });
});
