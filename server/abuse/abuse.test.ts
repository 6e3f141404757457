import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BlockBook } from './blocks.ts';
import { CallerGate, type Comer, limitsFor } from './gate.ts';
import { bitsFor, Rates } from './load.ts';
import { CHALLENGE_MS, challengeOf, faultOf, zeroBits } from './proof.ts';

const KEY = Buffer.alloc(32, 7);
const NOON = Date.UTC(2026, 10, 23, 12);
const comer = (more: Partial<Comer> = {}): Comer => ({ address: '192.0.2.1', widgetKey: 'pk_shop', browser: null, email: null, ...more });

/** The first number that proves it. */
function solved(challenge: string, bits: number): number {
  for (let number = 0; ; number += 1) if (zeroBits(createHash('sha256').update(`${challenge}.${number}`).digest()) >= bits) return number;
}

test.each([
  [0, 0],
  [0.99, 0],
  [Number.NaN, 0],
  [1, 14],
  [1.9, 14],
  [2, 15],
  [8, 17],
  [64, 20],
  [1_000_000, 20],
])('%d times what may be without work asks for %d bits', (ratio, bits) => {
  expect(bitsFor(ratio)).toBe(bits);
});

test.each([
  [[0xff], 0],
  [[0x0f], 4],
  [[0, 0x80], 8],
  [[0, 1], 15],
  [[0, 0], 16],
])('%j begins with %d zero bits', (bytes, bits) => {
  expect(zeroBits(Uint8Array.from(bytes))).toBe(bits);
});

test('a rate is of the last minute, for each name by itself, and is forgotten after two', () => {
  const rates = new Rates();
  for (let second = 0; second < 60; second += 1) rates.count('a', NOON + second * 1000);
  expect([rates.of('a', NOON + 59_000), rates.of('b', NOON + 59_000)]).toEqual([60, 0]);
  expect(rates.of('a', NOON + 90_000)).toBe(30);
  rates.count('a', NOON + 90_000);
  expect(rates.of('a', NOON + 105_000)).toBe(16);
  expect(rates.of('a', NOON + 300_000)).toBe(0);
});

describe('a proof', () => {
  const bound = { address: '192.0.2.1', widgetKey: 'pk_shop' };
  const { challenge } = challengeOf(KEY, { ...bound, id: 'one', bits: 8, now: NOON });
  const number = solved(challenge, 8);
  const fault = (change: object = {}, proof: object = {}, key = KEY) =>
    faultOf(key, { challenge, number, ...proof }, { ...bound, now: NOON, bits: 8, ...change });

  test.each([
    ['is good for whom it was made, until it ends', {}, {}, null],
    ['is good also when a little more is asked for since', { bits: 9 }, {}, null],
    ['of calm times is too easy', { bits: 10 }, {}, 'too-easy'],
    ['ends', { now: NOON + CHALLENGE_MS }, {}, 'expired'],
    ['is nothing at another address', { address: '192.0.2.2' }, {}, 'forged'],
    ['is nothing with another widget key', { widgetKey: null }, {}, 'forged'],
    ['with an easier challenge written into it is forged', {}, { challenge: challenge.replace('.8.', '.0.') }, 'forged'],
    ['that was not worked for is wrong', {}, { number: number + 1 }, 'wrong'],
    ['without any challenge is forged', {}, { challenge: 'x' }, 'forged'],
  ])('%s', (_, change, proof, expected) => {
    expect(fault(change, proof)).toBe(expected);
  });

  test('signed with another key is forged', () => {
    expect(fault({}, {}, Buffer.alloc(32, 8))).toBe('forged');
  });
});

describe('the gate', () => {
  const refused = (promise: Promise<void>) =>
    promise.then(
      () => 'in',
      ({ code, message }: { code: string; message: string }) => `${code} ${/\d+ seconds?/.exec(message)?.[0] ?? ''}`.trim(),
    );
  const gate = (perMinute: number, blocked = false) => {
    const remembered: string[] = [];
    const made = new CallerGate({
      ...{ limits: limitsFor(perMinute), key: KEY, now: () => NOON, isBlocked: () => blocked },
      remember: (callId) => void remembered.push(callId),
    });
    const proven = async (one: Comer) => {
      const { challenge, bits } = made.challenge(one);
      return made.admit(one, { challenge, number: solved(challenge, bits) });
    };
    return { made, proven };
  };

  test('asks one address for a piece of work after half of what it may, and refuses the rest with the time to wait', async () => {
    const { made, proven } = gate(4);
    const tries: string[] = [];
    for (let n = 0; n < 2; n += 1) tries.push(await refused(made.admit(comer(), null)));
    tries.push(await refused(made.admit(comer(), null)));
    for (let n = 0; n < 3; n += 1) tries.push(await refused(proven(comer())));
    expect(tries).toEqual(['in', 'in', 'proof-needed', 'in', 'in', 'too-many 60 seconds']);
    // Somebody elsewhere notices nothing of it.
    expect(await refused(made.admit(comer({ address: '192.0.2.2' }), null))).toBe('in');
    expect(made.refusals().filter(({ count }) => count > 0)).toEqual([
      { reason: 'address-limit', count: 1 },
      { reason: 'proof-needed', count: 1 },
    ]);
  });

  test('takes a proof once', async () => {
    const { made } = gate(10);
    for (let n = 0; n < 5; n += 1) await made.admit(comer(), null);
    const { challenge, bits } = made.challenge(comer());
    const proof = { challenge, number: solved(challenge, bits) };
    expect([await refused(made.admit(comer(), proof)), await refused(made.admit(comer(), proof))]).toEqual(['in', 'proof-needed']);
  });

  test('lets one browser in only so often, wherever it is', async () => {
    const { made } = gate(4);
    const from = (n: number) => refused(made.admit(comer({ address: `192.0.2.${n}`, browser: 'b' }), null));
    expect([await from(1), await from(2), await from(3)]).toEqual(['in', 'in', 'too-many 60 seconds']);
  });

  test('asks everybody of a site, and of none other, once many come there from many addresses', async () => {
    const { made } = gate(1);
    for (let n = 0; n < 20; n += 1) await made.admit(comer({ address: `192.0.2.${n}` }), null);
    expect(await refused(made.admit(comer({ address: '198.51.100.1' }), null))).toBe('proof-needed');
    expect(await refused(made.admit(comer({ address: '198.51.100.1', widgetKey: 'pk_other' }), null))).toBe('in');
  });

  test('refuses who is blocked before anything else', async () => {
    expect(await refused(gate(4, true).made.admit(comer(), null))).toBe('forbidden');
  });
});

test('a caller is known by their address, browser or e-mail, until the block ends; their address is kept nowhere', async () => {
  const from = comer({ browser: 'b1', email: 'Maria@Example.com' });
  const unknown = await BlockBook.open({ held: async () => [] }, KEY, NOON);
  const marks = unknown.originOf(from);
  expect(JSON.stringify(marks)).not.toContain(from.address);
  const block = { id: '1', ...marks, email: 'maria@example.com', endsAt: NOON + 1000 };
  const book = await BlockBook.open({ held: async () => [block] }, KEY, NOON);
  const elsewhere = { address: '198.51.100.1' };
  const known = [from, comer({ ...elsewhere, browser: 'b1' }), comer({ ...elsewhere, email: 'maria@EXAMPLE.com' }), comer()];
  expect(known.map((one) => book.isBlocked(one, NOON))).toEqual([true, true, true, true]);
  expect(book.isBlocked(comer({ ...elsewhere, browser: 'b2' }), NOON)).toBe(false);
  expect(book.isBlocked(from, NOON + 1000)).toBe(false);
});
