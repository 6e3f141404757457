import { describe, expect, test } from 'vitest';
import { SiteOrigin, textIn, type WidgetKey, WidgetKeyInput } from '../protocol/widget-keys.ts';
import { Failure } from '../sockets/failure.ts';
import { allows, WidgetKeyBook } from './book.ts';

const NONE = { en: '', pt: '', fr: '' };
const key = (id: string, change: Partial<WidgetKey> = {}): WidgetKey => ({
  ...{ id, name: id, origins: ['https://shop.example'], queues: null, label: NONE, consent: NONE, position: 'bottom-right' },
  ...{
    accent: null,
    onAccent: null,
    enabled: true,
    standsIn: false,
    needsIdentity: false,
    centerId: null,
    server: null,
    oldSecretUntil: null,
    hasSecret: false,
    createdAt: 0,
  },
  ...change,
});
const bookOf = (...keys: WidgetKey[]) => WidgetKeyBook.open({ list: async () => keys });
const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.field}`;
    throw error;
  }
  return null;
};

describe('the sites of a key', () => {
  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://SHOP.example/', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    [' http://localhost:8080 ', 'http://localhost:8080'],
    ['https://*.shop.example', 'https://*.shop.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[::1]:8080', 'https://[::1]:8080'],
  ])('%s is kept as %s', (given, kept) => expect(SiteOrigin.parse(given)).toBe(kept));

  test.each([
    ['a path', 'https://shop.example/cart'],
    ['a host without a scheme', 'shop.example'],
    ['another scheme', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['any site at all', 'https://*'],
    ['an asterisk inside', 'https://shop.*.example'],
    ['two asterisks', 'https://*.*.example'],
    ['a second directive', 'https://shop.example; frame-ancestors *'],
    ['a second site', 'https://shop.example https://other.example'],
    ['a line of its own', 'https://shop.example\nX: y'],
    ['a name and password', 'https://me:secret@shop.example'],
    ['an origin that is none', 'null'],
    ['nothing', ''],
  ])('%s is refused', (_, given) => expect(SiteOrigin.safeParse(given).success).toBe(false));

  test.each([
    [['https://shop.example'], 'https://shop.example', true],
    [['https://shop.example'], 'http://shop.example', false],
    [['https://shop.example'], 'https://shop.example:8443', false],
    [['https://shop.example'], 'https://shop.example.evil.example', false],
    [['https://*.shop.example'], 'https://www.shop.example', true],
    [['https://*.shop.example'], 'https://a.b.shop.example', true],
    [['https://*.shop.example'], 'https://shop.example', false],
    [['https://*.shop.example'], 'https://evilshop.example', false],
    [['https://*.shop.example'], 'http://www.shop.example', false],
    [['https://*.shop.example:8443'], 'https://www.shop.example', false],
    [[], 'https://shop.example', false],
    [null, 'https://anywhere.example', true],
  ])('%j: a page of %s: %s', (origins, origin, allowed) => expect(allows({ origins }, origin)).toBe(allowed));
});

test('a key is admitted from its sites and from our own pages; without a key, the one that stands in', async () => {
  const book = await bookOf(key('pk_shop'), key('pk_any', { origins: null, standsIn: true }));
  expect(book.admit({ key: 'pk_shop', foreignOrigin: 'https://shop.example' }).id).toBe('pk_shop');
  expect(book.admit({ key: 'pk_shop', foreignOrigin: null }).id).toBe('pk_shop');
  expect(book.admit({ key: null, foreignOrigin: 'https://old.example' }).id).toBe('pk_any');
});

test('who is refused is told why and nothing else, and is counted', async () => {
  const book = await bookOf(key('pk_shop', { queues: ['sales'] }), key('pk_gone', { enabled: false }));
  const refuse = (named: string | null, foreignOrigin: string | null = null) => refusalOf(() => book.admit({ key: named, foreignOrigin }));
  expect(refuse('pk_nothing')).toBe('not-found key');
  expect(refuse('__proto__')).toBe('not-found key');
  expect(refuse(null)).toBe('not-found key');
  expect(refuse('pk_gone')).toBe('forbidden key');
  expect(refuse('pk_shop', 'https://other.example')).toBe('forbidden key');
  expect(refusalOf(() => book.assertReaches('pk_shop', 'sales'))).toBe(null);
  expect(refusalOf(() => book.assertReaches('pk_shop', 'support'))).toBe('forbidden queueId');
  expect(refusalOf(() => book.assertReaches('pk_gone', 'sales'))).toBe('forbidden key');
  expect(book.refusals()).toEqual([
    { reason: 'unknown-key', count: 3 },
    { reason: 'switched-off', count: 2 },
    { reason: 'wrong-origin', count: 1 },
    { reason: 'wrong-queue', count: 1 },
    { reason: 'bad-identity', count: 0 },
    { reason: 'no-identity', count: 0 },
  ]);
});

test('only sites of keys that are on may open a connection', async () => {
  const book = await bookOf(key('pk_shop'), key('pk_off', { origins: ['https://off.example'], enabled: false }));
  expect(book.isSomebodys('https://shop.example')).toBe(true);
  expect(book.isSomebodys('https://off.example')).toBe(false);
});

test('a text is given in the language of the page, else in English, else in any', () => {
  expect(textIn({ en: 'Call', pt: 'Ligar', fr: '' }, 'pt')).toBe('Ligar');
  expect(textIn({ en: 'Call', pt: 'Ligar', fr: '' }, 'fr')).toBe('Call');
  expect(textIn({ en: '', pt: 'Ligar', fr: '' }, 'fr')).toBe('Ligar');
  expect(textIn(NONE, 'en')).toBe(null);
});

test('what can’t be a color or a list of sites is refused, at its field', () => {
  const input = { ...key('pk_x'), name: 'Shop' };
  expect(WidgetKeyInput.safeParse(input).success).toBe(true);
  for (const [field, value] of [
    ['accent', 'url(https://evil.example)'],
    ['origins', ['https://shop.example', 'x']],
    ['queues', []],
    ['name', '  '],
    ['label', { ...NONE, en: 'x'.repeat(41) }],
  ] as const) {
    const parsed = WidgetKeyInput.safeParse({ ...input, [field]: value });
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  }
});
