import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { challengeOf, faultOf } from '../../../../server/abuse/proof.ts';
import { begin, finish } from './sha256.ts';
import { solve } from './solve.ts';

test('it is SHA-256, wherever a text is cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 150 }), (head, tail) => {
      const words = finish(begin(head), tail);
      const digest = Buffer.from(Uint8Array.from([...words].flatMap((word) => [24, 16, 8, 0].map((by) => (word >>> by) & 255))));
      expect(digest.toString('hex')).toBe(createHash('sha256').update(head).update(tail).digest('hex'));
    }),
  );
});

test.each([0, 8, 14])('what is found proves a challenge of %d bits to the server', (bits) => {
  const key = Buffer.alloc(32, 3);
  const bound = { address: '192.0.2.1', widgetKey: null, now: 0, bits };
  const asked = challengeOf(key, { ...bound, id: '01JDBM6W5Y3Q4N8Z0K2T7R9V1X' });
  const shares: number[] = [];
  const work = solve(asked);
  let step = work.next();
  for (; step.done !== true; step = work.next()) shares.push(step.value);
  expect(faultOf(key, { challenge: asked.challenge, number: step.value }, bound)).toBe(null);
  // It grows and is never whole before it is.
  expect(shares.every((share, index) => share > (shares[index - 1] ?? 0) && share < 1)).toBe(true);
});
