import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../sockets/failure.ts';
import { BlockBook } from './blocks.ts';
import { type Entering, Entrance, MOST_KNOWN } from './entrance.ts';
import { CallerGate, type Comer } from './gate.ts';
import { Intake, MOST_OPEN } from './intake.ts';
import { limitsOf } from './limits.ts';
import { bitsFor, Rates } from './load.ts';
import { CHALLENGE_MS, challengeOf, faultOf, zeroBits } from './proof.ts';
import { ENTRIES, type Entry, RefusalCount } from './refusal-count.ts';

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
  [1, 12],
  [1.9, 12],
  [2, 13],
  [8, 15],
  [64, 16],
  [1_000_000, 16],
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
      isOpen: () => true,
      ...{ callsPerMinute: perMinute, key: KEY, now: () => NOON, isBlocked: () => blocked },
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
    expect(made.refusals.list()).toEqual([
      { entry: 'call', reason: 'proof-needed', count: 1 },
      { entry: 'call', reason: 'address-limit', count: 1 },
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

describe('what callers do beside starting a call', () => {
  const entrance = (callsPerMinute: number, blocked: (one: Comer) => boolean = () => false) => {
    const refusals = new RefusalCount();
    const made = new Entrance({ callsPerMinute, isBlocked: blocked, refusals, now: () => NOON });
    const entered = (entry: Entry, from: Entering) =>
      made.enter(entry, from).then(
        () => 'in',
        ({ code, message }: Failure) => `${code}: ${message}`,
      );
    return { made, entered, refused: () => refusals.list().map(({ entry, reason, count }) => `${entry} ${reason} ${count}`) };
  };
  const BESIDE = ENTRIES.filter((entry) => entry !== 'call' && entry !== 'request');

  test.each(BESIDE)('%s: so often from one address, and then told in how many seconds again; nobody elsewhere notices', async (entry) => {
    const { entered, refused } = entrance(10);
    const { address } = limitsOf(entry, 10);
    for (let n = 0; n < address; n += 1) expect(await entered(entry, { address: '192.0.2.1' })).toBe('in');
    expect(await entered(entry, { address: '192.0.2.1' })).toBe(
      'too-many: Too many requests came from your address. Try again in 60 seconds.',
    );
    expect(await entered(entry, { address: '192.0.2.2' })).toBe('in');
    expect(refused()).toEqual([`${entry} address-limit 1`]);
  });

  test.each(BESIDE)('%s: so often from one browser, as it is known of the conversation, wherever it is', async (entry) => {
    const { made, entered, refused } = entrance(10);
    made.began('call', comer({ browser: 'b1' }));
    const { browser } = limitsOf(entry, 10);
    for (let n = 0; n < browser; n += 1) expect(await entered(entry, { address: `192.0.2.${n}`, callId: 'call' })).toBe('in');
    expect(await entered(entry, { address: '198.51.100.1', callId: 'call' })).toMatch(
      /^too-many: Too many requests came from this browser/,
    );
    // To name no browser, or another conversation, is no way out of the address's own limit; to others it means nothing.
    expect(await entered(entry, { address: '198.51.100.1', callId: 'another' })).toBe('in');
    expect(refused()).toEqual([`${entry} browser-limit 1`]);
  });

  test.each(BESIDE)('%s: so often with one site’s key from all addresses, and another site’s callers notice nothing', async (entry) => {
    const { made, entered, refused } = entrance(1);
    made.began('call', comer({ widgetKey: 'pk_shop' }));
    const { address, site } = limitsOf(entry, 1);
    for (let n = 0; n < site; n += 1) await entered(entry, { address: `192.0.2.${Math.floor(n / address)}`, callId: 'call' });
    expect(await entered(entry, { address: '198.51.100.1', callId: 'call' })).toMatch(/^too-many: More is asked for from this site/);
    expect(await entered(entry, { address: '198.51.100.2', widgetKey: 'pk_other' })).toBe('in');
    expect(refused()).toEqual([`${entry} site-limit 1`]);
  });

  test('where calls came from is known of the last so many, however many begin in two hours', async () => {
    const { made, entered } = entrance(1);
    const { browser } = limitsOf('rating', 1);
    const rates = async (callId: string) => {
      for (let n = 0; n < browser; n += 1) await entered('rating', { address: `192.0.2.${n}`, callId });
      return entered('rating', { address: `198.51.100.${callId.length}`, callId });
    };
    made.began('first', comer({ browser: 'of the first' }));
    made.began('second', comer({ browser: 'of the second' }));
    for (let n = 2; n <= MOST_KNOWN; n += 1) made.began(`call ${n}`, comer());
    expect(await rates('second')).toMatch(/^too-many: Too many requests came from this browser/);
    expect(await rates('first')).not.toMatch(/browser/);
  });

  test('a link counts as a browser does', async () => {
    const { entered } = entrance(1);
    const { browser } = limitsOf('link', 1);
    for (let n = 0; n < browser; n += 1) await entered('link', { address: `192.0.2.${n}`, link: 'token' });
    expect(await entered('link', { address: '198.51.100.1', link: 'token' })).toMatch(/^too-many/);
    expect(await entered('link', { address: '198.51.100.1', link: 'another' })).toBe('in');
  });

  test('who is blocked leaves nothing and books nothing either, and is told as little as with a call', async () => {
    const { entered, refused } = entrance(10, ({ email }) => email === 'maria@shop.example');
    for (const entry of ['message', 'recording', 'callback', 'link'] as const)
      expect(await entered(entry, { address: '192.0.2.1', email: 'maria@shop.example' })).toMatch(
        /^forbidden: We can’t take your call here/,
      );
    expect(await entered('message', { address: '192.0.2.1', email: 'rui@shop.example' })).toBe('in');
    expect(refused()).toContain('message blocked 1');
  });
});

test('what one address sends beyond measure is not read, and it may connect again once it has been calm; others notice nothing', () => {
  const intake = new Intake();
  const taken = Array.from({ length: 10 }, () => intake.take('192.0.2.1', 1_000_000, NOON));
  expect(taken).toEqual([...Array(4).fill(true), ...Array(6).fill(false)]);
  expect([intake.refused, intake.take('192.0.2.2', 1_000_000, NOON)]).toEqual([6, true]);
  const may = [0, 2_499, 2_500].map((ms) => intake.mayConnect('192.0.2.1', NOON + ms));
  expect(may).toEqual([false, false, true]);
  // Small things go on meanwhile, as they come.
  expect([intake.take('192.0.2.1', 500, NOON + 5), intake.take('192.0.2.1', 500, NOON + 5)]).toEqual([true, false]);
});

test('an address has so many sockets open at once and no more; others come in, and it does again once one is closed or signed in', () => {
  const intake = new Intake();
  const sockets = Array.from({ length: MOST_OPEN - 1 }, () => intake.opened('192.0.2.1'));
  expect(intake.mayConnect('192.0.2.1', NOON)).toBe(true);
  const last = intake.opened('192.0.2.1');
  expect([intake.mayConnect('192.0.2.1', NOON), intake.mayConnect('192.0.2.2', NOON)]).toEqual([false, true]);
  last();
  last();
  intake.opened('192.0.2.1');
  expect(intake.mayConnect('192.0.2.1', NOON)).toBe(false);
  for (const close of sockets) close();
  expect(intake.mayConnect('192.0.2.1', NOON)).toBe(true);
});

test('a caller is known by their address, browser or e-mail, until the block ends; their address is kept nowhere', async () => {
  const from = comer({ browser: 'b1', email: 'Maria@Example.com' });
  const unknown = await BlockBook.open({ held: async () => [] }, KEY, NOON);
  const marks = unknown.originOf(from);
  expect(JSON.stringify(marks)).not.toContain(from.address);
  const none = { customerId: null, verifiedEmail: null };
  const block = { id: '1', ...marks, ...none, email: 'maria@example.com', endsAt: NOON + 1000 };
  const book = await BlockBook.open({ held: async () => [block] }, KEY, NOON);
  const elsewhere = { address: '198.51.100.1' };
  const known = [from, comer({ ...elsewhere, browser: 'b1' }), comer({ ...elsewhere, email: 'maria@EXAMPLE.com' }), comer()];
  expect(known.map((one) => book.isBlocked(one, NOON))).toEqual([true, true, true, true]);
  expect(book.isBlocked(comer({ ...elsewhere, browser: 'b2' }), NOON)).toBe(false);
  expect(book.isBlocked(from, NOON + 1000)).toBe(false);
});

test('who is signed in at the site is known by its word, at another address and browser; who types the same is not', async () => {
  const nowhere = { addressHash: null, browserHash: null, email: null };
  const block = { id: '1', ...nowhere, customerId: 'shop-7', verifiedEmail: 'rita@shop.example', endsAt: NOON + 1000 };
  const book = await BlockBook.open({ held: async () => [block] }, KEY, NOON);
  const blocked = (more: Partial<Comer>) => book.isBlocked(comer(more), NOON);
  expect(blocked({ verified: { customerId: 'shop-7', email: null } })).toBe(true);
  expect(blocked({ verified: { customerId: 'another', email: 'Rita@Shop.example' } })).toBe(true);
  expect(blocked({ verified: { customerId: 'another', email: null } })).toBe(false);
  expect(blocked({ email: 'rita@shop.example' })).toBe(false);
});
