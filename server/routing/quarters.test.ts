import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EndedCall, estimateError } from './measures.ts';
import { QUARTER_MS, Quarters } from './quarters.ts';
import { addEnded, noCounts } from './queue-day.ts';
import { TextsInHand } from './texts-in-hand.ts';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z');
const time = fc.integer({ min: -3_600_000, max: 4 * 3_600_000 });
const call = fc
  .record({
    enteredAt: time,
    waitMs: fc.integer({ min: 0, max: 90_000 }),
    talkMs: fc.integer({ min: 0, max: 600_000 }),
    estimatedWaitMs: fc.option(fc.integer({ min: 0, max: 60 }).map((seconds) => seconds * 1000)),
    outcome: fc.constantFrom<EndedCall['outcome']>('answered', 'abandoned', 'elsewhere', 'other'),
    waited: fc.boolean(),
  })
  .map(({ enteredAt, waitMs, talkMs, estimatedWaitMs, outcome, waited }): EndedCall => {
    const acceptedAt = outcome === 'answered' ? MIDNIGHT + enteredAt + waitMs : null;
    const endedAt = MIDNIGHT + enteredAt + waitMs + (outcome === 'answered' ? talkMs : 0);
    const times = { enqueuedAt: MIDNIGHT + enteredAt, acceptedAt, connectedAt: acceptedAt, endedAt, completedAt: endedAt };
    return { id: 'c', queueId: 'q', estimatedWaitMs, outcome, waited, ...times };
  });

test('the sum of the quarters is what counting the calls of the day gives, under the first threshold and under another', () => {
  const threshold = fc.integer({ min: 1, max: 90 }).map((seconds) => seconds * 1000);
  fc.assert(
    fc.property(fc.array(call, { maxLength: 60 }), threshold, threshold, (calls, first, second) => {
      const quarters = new Quarters(first);
      for (const one of calls) quarters.add(one);
      const today = calls.filter(({ endedAt }) => endedAt >= MIDNIGHT);
      const counted = (serviceLevelMs: number) => {
        const counts = noCounts();
        for (const one of today) addEnded(counts, one, serviceLevelMs);
        return counts;
      };
      expect(quarters.since(MIDNIGHT)).toEqual(counted(first));
      quarters.recount(second);
      expect(quarters.since(MIDNIGHT)).toEqual(counted(second));
      const [kept, exact] = [quarters.estimateError(MIDNIGHT, []), estimateError(today)];
      expect(kept === null).toBe(exact === null);
      for (const key of ['medianMs', 'p90Ms', 'lateMs'] as const)
        expect(Math.abs((kept?.[key] ?? 0) - (exact?.[key] ?? 0))).toBeLessThanOrEqual(500);
    }),
  );
});

test('what is before the day is forgotten, a whole quarter at a time', () => {
  const quarters = new Quarters(20_000);
  const ends = (endedAt: number): EndedCall => ({
    ...{ id: 'c', queueId: 'q', estimatedWaitMs: null, outcome: 'abandoned', waited: true },
    ...{ enqueuedAt: endedAt - 1000, acceptedAt: null, connectedAt: null, endedAt, completedAt: null },
  });
  for (const at of [MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + QUARTER_MS]) quarters.add(ends(at));
  quarters.forgetBefore(MIDNIGHT + 1);
  expect([MIDNIGHT - QUARTER_MS, MIDNIGHT, MIDNIGHT + QUARTER_MS].map((at) => quarters.at(at).offered)).toEqual([0, 1, 1]);
});

test('the time in texts is the same however many conversations there were, since midnight and until a status a moment ago', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ pauseMs: fc.integer({ min: 1, max: 60_000 }), ms: fc.integer({ min: 1, max: 60_000 }) }), { maxLength: 300 }),
      fc.integer({ min: 0, max: 30 }),
      (spans, back) => {
        const texts = new TextsInHand();
        const exact: { from: number; to: number }[] = [];
        let at = MIDNIGHT - 2 * 3_600_000;
        for (const [nth, { pauseMs, ms }] of spans.entries()) {
          const from = at + pauseMs;
          at = from + ms;
          texts.take(`${nth}`, from);
          texts.release(`${nth}`, at);
          exact.push({ from, to: at });
        }
        const between = (from: number, to: number) =>
          exact.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
        for (const from of [0, MIDNIGHT - 3_600_000, MIDNIGHT, exact.at(-1 - back)?.from ?? 0]) {
          expect(texts.between(from, at)).toBeCloseTo(between(from, at), 3);
          expect(texts.since(from)?.ms ?? 0).toBeCloseTo(between(from, at), 3);
        }
        texts.forgetBefore(MIDNIGHT);
        expect(texts.between(MIDNIGHT, at)).toBeCloseTo(between(MIDNIGHT, at), 3);
      },
    ),
  );
});
