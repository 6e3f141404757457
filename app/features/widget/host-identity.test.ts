import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askHostIdentity } from './host-identity.ts';

/** A frame of this site, whose page answers as it is told to. */
const SITE = 'https://shop.example';
let answers: (asked: unknown, origin: string) => void = () => {};
const parent = { postMessage: (asked: unknown, origin: string) => answers(asked, origin) };
let own: EventTarget;
const say = (data: unknown, { origin = SITE, source = parent as unknown } = {}) =>
  own.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
const answer = (token: unknown, failed: unknown = false) => {
  answers = () => say({ tandem: 'identity', token, failed });
};

beforeEach(() => {
  vi.useFakeTimers();
  own = Object.assign(new EventTarget(), { parent, location: { search: `?origin=${SITE}`, hash: '' } });
  vi.stubGlobal('window', own);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the page is asked, at its own origin alone', async () => {
  const asked: unknown[] = [];
  answers = (...all) => {
    asked.push(...all);
    say({ tandem: 'identity', token: 'forged', failed: false }, { origin: 'https://other.example' });
    say({ tandem: 'identity', token: 'forged', failed: false }, { source: {} });
    say({ tandem: 'known', token: 'forged', failed: false });
    say(null);
    say({ tandem: 'identity', token: 'a.good.one', failed: false });
  };
  expect(await askHostIdentity()).toBe('a.good.one');
  expect(asked).toEqual([{ tandem: 'identify' }, SITE]);
});

test.each([
  ['nobody is signed in', null],
  ['an attribute that is empty', ''],
])('%s', async (_, token) => {
  answer(token);
  expect(await askHostIdentity()).toBe(null);
});

test.each([
  ['the page could get none', null, true],
  ['an answer that is none', null, 'no'],
  ['no text', 7, false],
  ['a token that nobody reads', 'x'.repeat(4097), false],
])('%s: it is refused, and not taken for nobody', async (_, token, failed) => {
  answer(token, failed);
  await expect(askHostIdentity()).rejects.toMatchObject({ code: 'forbidden', field: 'identity' });
});

test('a page that does not answer is waited for no longer than ten seconds', async () => {
  answers = () => {};
  const refused = expect(askHostIdentity()).rejects.toMatchObject({ field: 'identity' });
  await vi.advanceTimersByTimeAsync(10_000);
  await refused;
});

test('without a page around nobody is asked', async () => {
  vi.stubGlobal('window', { parent: null, location: { search: '', hash: '' } });
  expect(await askHostIdentity()).toBe(null);
});
